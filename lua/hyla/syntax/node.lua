--- Nodes: the pieces of a tree. A tree is the Block of a whole file.
--
-- A node is immutable. It knows its own source text, from its first token to its last, and holds
-- its children in source order; `gaps` is the text around them, so that for n children
--
--   text == gaps[1] .. node[1].text .. gaps[2] .. ... .. node[n].text .. gaps[n + 1]
--
-- Only a Block's text reaches over the white space and comments at its ends, to the tokens around
-- it, so that statements come and go inside of it. Children have names too: node.left == node[1].

---@class SyntaxNode
---@field kind string        One of the keys of FIELDS below, or a leaf.
---@field text string        Source text.
---@field gaps? string[]     Text before, between and after the children; nil for a leaf.
---@field [integer] SyntaxNode  Children in source order.
---@field body? SyntaxNode   The child of kind Block, wherever there is one.
---@field operator? string   Of Binary and Unary: "+", "and", "not", ...
---@field value? number|string  Of Number and String; nil for the cdata numbers `1LL` and `1i`.

local new_table = require("table.new")

local ROOM_FOR_CHILDREN, ROOM_FOR_FIELDS = 4, 8

local M = {}

-- what it is for kinds whose children are a mere list
local UNNAMED = {}

--- The kinds with children, each with the names of its children in order; a Block child is `body`.
--
-- Statements: Local Assign CallStatement Do While Repeat If NumericFor GenericFor FunctionStatement
-- LocalFunction Return Break Goto Label. Expressions: Nil True False Number String Vararg Function
-- Name Member Index Call MethodCall Table Binary Unary Paren. `step` and `values` may be absent.
local FIELDS = {
  Block = UNNAMED,                  -- the statements
  Local = { "names", "values" },    -- Names, Expressions
  Assign = { "targets", "values" }, -- Targets, Expressions
  CallStatement = { "call" },
  Do = {},
  While = { "condition" },
  Repeat = { "condition" },
  If = UNNAMED,                     -- Branch one or more times, then perhaps Else
  Branch = { "condition" },
  Else = {},
  NumericFor = { "variable", "start", "stop", "step" },
  GenericFor = { "names", "values" },
  FunctionStatement = { "target", "parameters" }, -- target: Name, Member or Method
  LocalFunction = { "name", "parameters" },
  Return = { "values" },
  Goto = { "label" },
  Label = { "label" },

  Names = UNNAMED,                  -- Name
  Targets = UNNAMED,                -- Name, Member, Index
  Expressions = UNNAMED,
  Parameters = UNNAMED,             -- Name, then perhaps Vararg
  Arguments = UNNAMED,              -- also of `f"text"` and `f{}`

  Function = { "parameters" },
  Member = { "object", "key" },     -- a.b
  Index = { "object", "key" },      -- a[b]
  Method = { "object", "key" },     -- a:b, as the target of a FunctionStatement
  Call = { "callee", "arguments" },
  MethodCall = { "object", "key", "arguments" },
  Table = UNNAMED,                  -- expressions, NamedField, IndexedField
  NamedField = { "key", "value" },  -- key = value
  IndexedField = { "key", "value" }, -- [key] = value
  Binary = { "left", "right" },
  Unary = { "operand" },
  Paren = { "inner" },
}

M.STATEMENTS = {
  Local = true, Assign = true, CallStatement = true, Do = true, While = true, Repeat = true,
  If = true, NumericFor = true, GenericFor = true, FunctionStatement = true, LocalFunction = true,
  Return = true, Break = true, Goto = true, Label = true,
}

M.EXPRESSIONS = {
  Nil = true, True = true, False = true, Number = true, String = true, Vararg = true,
  Function = true, Name = true, Member = true, Index = true, Call = true, MethodCall = true,
  Table = true, Binary = true, Unary = true, Paren = true,
}

--- The statements that must stand last in their block.
M.LAST_STATEMENTS = { Return = true, Break = true }

--- Names the children of a node that is being made.
local function name_children(node)
  local fields, named = FIELDS[node.kind], 0
  if fields == UNNAMED then
    return node
  end
  for index = 1, #node do
    local child = node[index]
    if child.kind == "Block" then
      node.body = child
    else
      named = named + 1
      if fields[named] then
        node[fields[named]] = child
      end
    end
  end
  return node
end

--- Makes a node without children.
---
---@param kind string  Also "Key": the name after a dot, a colon, in a NamedField, Goto or Label.
---@param text string
---@param value? number|string
---@return SyntaxNode
function M.leaf(kind, text, value)
  return { kind = kind, text = text, value = value }
end

--- Returns an empty list for the children of a node to be made.
--
-- It has room for the fields too: growing it step by step took half the time of building a tree.
---
---@return SyntaxNode[]
function M.room()
  return new_table(ROOM_FOR_CHILDREN, ROOM_FOR_FIELDS)
end

--- Makes a node of a kind with children.
---
---@param kind string
---@param children SyntaxNode[]  From M.room: becomes the node itself.
---@param gaps string[]          One more than the children; kept.
---@param text string            What the gaps and the children spell.
---@param operator? string
---@return SyntaxNode
function M.branch(kind, children, gaps, text, operator)
  children.kind, children.gaps, children.text, children.operator = kind, gaps, text, operator
  return name_children(children)
end

--- Returns a node like another, with other children and gaps.
---
---@param node SyntaxNode
---@param children SyntaxNode[]  From M.room: becomes the node itself.
---@param gaps string[]          One more than the children; kept.
---@return SyntaxNode
function M.with(node, children, gaps)
  local count = #children
  local parts = new_table(2 * count + 1, 0)
  parts[1] = gaps[1]
  for index = 1, count do
    parts[2 * index] = children[index].text
    parts[2 * index + 1] = gaps[index + 1]
  end
  return M.branch(node.kind, children, gaps, table.concat(parts), node.operator)
end

--- Returns a node like another, with one child replaced.
---
---@param node SyntaxNode
---@param index integer
---@param child SyntaxNode
---@return SyntaxNode
function M.with_child(node, index, child)
  local children = M.room()
  for position = 1, #node do
    children[position] = node[position]
  end
  children[index] = child
  return M.with(node, children, node.gaps)
end

return M

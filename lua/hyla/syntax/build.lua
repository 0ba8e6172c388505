--- Builds nodes from the events of the grammar.
--
-- One pass over a flat list with a stack of finished nodes: no depth of nesting can overflow it.

local literals = require("hyla.syntax.literals")
local node = require("hyla.syntax.node")
local nodes = require("hyla.syntax.stack")
local operators = require("hyla.syntax.operators")

--- The postfix kinds: how many of the nodes just made become their children.
local POSTFIX = { Member = 2, Method = 2, Index = 2, Call = 2, MethodCall = 3 }

local TARGETS = { Name = true, Member = true, Index = true }
local CALLS = { Call = true, MethodCall = true }

local M = {}

--- Returns a leaf of a kind, or nil and what was wanted instead.
local function make_leaf(kind, text)
  if kind == "Number" then
    local is_valid, value = literals.number(text)
    return is_valid and node.leaf(kind, text, value) or nil, "a well-formed number"
  elseif kind == "String" then
    local value = literals.string(text)
    return value and node.leaf(kind, text, value), "a string with valid escapes"
  end
  return node.leaf(kind, text)
end

local function close_leaf(stack, kind, first, last)
  local item, wanted = make_leaf(kind, stack.source:sub(first, last - 1))
  if not item then
    nodes.reject(stack, { position = first, wanted = { wanted } })
  end
  nodes.put(stack, stack.top + 1, item, first, last, 1)
end

local function close_operator(stack, _, first, last)
  nodes.put(stack, stack.top + 1, stack.source:sub(first, last - 1), first, last, 1)
end

--- Closes the left side of an assignment, which must be variables.
local function close_targets(stack, kind, first, last, below)
  for position = below + 1, stack.top do
    if not TARGETS[stack.items[position].kind] then
      nodes.reject(stack, { position = stack.first[position], wanted = { "a variable" } })
    end
  end
  nodes.gather(stack, kind, below, first, last)
end

--- Closes an expression that stands as a statement, which must be one call.
local function close_call_statement(stack, kind, first, last, below)
  if stack.top > below + 1 or not CALLS[stack.items[stack.top].kind] then
    nodes.reject(stack, { position = last, wanted = { "'='" } })
  end
  nodes.gather(stack, kind, below, first, last)
end

local function close_branch(stack, kind, first, last, below)
  nodes.gather(stack, kind, below, first, last)
end

local function fold(stack, _, _, _, below)
  operators.fold(stack, below)
end

--- How each kind is closed; the others are branches.
local CLOSE = {
  Expression = fold,
  operator = close_operator,
  Targets = close_targets,
  CallStatement = close_call_statement,
  Nil = close_leaf, True = close_leaf, False = close_leaf, Number = close_leaf, String = close_leaf,
  Vararg = close_leaf, Name = close_leaf, Key = close_leaf, Break = close_leaf,
}

--- Makes a node of a postfix kind from the nodes on top of the stack.
local function extend(stack, kind, last)
  local below = stack.top - POSTFIX[kind]
  nodes.gather(stack, kind, below, stack.first[below + 1], last)
end

--- Handles the event that closes a node; returns how many nodes remain open.
local function close(stack, starts, belows, open, kind, last)
  if POSTFIX[kind] then
    extend(stack, kind, last)
    return open
  end
  local close_kind = CLOSE[kind] or close_branch
  close_kind(stack, kind, starts[open], last, belows[open])
  return kind == "Targets" and open or open - 1 -- an Assign starts where its Targets do
end

--- Assembles the nodes of a match.
---
---@param source string
---@param events (integer|string)[]
---@return SyntaxNode|nil
---@return SyntaxFailure|nil
function M.assemble(source, events)
  local stack, starts, belows, open = nodes.new(source), {}, {}, 0
  local index = 1
  while events[index] and not stack.failure do
    local event = events[index]
    if type(event) == "number" then
      open = open + 1
      starts[open], belows[open] = event, stack.top
      index = index + 1
    else
      open = close(stack, starts, belows, open, event, events[index + 1])
      index = index + 2
    end
  end
  if stack.failure then
    return nil, stack.failure
  end
  return stack.items[1]
end

return M

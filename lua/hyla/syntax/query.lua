--- Queries: finding nodes in a tree.
--
-- What is found by a kind, and the functions, are remembered with the tree (hyla.syntax.index): the
-- lists that are returned belong to it and are not to be changed.

local indexes = require("hyla.syntax.index")
local paths = require("hyla.syntax.path")

---@class SyntaxMatch
---@field node SyntaxNode
---@field path string

---@class SyntaxFunction
---@field name string      "f", "M.f", "M:f"; of `M.f = function` and `{ f = function` as well.
---@field path string
---@field node SyntaxNode  Has `parameters` and `body`.

local M = {}

--- Visits a node and then everything below it, in source order.
---
---@param tree SyntaxNode
---@param visit fun(node: SyntaxNode, path: string): boolean|nil  false skips the children.
---@param path? string  Where `tree` stands in a larger one.
function M.walk(tree, visit, path)
  path = path or ""
  if visit(tree, path) == false then
    return
  end
  for index, child in ipairs(tree) do
    M.walk(child, visit, paths.child(path, index))
  end
end

-- those nodes from number `first` to `last` that a predicate wants
local function satisfying(index, first, last, wanted)
  local matches = {}
  for number = first, last do
    local match = indexes.match(index, number)
    if wanted(match.node, match.path) then
      matches[#matches + 1] = match
    end
  end
  return matches
end

-- those of a kind that are numbered from `first` to `last`
local function between(index, first, last, kind)
  local matches, all = {}, indexes.matches(index, kind)
  for i, number in ipairs(indexes.numbers(index, kind)) do
    if number >= first and number <= last then
      matches[#matches + 1] = all[i]
    end
  end
  return matches
end

-- the tree itself, where it is wanted, and then others
local function after_root(tree, matches)
  local all = { { node = tree, path = "" } }
  for i, match in ipairs(matches) do
    all[i + 1] = match
  end
  return all
end

--- Finds nodes by their kind or by a predicate, in source order.
---
---@param tree SyntaxNode
---@param wanted string|fun(node: SyntaxNode, path: string): boolean|nil
---@param scope? string  A path: only what is below it. Default: the tree itself and all below it.
---@return SyntaxMatch[] matches  Not to be changed; empty where nothing is at `scope`.
function M.find(tree, wanted, scope)
  local index = indexes.of(tree)
  local number = indexes.number(index, scope or "")
  if not number then
    return {}
  end
  local is_predicate = type(wanted) == "function"
  local is_root = not scope and (tree.kind == wanted or is_predicate and wanted(tree, ""))
  local matches
  if is_predicate then
    matches = satisfying(index, number + 1, index.last[number], wanted)
  elseif number > 0 then
    matches = between(index, number + 1, index.last[number], wanted)
  else
    matches = indexes.matches(index, wanted)
  end
  return is_root and after_root(tree, matches) or matches
end

--- Names the functions among the values of a Local or an Assign.
local function name_values(statement, add)
  local left = statement.names or statement.targets
  for index, value in ipairs(statement.values or {}) do
    if value.kind == "Function" and left[index] then
      add(left[index].text, value, "/2/" .. index)
    end
  end
end

--- For each kind that gives a function its name: how to find the name, and where below it is.
local NAMED_BY = {
  Local = name_values,
  Assign = name_values,
  NamedField = function(field, add)
    if field.value.kind == "Function" then
      add(field.key.text, field.value, "/2")
    end
  end,
  FunctionStatement = function(statement, add)
    add(statement.target.text, statement, "")
  end,
  LocalFunction = function(statement, add)
    add(statement.name.text, statement, "")
  end,
}

-- the named functions below a tree
local function functions_of(index)
  local functions, at = {}, nil
  local function add(name, node, below)
    local path = indexes.path(index, at) .. below
    functions[#functions + 1] = { name = name, path = path, node = node }
  end
  for number = 1, index.count do
    local node = index.nodes[number]
    local name_functions = NAMED_BY[node.kind]
    if name_functions then
      at = number
      name_functions(node, add)
    end
  end
  return functions
end

--- Lists the named functions below a tree in source order.
---
---@param tree SyntaxNode
---@return SyntaxFunction[] functions  Not to be changed.
function M.functions(tree)
  local index = indexes.of(tree)
  index.functions = index.functions or functions_of(index)
  return index.functions
end

local ARITHMETIC = { ["+"] = true, ["-"] = true, ["*"] = true, ["/"] = true, ["^"] = true }

--- Tells whether a node passes a number on as the result of arithmetic.
local function is_arithmetic(node)
  return (node.kind == "Binary" or node.kind == "Unary") and ARITHMETIC[node.operator] ~= nil
end

--- Tells whether a statement gives names their values.
local function is_initialiser(node)
  return node.kind == "Local" or node.kind == "Assign"
end

--- Tells whether a node is where a number sets a count or a place, not a quantity.
local function is_discrete(node)
  return node.kind == "Index" or node.kind == "IndexedField" or node.kind == "NumericFor"
end

-- the parent of a node by its number, and the number of it
local function above(tree, index, number)
  local parent = index.above[number]
  return index.nodes[parent] or tree, parent
end

--- Tells whether the number at a path is a quantity: an operand of + - * / ^, or the value of a
--- local or an assignment; not a table index, a loop bound, a compared number or a bare argument.
---
---@param tree SyntaxNode
---@param path string
---@return boolean
function M.is_quantity(tree, path)
  local index = indexes.of(tree)
  local number = indexes.number(index, path)
  local found = number and index.nodes[number]
  if not found or found.kind ~= "Number" then
    return false
  end
  local is_operand = false
  local parent, place = above(tree, index, number)
  while is_arithmetic(parent) or parent.kind == "Paren" do
    is_operand = is_operand or parent.kind == "Binary"
    parent, place = above(tree, index, place)
  end
  if is_discrete(parent) then
    return false
  end
  return is_operand or parent.kind == "Expressions" and is_initialiser(above(tree, index, place))
end

--- Returns the parent of a node; nil for the root.
---
---@param tree SyntaxNode
---@param path string
---@return SyntaxNode|nil
---@return string|nil path
function M.parent(tree, path)
  local parent_path = paths.split(path)
  if not parent_path then
    return nil
  end
  return paths.at(tree, parent_path), parent_path
end

return M

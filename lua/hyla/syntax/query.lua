--- Queries: finding nodes in a tree.

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

--- Finds nodes by their kind or by a predicate.
---
---@param tree SyntaxNode
---@param wanted string|fun(node: SyntaxNode, path: string): boolean|nil
---@return SyntaxMatch[]
function M.find(tree, wanted)
  local matches = {}
  M.walk(tree, function(node, path)
    local is_match = node.kind == wanted
    if type(wanted) == "function" then
      is_match = wanted(node, path)
    end
    if is_match then
      matches[#matches + 1] = { node = node, path = path }
    end
  end)
  return matches
end

--- Names the functions among the values of a Local or an Assign.
local function name_values(statement, path, add)
  local left = statement.names or statement.targets
  for index, value in ipairs(statement.values or {}) do
    if value.kind == "Function" and left[index] then
      add(left[index].text, value, path .. "/2/" .. index)
    end
  end
end

--- For each kind that gives a function its name: how to find the name.
local NAMED_BY = {
  Local = name_values,
  Assign = name_values,
  NamedField = function(field, path, add)
    if field.value.kind == "Function" then
      add(field.key.text, field.value, path .. "/2")
    end
  end,
  FunctionStatement = function(statement, path, add)
    add(statement.target.text, statement, path)
  end,
  LocalFunction = function(statement, path, add)
    add(statement.name.text, statement, path)
  end,
}

--- Lists the named functions of a tree in source order.
---
---@param tree SyntaxNode
---@return SyntaxFunction[]
function M.functions(tree)
  local functions = {}
  local function add(name, node, path)
    functions[#functions + 1] = { name = name, path = path, node = node }
  end
  M.walk(tree, function(node, path)
    local name_functions = NAMED_BY[node.kind]
    if name_functions then
      name_functions(node, path, add)
    end
  end)
  return functions
end

local ARITHMETIC = { ["+"] = true, ["-"] = true, ["*"] = true, ["/"] = true, ["^"] = true }

--- Tells whether a node passes a number on as the result of arithmetic.
local function is_arithmetic(node)
  return (node.kind == "Binary" or node.kind == "Unary") and ARITHMETIC[node.operator] ~= nil
end

--- Tells whether a node is where a number sets a count or a place, not a quantity.
local function is_discrete(node)
  return node.kind == "Index" or node.kind == "IndexedField" or node.kind == "NumericFor"
end

local function is_initialiser(tree, path)
  local holder = M.parent(tree, path)
  return holder.kind == "Local" or holder.kind == "Assign"
end

--- Tells whether the number at a path is a quantity: an operand of + - * / ^, or the value of a
--- local or an assignment; not a table index, a loop bound, a compared number or a bare argument.
---
---@param tree SyntaxNode
---@param path string
---@return boolean
function M.is_quantity(tree, path)
  local found = paths.at(tree, path)
  if not found or found.kind ~= "Number" then
    return false
  end
  local parent, parent_path = M.parent(tree, path)
  local is_operand = false
  while is_arithmetic(parent) or parent.kind == "Paren" do
    is_operand = is_operand or parent.kind == "Binary"
    parent, parent_path = M.parent(tree, parent_path)
  end
  if is_discrete(parent) then
    return false
  end
  return is_operand or parent.kind == "Expressions" and is_initialiser(tree, parent_path)
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

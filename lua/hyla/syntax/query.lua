--- Queries: finding nodes in a tree.
--
-- What is found by a kind, and the functions, are remembered by tree, put together of what is
-- remembered of its children (hyla.syntax.index): most of these an edit leaves as they are. The
-- lists that are returned are not to be changed.

local cache = require("hyla.cache")
local indexes = require("hyla.syntax.index")
local paths = require("hyla.syntax.path")

---@class SyntaxMatch
---@field node SyntaxNode
---@field path string

---@class SyntaxFunction
---@field name string      "f", "M.f", "M:f"; of `M.f = function` and `{ f = function` as well.
---@field path string
---@field node SyntaxNode  Has `parameters` and `body`.

---@class SyntaxFindings      Below a tree.
---@field matches table<string, SyntaxMatch[]>  By kind.
---@field functions? SyntaxFunction[]

local M = {}

--- What was found in so many trees is kept.
local KEPT = 512

--- By tree.
local remembered = cache.new(KEPT)

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

local function findings_of(tree)
  return remembered:get(tree) or remembered:put(tree, { matches = {} })
end

local function append(list, more)
  local count = #list
  for i = 1, #more do
    list[count + i] = more[i]
  end
end

-- those of a kind below a tree
local function matches_below(tree, kind)
  local matches = {}
  for place = 1, #tree do
    local child, path = tree[place], tostring(place)
    if child.kind == kind then
      matches[#matches + 1] = { node = child, path = path }
    end
    if child.gaps then
      append(matches, indexes.matches(indexes.at(child, path), kind))
    end
  end
  return matches
end

-- those of a kind that are numbered from `first` to `last`
local function between(section, first, last, kind)
  local matches, all = {}, indexes.matches(section, kind)
  for i, number in ipairs(indexes.numbers(section.index, kind)) do
    if number >= first and number <= last then
      matches[#matches + 1] = all[i]
    end
  end
  return matches
end

-- those of a kind below the node at a path, which is not the tree itself
local function matches_in_scope(tree, kind, scope)
  local place, from = paths.step(scope, 1)
  local child = tree[place]
  if not (child and child.gaps) then
    return {}
  end
  local section = indexes.at(child, tostring(place))
  local number = indexes.number(section.index, scope:sub(from))
  return number and between(section, number + 1, section.index.last[number], kind) or {}
end

-- those that a predicate wants, below a scope or in all of the tree
local function satisfying(tree, wanted, scope)
  local top, matches = paths.at(tree, scope or ""), {}
  if top then
    M.walk(top, function(node, path)
      if path ~= scope and wanted(node, path) then
        matches[#matches + 1] = { node = node, path = path }
      end
    end, scope)
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
  if type(wanted) == "function" then
    return satisfying(tree, wanted, scope)
  elseif scope and scope ~= "" then
    return matches_in_scope(tree, wanted, scope)
  end
  local known = findings_of(tree).matches
  known[wanted] = known[wanted] or matches_below(tree, wanted)
  return not scope and tree.kind == wanted and after_root(tree, known[wanted]) or known[wanted]
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

-- adds the functions that a node gives names to
local function add_named(functions, node, path)
  local name_functions = NAMED_BY[node.kind]
  if name_functions then
    name_functions(node, function(name, value, below)
      functions[#functions + 1] = { name = name, path = path .. below, node = value }
    end)
  end
end

-- the named functions below an indexed node
local function functions_in(section)
  if not section.functions then
    local functions, index = {}, section.index
    for number = 1, index.count do
      if NAMED_BY[index.nodes[number].kind] then
        add_named(functions, index.nodes[number], indexes.path(section, number))
      end
    end
    section.functions = functions
  end
  return section.functions
end

-- the named functions below a tree
local function functions_below(tree)
  local functions = {}
  for place = 1, #tree do
    local child, path = tree[place], tostring(place)
    add_named(functions, child, path)
    if child.gaps then
      append(functions, functions_in(indexes.at(child, path)))
    end
  end
  return functions
end

--- Lists the named functions below a tree in source order.
---
---@param tree SyntaxNode
---@return SyntaxFunction[] functions  Not to be changed.
function M.functions(tree)
  local findings = findings_of(tree)
  findings.functions = findings.functions or functions_below(tree)
  return findings.functions
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

-- the nodes from the tree to the one at a path; nil where there is none
local function line_to(tree, path)
  local line, from = { tree }, 1
  while from <= #path do
    local step
    step, from = paths.step(path, from)
    local child = line[#line][step]
    if not child then
      return nil
    end
    line[#line + 1] = child
  end
  return line
end

-- how deep the lowest node above the last of a line lies that passes no number on, and whether the
-- last one is an operand
local function above_arithmetic(line)
  local depth, is_operand = #line - 1, false
  while depth > 1 and (is_arithmetic(line[depth]) or line[depth].kind == "Paren") do
    is_operand = is_operand or line[depth].kind == "Binary"
    depth = depth - 1
  end
  return depth, is_operand
end

--- Tells whether the number at a path is a quantity: an operand of + - * / ^, or the value of a
--- local or an assignment; not a table index, a loop bound, a compared number or a bare argument.
---
---@param tree SyntaxNode
---@param path string
---@return boolean
function M.is_quantity(tree, path)
  local line = line_to(tree, path)
  if not line or #line == 1 or line[#line].kind ~= "Number" then
    return false
  end
  local depth, is_operand = above_arithmetic(line)
  if is_discrete(line[depth]) then
    return false
  end
  local is_value = depth > 1 and line[depth].kind == "Expressions"
  return is_operand or is_value and is_initialiser(line[depth - 1])
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

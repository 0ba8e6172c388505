--- Places: what kind of place a node is, told by names that other edits leave as they are.
--
-- A class is short: the function around a node and the nearest thing that names it there, as in
-- "rate return", "learn steps", "act <" or "learn *". A policy learns by it that an edit pays at
-- one kind of place and not at another, in programs that it has never seen.

local cache = require("hyla.cache")
local syntax = require("hyla.syntax")

local M = {}

--- A longer class is cut: names are up to the program.
local LONGEST = 40

--- Statements that others do not lean on by name.
local LOOSE = { "Assign", "CallStatement", "GenericFor", "If", "NumericFor" }

--- The places of so many trees are kept.
local KEPT = 512

--- What is known of places, by tree and then by path.
local places = cache.new(KEPT)

local FUNCTIONS = { Function = true, FunctionStatement = true, LocalFunction = true }

--- Which child holds what an expression or a call is named by, for the kinds that go by one.
local NAMED_BY = {
  Call = "callee",
  CallStatement = "call",
  Index = "object",
  Member = "key",
  Method = "key",
  MethodCall = "key",
  Paren = "inner",
}

-- the last name of what is called or assigned: "mean" of stat.mean(x), "x" of x[#x + 1]
local function last_name(node)
  while NAMED_BY[node.kind] do
    node = node[NAMED_BY[node.kind]]
  end
  return node.text
end

-- of a Local or an Assign: the name that gets the value below it; `value` is nil for the statement
local function target_name(statement, child, value)
  local targets = statement.names or statement.targets
  return last_name(targets[child == 2 and value or 1] or targets[#targets])
end

-- arguments go by what is called; what is called goes by what is around it
local function call_name(call, child)
  return child ~= 1 and last_name(call) or nil
end

local function constant(name)
  return function()
    return name
  end
end

--- How a node of each kind names what is below it: by the child that it is below, and the child of
--- that one; nil passes the question on to the node above.
local NAMES = {
  Assign = target_name,
  Branch = constant("if"),
  Binary = function(node)
    return node.operator ~= "and" and node.operator ~= "or" and node.operator or nil
  end,
  Call = call_name,
  CallStatement = last_name,
  GenericFor = function(loop)
    return "for " .. loop.names[#loop.names].text
  end,
  If = constant("if"),
  Index = function(_, child)
    return child == 2 and "[]" or nil
  end,
  Local = target_name,
  MethodCall = call_name,
  NamedField = function(field)
    return field.key.text
  end,
  NumericFor = function(loop)
    return "for " .. loop.variable.text
  end,
  Repeat = constant("while"),
  Return = constant("return"),
  While = constant("while"),
}

-- the nodes from the tree down to a path, and the child that is taken at each
local function descend(tree, path)
  local nodes, steps, level = { tree }, {}, 1
  for step in path:gmatch("%d+") do
    local index = tonumber(step)
    nodes[level + 1], steps[level] = nodes[level][index], index
    level = level + 1
  end
  return nodes, steps
end

-- the name of the function at a level, nil for one that has none
local function function_name(nodes, steps, level)
  local node = nodes[level]
  if node.kind == "Function" then
    local above = nodes[level - 1]
    if above.kind == "NamedField" then
      return above.key.text
    end
    local statement = nodes[level - 2]
    local is_value = statement and (statement.kind == "Local" or statement.kind == "Assign")
    return is_value and target_name(statement, 2, steps[level - 1]) or nil
  end
  return FUNCTIONS[node.kind] and last_name(node.target or node.name) or nil
end

-- the level and the name of the innermost function with a name; level 1 is the file
local function innermost(nodes, steps)
  for level = #nodes, 2, -1 do
    local name = function_name(nodes, steps, level)
    if name then
      return level, name
    end
  end
  return 1, nil
end

---@class Place
---@field class string
---@field is_in_function boolean

-- the class that the nodes down to a place make
local function class_of(nodes, steps)
  local floor, around = innermost(nodes, steps)
  for level = #nodes, floor + 1, -1 do
    local names = NAMES[nodes[level].kind]
    local name = names and names(nodes[level], steps[level], steps[level + 1])
    if name then
      return ((around and around .. " " or "") .. name):sub(1, LONGEST)
    end
  end
  return (around or ""):sub(1, LONGEST)
end

local function is_below_function(nodes)
  for level = 1, #nodes - 1 do
    if FUNCTIONS[nodes[level].kind] then
      return true
    end
  end
  return false
end

-- what is known of a place of a tree: trees never change, and editors ask for the same places
local function place_at(tree, path)
  local known = places:get(tree) or places:put(tree, {})
  local place = known[path]
  if not place then
    local nodes, steps = descend(tree, path)
    place = { class = class_of(nodes, steps), is_in_function = is_below_function(nodes) }
    known[path] = place
  end
  return place
end

--- Returns the class of a place.
---
---@param tree SyntaxNode
---@param path string  Of a node that is there.
---@return string class at most 40 bytes
function M.class(tree, path)
  return place_at(tree, path).class
end

--- Tells whether a node stands inside a function.
---
---@param tree SyntaxNode
---@param path string
---@return boolean
function M.is_in_function(tree, path)
  return place_at(tree, path).is_in_function
end

--- Returns a site for a node, labelled by its first line.
---
---@param tree SyntaxNode
---@param found SyntaxMatch
---@return Site
function M.site(tree, found)
  local label = syntax.text(found.node):match("^[^\n]*")
  return { path = found.path, label = label, class = M.class(tree, found.path) }
end

--- Lists the statements inside functions that no other leans on by name: assignments, calls, loops
--- and conditions.
---
---@param tree SyntaxNode
---@return Site[]
function M.statements(tree)
  local sites = {}
  for _, kind in ipairs(LOOSE) do
    for _, found in ipairs(syntax.find(tree, kind)) do
      if M.is_in_function(tree, found.path) then
        sites[#sites + 1] = M.site(tree, found)
      end
    end
  end
  return sites
end

return M

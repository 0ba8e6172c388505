--- Lets two statements that follow each other change places, where neither needs the other's names.

local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "swap_statements", parts = { "agent", "policy", "editors" } }

-- statements whose place in their block is not theirs to choose
local FIXED = { Break = true, Goto = true, Label = true, Return = true }

local DECLARATIONS = { Local = true, LocalFunction = true }

local function speaks_of(node, names)
  if node.kind == "Name" then
    return names[node.text] ~= nil
  end
  for _, child in ipairs(node) do
    if speaks_of(child, names) then
      return true
    end
  end
  return false
end

-- whether a statement speaks of a name that another one declares
local function leans_on(statement, other)
  local declared = {}
  for _, name in ipairs(DECLARATIONS[other.kind] and (other.names or { other.name }) or {}) do
    declared[name.text] = true
  end
  return next(declared) ~= nil and speaks_of(statement, declared)
end

-- whether two statements can change places
local function can_swap(first, second)
  if FIXED[first.kind] or FIXED[second.kind] or first.text == second.text then
    return false
  end
  return not leans_on(second, first) and not leans_on(first, second)
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local sites = {}
  for _, found in ipairs(syntax.find(tree, "Block")) do
    local is_inside = found.path ~= "" and places.is_in_function(tree, found.path)
    for index = 1, is_inside and #found.node - 1 or 0 do
      if can_swap(found.node[index], found.node[index + 1]) then
        local match = { path = found.path .. "/" .. index, node = found.node[index] }
        sites[#sites + 1] = places.site(tree, match)
      end
    end
  end
  return sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site)
  local block, index = site.path:match("^(.*)/(%d+)$")
  local next_path = block .. "/" .. index + 1
  local first = syntax.text(syntax.at(tree, site.path))
  local second = syntax.text(syntax.at(tree, next_path))
  local swapped, message = syntax.replace(tree, site.path, second)
  if swapped then
    swapped, message = syntax.replace(swapped, next_path, first)
  end
  return swapped and { tree = swapped }, message
end

return M

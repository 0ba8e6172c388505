--- Lets two statements that follow each other change places, where neither needs the other's names.

local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "swap_statements", parts = { "agent", "policy", "editors" } }

-- statements whose place in their block is not theirs to choose
local FIXED = { Break = true, Goto = true, Label = true, Return = true }

local DECLARATIONS = { Local = true, LocalFunction = true }

-- whether a statement speaks of a name that another one declares
local function leans_on(tree, path, declaration)
  local declared = {}
  for _, name in ipairs(declaration.names or { declaration.name }) do
    declared[name.text] = true
  end
  for _, found in ipairs(syntax.find(tree, "Name", path)) do
    if declared[found.node.text] then
      return true
    end
  end
  return false
end

-- whether the statement at an index of a block can come after the next one
local function can_swap(tree, path, block, index)
  local first, second = block[index], block[index + 1]
  if FIXED[first.kind] or FIXED[second.kind] or first.text == second.text then
    return false
  elseif DECLARATIONS[first.kind] and leans_on(tree, path .. "/" .. index + 1, first) then
    return false
  end
  return not (DECLARATIONS[second.kind] and leans_on(tree, path .. "/" .. index, second))
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local sites = {}
  for _, found in ipairs(syntax.find(tree, "Block")) do
    local is_inside = found.path ~= "" and places.is_in_function(tree, found.path)
    for index = 1, is_inside and #found.node - 1 or 0 do
      if can_swap(tree, found.path, found.node, index) then
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

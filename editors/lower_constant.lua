--- Lowers a lifted number back into the source as a literal: what settled becomes plain code.

local keys = require("hyla.keys")
local syntax = require("hyla.syntax")

local M = { name = "lower_constant", parts = { "agent" } }

local function uses(tree, name)
  local found = {}
  for _, place in ipairs(syntax.find(tree, "Member")) do
    if syntax.text(place.node) == "numbers." .. name then
      found[#found + 1] = place
    end
  end
  return found
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local sites = {}
  for _, name in ipairs(keys.sorted(context.numbers)) do
    if #uses(tree, name) > 0 then
      sites[#sites + 1] = { number = name, label = "numbers." .. name }
    end
  end
  return sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, _, context)
  local literal = ("%.17g"):format(context.numbers[site.number])
  for _ = 1, #uses(tree, site.number) do
    tree = syntax.replace(tree, uses(tree, site.number)[1].path, literal)
  end
  return { tree = tree, numbers = { [site.number] = false } }
end

return M

--- Lifts a literal out of the source into a named number, so that a gradient can flow into it.

local lifted = require("hyla.lifted")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "lift_constant", parts = { "agent" } }

-- whole numbers count: a loop or an index cannot do with a tensor in their place
local function is_measure(value)
  return type(value) == "number" and value % 1 ~= 0
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local sites = {}
  for _, found in ipairs(syntax.find(tree, "Number")) do
    local value = found.node.value
    if is_measure(value) and syntax.is_quantity(tree, found.path) then
      local line = syntax.position(tree, found.path)
      local label = ("%s in line %d"):format(syntax.text(found.node), line)
      local class = places.class(tree, found.path)
      sites[#sites + 1] = { path = found.path, label = label, class = class, value = value }
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
  local name = lifted.free_name(context.numbers, "n")
  tree = syntax.replace(tree, site.path, "numbers." .. name)
  return { tree = lifted.receive(tree), numbers = { [name] = site.value } }
end

return M

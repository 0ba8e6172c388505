--- Takes one function over from another program of the archive, with what it needs.

local graft = require("hyla.graft")
local landmark = require("hyla.landmark")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "crossover", parts = { "agent", "policy", "editors" } }

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local sites = {}
  for _, mine in ipairs(context.mate and syntax.functions(tree) or {}) do
    local other = landmark.find_function(context.mate.tree, mine.name)
    if other and syntax.text(other.node) ~= syntax.text(mine.node) then
      local class = places.class(tree, mine.path)
      sites[#sites + 1] = { path = mine.path, label = mine.name, class = class }
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
  local other = landmark.find_function(context.mate.tree, site.label)
  if not other then
    return nil, ("the mate has no function %s"):format(site.label)
  end
  return graft.plant(tree, site.path, other.node, context, syntax.replace)
end

return M

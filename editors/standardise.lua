--- Brings what an agent sees to mean 0 and spread 1, by the cases it learns from.

local landmark = require("hyla.landmark")

local M = { name = "standardise", parts = { "agent" } }

local FIT = [[
state.scale = stat.scale(rows)
for i = 1, #rows do
  rows[i] = stat.rescale(rows[i], state.scale)
end]]

local APPLY = "row = stat.rescale(row, state.scale)"

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local divided = not landmark.mentions(tree, APPLY) and landmark.divided(tree)
  return divided and { { path = divided.path, label = "rows", class = "rows" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree)
  local changed, message = landmark.rewrite_rows(tree, FIT, APPLY)
  return changed and { tree = changed }, message
end

return M

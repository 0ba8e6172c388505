--- Lets a model see the products of every two of the first numbers that are seen of a case.

local landmark = require("hyla.landmark")

local M = { name = "add_interactions", parts = { "agent" } }

local FIT = [[
for i = 1, #rows do
  rows[i] = cross.products(rows[i], %d)
end]]

local APPLY = "row = cross.products(row, %d)"

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local divided = not landmark.mentions(tree, "cross.products") and landmark.divided(tree)
  return divided and { { path = divided.path, label = "rows", class = "rows" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(_, _, context)
  local all = math.max(2, #context.facts.looks)
  local statistics = { looks = math.min(all, 12) }
  return {
    {
      name = "columns",
      kind = "number",
      value = 4,
      low = 2,
      high = 12,
      whole = true,
      statistics = statistics,
    },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, _, arguments)
  local count = arguments.columns
  local changed, message = landmark.rewrite_rows(tree, FIT:format(count), APPLY:format(count))
  return changed and { tree = changed }, message
end

return M

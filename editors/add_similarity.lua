--- Lets a model see what the training cases that lie near a case have for answers.

local landmark = require("hyla.landmark")

local M = { name = "add_similarity", parts = { "agent" } }

-- by what: how a row goes on, over the row, what is known and which training row it is, if any
local KINDS = {
  centres = "near.centres(state.centres, %s%s)",
  neighbours = "near.neighbours(state.neighbours, %s, COUNT%s)",
}

local FIT = [[
state.%s = near.new(state.code, rows, cases)
for i = 1, #rows do
  rows[i] = %s
end]]

local function free_kinds(tree)
  return landmark.absent(tree, { "centres", "neighbours" }, function(kind)
    return "near." .. kind
  end)
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local divided = #free_kinds(tree) > 0 and landmark.divided(tree)
  return divided and { { path = divided.path, label = "rows", class = "rows" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, _, context)
  local cases = 100 * 10 ^ ((context.facts.measures or {}).cases or 0)
  return {
    { name = "by", kind = "choice", values = free_kinds(tree) },
    {
      name = "count",
      kind = "number",
      value = 5,
      low = 1,
      high = 50,
      whole = true,
      statistics = { root = math.sqrt(cases) },
    },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, _, arguments)
  local asked = KINDS[arguments.by]:gsub("COUNT", ("%d"):format(arguments.count))
  local fit = FIT:format(arguments.by, asked:format("rows[i]", ", i"))
  local changed, message = landmark.rewrite_rows(tree, fit, "row = " .. asked:format("row", ""))
  return changed and { tree = changed }, message
end

return M

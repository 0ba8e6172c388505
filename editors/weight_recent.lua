--- Lets a case count for more in learning the later it came.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "weight_recent", parts = { "agent" } }

local LINE = "fit.targets = answer.recent(fit.targets, %.3g)"

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local divided = not landmark.mentions(tree, "answer.recent") and landmark.divided(tree)
  return divided and { { path = divided.path, label = "targets", class = "targets" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(_, _, context)
  local cases = 100 * 10 ^ ((context.facts.measures or {}).cases or 0)
  return {
    {
      name = "half_life",
      kind = "number",
      value = 10,
      low = 1,
      high = 1000,
      statistics = { tenth = cases / 10, third = cases / 3 },
    },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local line = LINE:format(arguments.half_life)
  return { tree = landmark.with_kit(syntax.insert_after(tree, site.path, line), line) }
end

return M

--- Lets an agent see one more number: a statistic of a field.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_statistic", parts = { "agent" } }

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local place = landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(_, _, context)
  local values, weights = {}, {}
  for i, look in ipairs(context.facts.looks) do
    values[i], weights[i] = look.expression, look.weight ^ 2
  end
  return { { name = "look", kind = "choice", values = values, weights = weights } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local line = ("x[#x + 1] = %s"):format(arguments.look)
  if landmark.mentions(tree, line) then
    return nil, "the agent sees this already"
  end
  tree = syntax.insert_before(tree, site.path, line)
  return { tree = landmark.with_kit(tree, line) }
end

return M

--- Lets an agent see one more number: a statistic of a field.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_statistic", parts = { "agent" } }

local LINE = "x[#x + 1] = %s"

-- what could be seen of a case and is not yet
local function unseen(tree, context)
  local values, weights = {}, {}
  for _, look in ipairs(context.facts.looks) do
    if not landmark.mentions(tree, LINE:format(look.expression)) then
      table.insert(values, look.expression)
      table.insert(weights, look.weight ^ 2)
    end
  end
  return values, weights
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local place = #unseen(tree, context) > 0 and landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, _, context)
  local values, weights = unseen(tree, context)
  return { { name = "look", kind = "choice", values = values, weights = weights } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local line = LINE:format(arguments.look)
  tree = syntax.insert_before(tree, site.path, line)
  return { tree = landmark.with_kit(tree, line) }
end

return M

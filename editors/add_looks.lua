--- Lets an agent see several more numbers at once: those statistics of fields that tell most.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_looks", parts = { "agent" } }

local function line_of(fact)
  return ("x[#x + 1] = %s"):format(fact.expression)
end

-- what the agent does not see yet, the most telling first
local function unseen(tree, context)
  local facts = landmark.absent(tree, context.facts.looks, line_of)
  table.sort(facts, function(a, b)
    if a.weight ~= b.weight then
      return a.weight > b.weight
    end
    return a.expression < b.expression
  end)
  return facts
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local place = #unseen(tree, context) > 1 and landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look", class = "look" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, _, context)
  local all = #unseen(tree, context)
  return {
    {
      name = "count",
      kind = "number",
      value = math.min(all, 3),
      low = 2,
      high = all,
      whole = true,
      statistics = { all = all, half = math.max(2, math.floor(all / 2)) },
    },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments, context)
  local lines = {}
  for i, fact in ipairs(unseen(tree, context)) do
    lines[#lines + 1] = i <= arguments.count and line_of(fact) or nil
  end
  local added = table.concat(lines, "\n")
  return { tree = landmark.with_kit(syntax.insert_before(tree, site.path, added), added) }
end

return M

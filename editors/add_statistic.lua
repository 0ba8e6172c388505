--- Lets an agent see one more number: a statistic of a field.

local argument = require("hyla.argument")
local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_statistic", parts = { "agent" } }

local function line_of(fact)
  return ("x[#x + 1] = %s"):format(fact.expression)
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local unseen = landmark.absent(tree, context.facts.looks, line_of)
  local place = #unseen > 0 and landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look", class = "look" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, _, context)
  return { argument.telling("look", landmark.absent(tree, context.facts.looks, line_of)) }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local line = line_of(arguments.look)
  tree = syntax.insert_before(tree, site.path, line)
  return { tree = landmark.with_kit(tree, line) }
end

return M

--- Lets an agent see how often one word comes up in a text field.

local argument = require("hyla.argument")
local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_text_feature", parts = { "agent" } }

local function line_of(fact)
  return ('x[#x + 1] = text.rate(input.%s, "%s")'):format(fact.field, fact.word)
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local unseen = landmark.absent(tree, context.facts.words, line_of)
  local place = #unseen > 0 and landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look", class = "look" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, _, context)
  return { argument.telling("word", landmark.absent(tree, context.facts.words, line_of)) }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local line = line_of(arguments.word)
  tree = syntax.insert_before(tree, site.path, line)
  return { tree = landmark.with_kit(tree, line) }
end

return M

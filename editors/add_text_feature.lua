--- Lets an agent see how often one word comes up in a text field.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_text_feature", parts = { "agent" } }

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local place = #context.facts.words > 0 and landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(_, _, context)
  local values, weights = {}, {}
  for i, fact in ipairs(context.facts.words) do
    values[i] = { field = fact.field, word = fact.word }
    weights[i] = fact.weight ^ 2
  end
  return { { name = "word", kind = "choice", values = values, weights = weights } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local word = arguments.word
  local line = ('x[#x + 1] = text.rate(input.%s, "%s")'):format(word.field, word.word)
  if landmark.mentions(tree, line) then
    return nil, "the agent sees this word already"
  end
  tree = syntax.insert_before(tree, site.path, line)
  return { tree = landmark.with_kit(tree, line) }
end

return M

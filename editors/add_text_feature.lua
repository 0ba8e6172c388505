--- Lets an agent see how often one word comes up in a text field.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_text_feature", parts = { "agent" } }

local LINE = 'x[#x + 1] = text.rate(input.%s, "%s")'

-- the words that could be counted and are not yet
local function uncounted(tree, context)
  local values, weights = {}, {}
  for _, fact in ipairs(context.facts.words) do
    if not landmark.mentions(tree, LINE:format(fact.field, fact.word)) then
      table.insert(values, { field = fact.field, word = fact.word })
      table.insert(weights, fact.weight ^ 2)
    end
  end
  return values, weights
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local place = #uncounted(tree, context) > 0 and landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, _, context)
  local values, weights = uncounted(tree, context)
  return { { name = "word", kind = "choice", values = values, weights = weights } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local word = arguments.word
  local line = LINE:format(word.field, word.word)
  tree = syntax.insert_before(tree, site.path, line)
  return { tree = landmark.with_kit(tree, line) }
end

return M

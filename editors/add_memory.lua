--- Gives an agent a persistent memory: which answer came with which key, and what that speaks for.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_memory", parts = { "agent" } }

local OBSERVE = [[
state.memory.%s = memory.new()
for _, case in ipairs(cases) do
  memory.observe(state.memory.%s, %s, case.answer)
end]]

local RECALL = [[
local %s = memory.evidence(state.memory.%s, %s, state.schema.answers, %.3g, own)
for i = 1, #%s do
  x[#x + 1] = %s[i]
end]]

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local place = landmark.find_function(tree, "M.learn") and landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look and learn" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(_, _, context)
  return {
    { name = "key", kind = "choice", values = context.facts.keys },
    { name = "least", kind = "number", value = 0.25, low = 0.02, high = 0.8 },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local key = arguments.key
  local name = key.field .. "_memory"
  if landmark.mentions(tree, name) then
    return nil, "the agent has this memory already"
  end
  local asked = key.expression:format("input")
  local recall = RECALL:format(name, name, asked, arguments.least, name, name)
  tree = syntax.insert_before(tree, site.path, recall)
  local learn = landmark.find_function(tree, "M.learn")
  local observe = OBSERVE:format(name, name, key.expression:format("case.input"))
  tree = syntax.prepend(tree, landmark.body(learn), observe)
  return { tree = landmark.with_kit(tree, recall) }
end

return M

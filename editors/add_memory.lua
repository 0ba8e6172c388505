--- Gives an agent a persistent memory: which answer came with which key, and what that speaks for.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_memory", parts = { "agent" } }

local OBSERVE = [[
state.memory.%s = memory.new()
for _, case in ipairs(cases) do
  local %s = %s
  memory.observe(state.memory.%s, %s, case.answer)
end]]

local RECALL = [[
local %s = %s
for _, evidence in ipairs(
  memory.evidence(state.memory.%s, %s, state.schema.answers, %.3g, own)
) do
  x[#x + 1] = evidence
end]]

-- what the code calls the amounts of a case, and the memory of them
local function name_of(key)
  return key.field .. "_seen"
end

-- the keys that the agent keeps no memory by
local function free_keys(tree, context)
  return landmark.absent(tree, context.facts.keys, name_of)
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local learn = landmark.find_function(tree, "M.learn")
  local place = learn and #free_keys(tree, context) > 0 and landmark.end_of_look(tree)
  return place and { { path = place.path, label = "look and learn" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, _, context)
  return {
    { name = "key", kind = "choice", values = free_keys(tree, context) },
    { name = "least", kind = "number", value = 0.25, low = 0.02, high = 0.8 },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local key = arguments.key
  local name = name_of(key)
  local asked = key.expression:format("input")
  local recall = RECALL:format(name, asked, name, name, arguments.least)
  tree = syntax.insert_before(tree, site.path, recall)
  local learn = landmark.find_function(tree, "M.learn")
  local observe = OBSERVE:format(name, name, key.expression:format("case.input"), name, name)
  tree = syntax.prepend(tree, landmark.body(learn), observe)
  return { tree = landmark.with_kit(tree, recall) }
end

return M

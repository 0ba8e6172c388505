--- Gives an agent a persistent memory by a key: what the keys of a case are known for.

local argument = require("hyla.argument")
local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_memory", parts = { "agent" } }

-- what a memory can be asked, over its name, the amounts and a prior weight
local STATISTICS = {
  count = "memory.count(%s, %s, own)",
  evidence = "memory.evidence(%s, %s, 0.25, own)",
  mean = "memory.mean(%s, %s, PRIOR, own)",
  recent = "memory.recent(%s, %s, 10, own)",
}

local OBSERVE = [[
state.memory.%s = memory.new(state.code)
for _, case in ipairs(cases) do
  memory.observe(state.memory.%s, %s, case)
end]]

local RECALL = [[
for _, value in ipairs(%s) do
  x[#x + 1] = value
end]]

local function observe_of(key)
  return OBSERVE:format(key.field, key.field, key.expression:format("case.input"))
end

-- the expression that asks for a statistic, as far as it does not depend on the prior
local function question_of(key, statistic)
  return STATISTICS[statistic]:format("state.memory." .. key.field, key.expression:format("input"))
end

local function free_statistics(tree, key)
  return landmark.absent(tree, { "evidence", "mean", "count", "recent" }, function(statistic)
    return question_of(key, statistic):match("^(.-)PRIOR") or question_of(key, statistic)
  end)
end

-- the keys that there is something left to ask about
local function free_keys(tree, context)
  local free = {}
  for _, key in ipairs(context.facts.keys) do
    if #free_statistics(tree, key) > 0 then
      free[#free + 1] = key
    end
  end
  return free
end

local function places(tree)
  local learn = landmark.find_function(tree, "M.learn")
  local rows = learn and landmark.find_statement(tree, "Local", "^local rows = {}$", learn.path)
  return rows, landmark.end_of_look(tree)
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local rows, recalled = places(tree)
  if not rows or not recalled or #free_keys(tree, context) == 0 then
    return {}
  end
  return { { path = recalled.path, label = "look and learn", class = "look" } }
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, _, context)
  return {
    argument.telling("key", free_keys(tree, context)),
    { name = "statistic", kind = "choice", values = { "count", "evidence", "mean", "recent" } },
    { name = "prior", kind = "number", value = 2, low = 0.2, high = 20 },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local key, statistic = arguments.key, arguments.statistic
  local question = question_of(key, statistic):gsub("PRIOR", ("%.3g"):format(arguments.prior))
  if #landmark.absent(tree, { question }, tostring) == 0 then
    return nil, "the agent asks that already"
  end
  tree = syntax.insert_before(tree, site.path, RECALL:format(question))
  if not landmark.mentions(tree, ("state.memory.%s = memory"):format(key.field)) then
    tree = syntax.insert_before(tree, places(tree).path, observe_of(key))
  end
  return { tree = landmark.with_kit(tree, question .. key.expression) }
end

return M

--- Gives an agent a persistent memory by a key: what the keys of a case are known for.

local argument = require("hyla.argument")
local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_memory", parts = { "agent" } }

-- what a memory can be asked, over its name and the amounts, and a number that goes with it: the
-- share of the cases that has a key, the cases that a mean stands for, the half-life in cases
local STATISTICS = {
  count = { "memory.count(%s, %s, own)" },
  evidence = { "memory.evidence(%s, %s, %.3g, own)", 0.25 },
  mean = { "memory.mean(%s, %s, %.3g, own)", 2 },
  recent = { "memory.recent(%s, %s, %.3g, own)", 10 },
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

-- the expression that asks for a statistic
local function question_of(key, statistic)
  local question, number = unpack(STATISTICS[statistic])
  return question:format("state.memory." .. key.field, key.expression:format("input"), number)
end

-- the part of a question that moved constants leave as it is
local function asked_by(question)
  return question:match("^.-%)")
end

local function free_statistics(tree, key)
  return landmark.absent(tree, { "evidence", "mean", "count", "recent" }, function(statistic)
    return asked_by(question_of(key, statistic))
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
  local rows = landmark.find_inside(tree, "M.learn", "Local", "^local rows = {}$")
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
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local key, question = arguments.key, question_of(arguments.key, arguments.statistic)
  if landmark.mentions(tree, asked_by(question)) then
    return nil, "the agent asks that already"
  end
  tree = syntax.insert_before(tree, site.path, RECALL:format(question))
  if not landmark.mentions(tree, ("state.memory.%s = memory"):format(key.field)) then
    tree = syntax.insert_before(tree, places(tree).path, observe_of(key))
  end
  return { tree = landmark.with_kit(tree, question .. key.expression) }
end

return M

--- References: what simple methods reach on a family, to be read beside what a search reaches.
--
-- A reference is the agent tests/examples/ridge.lua with an idea put in: source that changes
-- `strength`, `is_scaled`, `look` or `weigh`. Its source runs under `hyla eval` as it is.

local files = require("hyla.files")
local random = require("hyla.rng")
local tasks = require("hyla.task")

---@class Idea
---@field name string
---@field task string      Module of the family.
---@field options table    Of the task.
---@field least? number    What its mean score over the instances 1 to 20 is at least...
---@field most? number     ...and at most.
---@field source string    "" is the plain ridge.

local M = {}

local MARK = "-- the idea\n"

--- Returns the source of an agent.
---
---@param idea string Source.
---@return string source
function M.source(idea)
  local source = assert(files.read("tests/examples/ridge.lua"))
  local first, last = source:find(MARK, 1, true)
  return source:sub(1, first - 1) .. idea .. source:sub(last + 1)
end

--- Returns a loaded task.
---
---@param module string
---@param options table
---@param seed integer Which instance.
---@return Task
function M.task(module, options, seed)
  local task = assert(tasks.open(module, options, { data = {}, rng = random.new(seed) }))
  assert(task:load())
  return task
end

--- Returns what an agent scores on the test cases, after learning from the training cases.
---
---@param agent table
---@param task Task
---@return number score
function M.score(agent, task)
  local state, answers, cases = agent.init(task.schema), {}, task:cases("test")
  agent.learn(state, task:cases("train"))
  for i, case in ipairs(cases) do
    answers[i] = agent.act(state, case.input)
  end
  return task:measure(answers, cases)
end

--- Returns the mean score of an idea over the instances 1 to `count`, and their standard deviation.
---
---@param idea Idea
---@param count integer
---@return number mean
---@return number spread
function M.level(idea, count)
  local sum, square = 0, 0
  local agent = assert(loadstring(M.source(idea.source), "=" .. idea.name))()
  for seed = 1, count do
    local score = M.score(agent, M.task(idea.task, idea.options, seed))
    sum, square = sum + score, square + score ^ 2
  end
  return sum / count, math.sqrt(math.max(square / count - (sum / count) ^ 2, 0))
end

return M

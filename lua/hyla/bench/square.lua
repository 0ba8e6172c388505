--- Square: a function of one number is to be x * x + 1, on sixteen numbers a split. There is hardly
--- a task that costs less, so that what is timed is the loop.

local M = { options = {} }

---@class Square: Task
local Task = {}
Task.__index = Task

local COUNT = 16

--- The first number of each split; the others follow one apart, so no two splits share any.
local FIRST = { train = -6.25, validation = -6.5, test = -6.75 }

--- Opens the task; there is nothing to look for.
---
---@return Square
function M.open()
  local schema = { fields = { { name = "x", kind = "number" } }, answers = "number" }
  return setmetatable({ name = "square", schema = schema, limits = {} }, Task)
end

--- Reads the data, of which there are none.
function Task:load()
  return true
end

--- Returns the cases of a split, fresh tables each time.
---
---@param split "train"|"validation"|"test"
---@return Case[]
function Task:cases(split)
  local cases = {}
  for i = 1, COUNT do
    local x = FIRST[split] + i - 1
    cases[i] = { id = ("%s%d"):format(split, i), input = { x = x }, answer = x * x + 1 }
  end
  return cases
end

--- Returns the mean squared error, negated: 0 is the best.
---
---@param answers number[] answers[i] belongs to cases[i].
---@param cases Case[]
---@return number
function Task:measure(answers, cases)
  local sum = 0
  for i, case in ipairs(cases) do
    sum = sum + (answers[i] - case.answer) ^ 2
  end
  return 0 - sum / #cases
end

return M

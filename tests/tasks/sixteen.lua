--- Sixteen: a function of one number is to be x * x + 1, on sixteen numbers a split.

local M = { options = {} }

---@class Sixteen: Task
local Task = {}
Task.__index = Task

local COUNT = 16

--- The first number of each split; the others follow one apart, so no two splits share any.
local FIRST = { train = -6.25, validation = -6.5, test = -6.75 }

local function target(x)
  return x * x + 1
end

--- Opens the task; there is nothing to look for.
---
---@return Sixteen
function M.open()
  local task = {
    name = "sixteen",
    schema = { fields = { { name = "x", kind = "number" } }, answers = "number" },
    limits = {},
  }
  return setmetatable(task, Task)
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
    cases[i] = { id = ("%s%d"):format(split, i), input = { x = x }, answer = target(x) }
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
  -- 0 - 0 is 0, where -(0) would be printed as -0
  return 0 - sum / #cases
end

return M

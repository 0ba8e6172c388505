--- Worth: what a list of answers is worth to a task, 0 for knowing nothing to 1 for all right.
--
-- They are for tasks to call, on the trusted side. Whatever stands in the answers, no measure
-- calls it or compares by its own rules.

local M = {}

--- What numbers are worth at the least: one wild answer shall not drown a whole search.
local LEAST = -1

-- sums of what the answers to each class of cases are worth, and how many cases each class has
local function by_class(answers, cases, wrong)
  local sums, counts, seen = {}, {}, {}
  for i = 1, #cases do
    local wanted, answer = cases[i].answer, answers[i]
    if not counts[wanted] then
      seen[#seen + 1] = wanted
      sums[wanted], counts[wanted] = 0, 0
    end
    counts[wanted] = counts[wanted] + 1
    if answer ~= nil then
      sums[wanted] = sums[wanted] + (rawequal(answer, wanted) and 1 or wrong)
    end
  end
  return sums, counts, seen
end

--- Measures answers that are one of some classes. An answer pays 1 when right, -1 / (classes - 1)
--- when wrong and 0 when missing; the measure is the mean over the classes of the mean over the
--- cases of each. Always the same class is thus worth 0, however rare the others are.
---
---@param answers table<integer, any> answers[i] belongs to cases[i]; nil abstains.
---@param cases Case[]
---@param classes integer How many there are, at least 2.
---@return number worth   -1 / (classes - 1) to 1.
function M.classes(answers, cases, classes)
  local sums, counts, seen = by_class(answers, cases, -1 / (classes - 1))
  local worth = 0
  for _, class in ipairs(seen) do
    worth = worth + sums[class] / counts[class]
  end
  return worth / math.max(#seen, 1)
end

--- Returns what the answer to each case is worth, so that the mean over the cases is `M.classes`:
--- a case counts the more, the rarer its class.
---
---@param cases Case[]
---@param classes integer How many there are, at least 2.
---@return Scorer
function M.class_scorer(cases, classes)
  local _, counts, seen = by_class({}, cases, 0)
  local weights, most = {}, 0
  for _, class in ipairs(seen) do
    weights[class] = #cases / (#seen * counts[class])
    most = math.max(most, weights[class])
  end
  local wrong = -1 / (classes - 1)
  return {
    low = wrong * most,
    high = most,
    score = function(answer, case)
      local paid = rawequal(answer, case.answer) and 1 or wrong
      return answer == nil and 0 or paid * weights[case.answer]
    end,
  }
end

local function mean_answer(cases)
  local sum = 0
  for i = 1, #cases do
    sum = sum + cases[i].answer
  end
  return sum / math.max(#cases, 1)
end

--- Measures answers that are numbers: 1 - the sum of their squared errors / the sum of the squared
--- deviations of the true answers from their own mean (the coefficient of determination), not below
--- -1. A missing answer counts as that mean.
---
---@param answers table<integer, number?> answers[i] belongs to cases[i].
---@param cases Case[]
---@return number worth   -1 to 1; 0 where all true answers are the same.
function M.numbers(answers, cases)
  local mean = mean_answer(cases)
  local error_sum, deviation_sum = 0, 0
  for i = 1, #cases do
    local wanted = cases[i].answer
    error_sum = error_sum + ((answers[i] or mean) - wanted) ^ 2
    deviation_sum = deviation_sum + (wanted - mean) ^ 2
  end
  if deviation_sum == 0 then
    return 0
  end
  -- the comparison is false for an error that is no number, which is then the worst
  local worth = 1 - error_sum / deviation_sum
  return worth >= LEAST and worth or LEAST
end

return M

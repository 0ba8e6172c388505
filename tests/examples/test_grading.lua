--- examples/grading/task.lua

local check = require("tests.support.check")
local family = require("tests.examples.family")
local reference = require("tests.examples.reference")

local T = {}

local MODULE = "examples.grading.task"

family.add(T, MODULE, { mark = { answer = "mark" }, pass = { answer = "pass" } })

-- the mean of what an answer deserves for who knows the habits: each mark tells it with a variance
local function expected(instance, input)
  local prior = 10 + 2 * instance.abilities[input.student]
  local sum, weights = prior / 1.2 ^ 2, 1 / 1.2 ^ 2
  for i, name in ipairs(input.graders) do
    for _, grader in ipairs(instance.graders) do
      if grader.name == name then
        local weight = (grader.stretch / grader.noise) ^ 2
        local told = 10 + (input.marks[i] - 10 - grader.shift) / grader.stretch
        sum, weights = sum + weight * told, weights + weight
      end
    end
  end
  return sum / weights
end

-- the mean score on test over twenty instances of who knows the habits
local function score_of_knowledge(options, answer_of)
  local sum = 0
  for seed = 1, 20 do
    local task, answers = reference.task(MODULE, options, seed), {}
    local cases = task:cases("test")
    for i, case in ipairs(cases) do
      answers[i] = answer_of(expected(task.instance, case.input))
    end
    sum = sum + task:measure(answers, cases)
  end
  return sum / 20
end

function T.who_knows_the_habits_explains_most_marks()
  local score = score_of_knowledge({ answer = "mark" }, function(mark)
    return mark
  end)
  check.truthy(score > 0.9)
  check.truthy(score < 0.97)
end

function T.who_knows_the_habits_tells_most_passes()
  local score = score_of_knowledge({ answer = "pass" }, function(mark)
    return mark >= 10 and "pass" or "fail"
  end)
  check.truthy(score > 0.75)
  check.truthy(score < 0.95)
end

function T.the_right_idea_pays()
  family.check_levels("grading")
end

function T.nobody_marks_an_answer_twice()
  for _, case in ipairs(reference.task(MODULE, {}, 1):cases("test")) do
    local seen = {}
    for _, name in ipairs(case.input.graders) do
      check.falsy(seen[name])
      seen[name] = true
    end
    check.equal(#case.input.marks, #case.input.graders)
    check.truthy(#case.input.marks == 2 or #case.input.marks == 3)
  end
end

return T

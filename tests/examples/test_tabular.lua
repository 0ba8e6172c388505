--- examples/tabular/task.lua

local check = require("tests.support.check")
local family = require("tests.examples.family")
local kinds = require("examples.tabular.kinds")
local reference = require("tests.examples.reference")

local T = {}

local KINDS = { "linear", "xor", "rings", "sparse", "drift", "source_bias", "imbalance" }

local MODULE = "examples.tabular.task"

family.add(T, MODULE, {
  linear = { kind = "linear" },
  xor = { kind = "xor" },
  rings = { kind = "rings" },
  sparse = { kind = "sparse" },
  drift = { kind = "drift" },
  source_bias = { kind = "source_bias" },
  imbalance = { kind = "imbalance" },
  numbers = { kind = "source_bias", answer = "number" },
})

-- the score on the test cases of who knows the rule of an instance, but not the noise
local function score_of_rule(kind, seed)
  local task, answers = reference.task(MODULE, { kind = kind }, seed), {}
  local rule = kinds[kind].draw(task.rng:split(task.name):split("instance"))
  local cases = task:cases("test")
  for i, case in ipairs(cases) do
    answers[i] = rule.value(case.input) > kinds[kind].threshold and "yes" or "no"
  end
  return task:measure(answers, cases)
end

function T.who_knows_the_rule_is_right_up_to_the_noise()
  for _, kind in ipairs(KINDS) do
    local sum = 0
    for seed = 1, 20 do
      sum = sum + score_of_rule(kind, seed)
    end
    check.truthy(sum / 20 > 0.8)
    check.truthy(sum / 20 < 0.98)
  end
end

function T.the_right_idea_pays_on_each_kind()
  family.check_levels("tabular")
end

function T.one_row_in_seven_is_of_the_rare_class()
  local task, count = reference.task(MODULE, { kind = "imbalance", test = 5000 }, 1), 0
  for _, case in ipairs(task:cases("test")) do
    count = count + (case.answer == "yes" and 1 or 0)
  end
  check.near(count / 5000, 1 / 7, 0.02)
end

function T.the_other_kinds_are_balanced()
  for _, kind in ipairs({ "linear", "xor", "rings", "sparse" }) do
    local task, count = reference.task(MODULE, { kind = kind, test = 5000 }, 1), 0
    for _, case in ipairs(task:cases("test")) do
      count = count + (case.answer == "yes" and 1 or 0)
    end
    check.near(count / 5000, 0.5, 0.04)
  end
end

function T.drift_is_tried_on_times_after_those_it_is_learned_from()
  local task = reference.task(MODULE, { kind = "drift" }, 1)
  for _, case in ipairs(task:cases("train")) do
    check.truthy(case.input.time < 1)
  end
  for _, case in ipairs(task:cases("test")) do
    check.truthy(case.input.time > 1 and case.input.time < 1.2)
  end
end

return T

--- examples/survey/task.lua

local check = require("tests.support.check")
local family = require("tests.examples.family")
local reference = require("tests.examples.reference")

local T = {}

local MODULE = "examples.survey.task"

family.add(T, MODULE, { survey = {} })

-- how little ratings speak against a feeling of the respondent, as a log likelihood: each tells the
-- feeling with the spread of haste and of rounding; at the ends of the scale a bit is lost
local function likelihood(respondent, ratings, feeling, spread)
  local sum = 0
  for _, rating in ipairs(ratings) do
    local step = 1.5 * respondent.extreme
    local wanted = math.min(math.max(4 + respondent.agreeing + step * feeling, 0.5), 7.5)
    sum = sum - 0.5 * (rating - wanted) ^ 2 / ((step * spread) ^ 2 + 1 / 12)
  end
  return sum
end

-- the likeliest class for who knows the respondents
local function likeliest(task, input)
  local respondent = task.instance.respondents[input.respondent]
  local spread = 0.4 + 1.6 * math.exp(-input.minutes / 4)
  local best, most = nil, -math.huge
  for class, answer in ipairs(task.schema.answers) do
    local mood = 1.3 * (class - 2)
    local likely = respondent.inclined * (class - 2)
      + likelihood(respondent, input.favourable, mood, spread)
      + likelihood(respondent, input.critical, -mood, spread)
    if likely > most then
      best, most = answer, likely
    end
  end
  return best
end

function T.who_knows_the_respondents_is_mostly_right()
  local sum = 0
  for seed = 1, 20 do
    local task, answers = reference.task(MODULE, {}, seed), {}
    local cases = task:cases("test")
    for i, case in ipairs(cases) do
      answers[i] = likeliest(task, case.input)
    end
    sum = sum + task:measure(answers, cases)
  end
  check.truthy(sum / 20 > 0.78)
  check.truthy(sum / 20 < 0.95)
end

function T.the_right_idea_pays()
  family.check_levels("survey")
end

function T.ratings_lie_on_the_scale()
  for _, case in ipairs(reference.task(MODULE, {}, 1):cases("test")) do
    for _, list in ipairs({ case.input.favourable, case.input.critical }) do
      check.truthy(#list >= 2 and #list <= 4)
      for _, rating in ipairs(list) do
        check.truthy(rating >= 1 and rating <= 7 and rating == math.floor(rating))
      end
    end
  end
end

function T.a_wrong_class_of_three_costs_half_a_right_one()
  local task = reference.task(MODULE, {}, 1)
  check.equal(task:measure({ "neutral" }, { { answer = "content" } }), -0.5)
end

return T

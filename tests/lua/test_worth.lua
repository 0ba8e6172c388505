--- lua/hyla/worth.lua

local check = require("tests.support.check")
local worth = require("hyla.worth")

local T = {}

local function cases_of(...)
  local cases = {}
  for i, answer in ipairs({ ... }) do
    cases[i] = { answer = answer }
  end
  return cases
end

function T.a_right_class_pays_one_and_a_missing_one_nothing()
  local cases = cases_of("a", "b")
  check.equal(worth.classes({ "a", "b" }, cases, 2), 1)
  check.equal(worth.classes({ "a" }, cases, 2), 0.5)
  check.equal(worth.classes({}, cases, 2), 0)
end

function T.a_wrong_class_costs_the_more_the_fewer_there_are()
  local cases = cases_of("a", "a")
  check.equal(worth.classes({ "b", "b" }, cases, 2), -1)
  check.equal(worth.classes({ "b", "b" }, cases, 3), -0.5)
end

function T.the_same_class_to_all_cases_is_worth_nothing_however_rare_the_other()
  local cases = cases_of("a", "a", "a", "b")
  check.equal(worth.classes({ "a", "a", "a", "a" }, cases, 2), 0)
  check.equal(worth.classes({ "b", "b", "b", "b" }, cases, 2), 0)
end

function T.classes_count_the_same_however_many_cases_they_have()
  local cases = cases_of("a", "a", "a", "b")
  check.equal(worth.classes({ nil, nil, nil, "b" }, cases, 2), 0.5)
end

function T.what_each_answer_is_worth_has_the_same_mean()
  local cases = cases_of("a", "a", "a", "b", "c", "c")
  local scorer = worth.class_scorer(cases, 4)
  for _, answers in ipairs({ { "a", "b", nil, "b", "a" }, { "a", "a", "a", "b", "c", "c" }, {} }) do
    local sum = 0
    for i, case in ipairs(cases) do
      local score = scorer.score(answers[i], case)
      check.truthy(scorer.low <= score and score <= scorer.high)
      sum = sum + score
    end
    check.near(sum / #cases, worth.classes(answers, cases, 4), 1e-12)
  end
end

function T.an_answer_cannot_claim_to_equal_a_class()
  local sly = setmetatable({}, { __eq = function() return true end })
  check.equal(worth.classes({ sly }, cases_of("a"), 2), -1)
end

function T.true_numbers_are_worth_one_and_their_mean_nothing()
  local cases = cases_of(1, 2, 6)
  check.equal(worth.numbers({ 1, 2, 6 }, cases), 1)
  check.equal(worth.numbers({ 3, 3, 3 }, cases), 0)
  check.equal(worth.numbers({}, cases), 0)
end

function T.the_worth_of_numbers_is_the_share_of_the_variance_they_explain()
  check.near(worth.numbers({ 1, 2, 5 }, cases_of(1, 2, 6)), 1 - 1 / 14)
end

function T.wild_numbers_are_worth_no_less_than_minus_one()
  local cases = cases_of(1, 2, 6)
  check.equal(worth.numbers({ 1e200, 0, 0 }, cases), -1)
  check.equal(worth.numbers({ 0 / 0, 0, 0 }, cases), -1)
end

function T.numbers_that_are_all_the_same_measure_nothing()
  check.equal(worth.numbers({ 2, 3 }, cases_of(2, 2)), 0)
end

return T

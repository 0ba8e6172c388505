--- lua/hyla/kit/weight.lua

local answer = require("hyla.kit.answer")
local check = require("tests.support.check")
local tensor = require("hyla.tensor")
local weight = require("hyla.kit.weight")

local WEIGHTS = { tensor.tensor({ 1, -2 }), tensor.tensor({ { 3 } }) }

local T = {}

function T.sums_go_over_all_weights()
  check.equal(weight.squares(WEIGHTS):item(), 14)
  check.equal(weight.sizes(WEIGHTS):item(), 6)
end

function T.weights_move_on_the_way_to_others()
  local to = { tensor.tensor({ 3, 0 }), tensor.tensor({ { 3 } }) }
  local moved = weight.towards(WEIGHTS, to, 0.25)
  check.equal(moved[1]:tolist()[1], 1.5)
  check.equal(moved[1]:tolist()[2], -1.5)
  check.equal(moved[2]:item(), 3)
end

local function part(kind, answers)
  local cases = {}
  for i, value in ipairs(answers) do
    cases[i] = { answer = value }
  end
  local rows = tensor.tensor({ { 1, -1 }, { 1, 0 }, { 1, 1 } })
  return { rows = rows, targets = answer.targets(answer.code({ answers = kind }, cases), answers) }
end

function T.ridge_regression_without_a_penalty_is_least_squares()
  local numbers = part("number", { 2, 4, 6 })
  local weights = weight.ridge(numbers, 1e-9):tolist()
  check.near(weights[1][1], 0, 1e-5)
  check.near(weights[2][1], 2 / math.sqrt(8 / 3), 1e-5)
end

function T.a_penalty_draws_to_zero()
  -- the column has 2 squares, the penalty 1 per case: 2 / (2 + 3) of the slope
  local weights = weight.ridge(part("number", { 2, 4, 6 }), 1):tolist()
  check.near(weights[2][1], 2 / math.sqrt(8 / 3) * 2 / 5, 1e-5)
end

function T.classes_are_regressed_on_as_plus_and_minus_two()
  local weights = weight.ridge(part({ "no", "yes" }, { "no", "no", "no" }), 1e-9):tolist()
  check.near(weights[1][1], 2, 1e-4)
  check.near(weights[1][2], -2, 1e-4)
end

function T.cases_that_weigh_nothing_are_not_fitted()
  local numbers = part("number", { 2, 4, 99 })
  numbers.targets.weights = tensor.tensor({ { 1.5 }, { 1.5 }, { 0 } })
  local fitted = numbers.rows:matmul(weight.ridge(numbers, 1e-9))
  check.near((fitted - numbers.targets.columns):tolist()[1][1], 0, 1e-3)
end

return T

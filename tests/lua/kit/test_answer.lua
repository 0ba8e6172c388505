--- lua/hyla/kit/answer.lua

local answer = require("hyla.kit.answer")
local check = require("tests.support.check")
local tensor = require("hyla.tensor")

local function code_of(answers, values)
  local cases = {}
  for i, value in ipairs(values or {}) do
    cases[i] = { answer = value }
  end
  return answer.code({ answers = answers }, cases)
end

local CLASSES = code_of({ "a", "b", "c" })
local NUMBERS = code_of("number", { 2, 4, 6 })
local SPREAD = math.sqrt(8 / 3)

local T = {}

function T.classes_are_columns_of_their_own()
  check.equal(table.concat(answer.columns(CLASSES, "b"), " "), "0 1 0")
  check.equal(CLASSES.width, 3)
end

function T.numbers_are_standardised_in_one_column()
  check.equal(NUMBERS.width, 1)
  check.near(answer.columns(NUMBERS, 6)[1], 2 / SPREAD)
  check.near(answer.columns(code_of("number", { 5, 5 }), 7)[1], 2)
end

function T.an_answer_is_the_most_likely_class_or_none()
  local outputs = tensor.tensor({ { 0, 2, 0 } })
  local likely = math.exp(2) / (math.exp(2) + 2)
  check.equal(answer.of(CLASSES, outputs, likely - 0.01), "b")
  check.equal(answer.of(CLASSES, outputs, likely + 0.01), nil)
end

function T.a_number_is_brought_back_to_its_scale()
  check.near(answer.of(NUMBERS, tensor.tensor({ { 0 } }), 0.7), 4)
  check.near(answer.of(NUMBERS, tensor.tensor({ { 2 / SPREAD } }), 0.7), 6, 1e-6)
end

local function classes(list)
  return answer.targets(CLASSES, list)
end

function T.the_losses_of_classes_are_what_their_formulas_say()
  local outputs, targets = tensor.tensor({ { 1, 0, 3 } }), classes({ "a" })
  local total = math.exp(1) + 1 + math.exp(3)
  check.near(answer.likelihood(outputs, targets):item(), math.log(total) - 1, 1e-6)
  check.near(answer.margin(outputs, targets):item(), (0 + 3) / 2, 1e-6)
  check.near(answer.robust(outputs, targets):item(), 1 - math.exp(1) / total, 1e-6)
end

function T.the_losses_of_numbers_are_what_their_formulas_say()
  local targets = answer.targets(NUMBERS, { 4, 4 }) -- 0 standardised
  local outputs = tensor.tensor({ { 0.05 }, { 2 } })
  check.near(answer.likelihood(outputs, targets):item(), (0.0025 + 4) / 2, 1e-6)
  check.near(answer.margin(outputs, targets):item(), 1.9 / 2, 1e-6)
  local robust = (math.sqrt(1.0025) - 1 + math.sqrt(5) - 1) / 2
  check.near(answer.robust(outputs, targets):item(), robust, 1e-6)
end

function T.balanced_classes_count_for_as_much()
  local weights = answer.balanced(classes({ "a", "a", "a", "b" })).weights:tolist()
  check.near(3 * weights[1][1], weights[4][1], 1e-6)
  check.near(3 * weights[1][1] + weights[4][1], 4, 1e-6)
  local numbers = answer.targets(NUMBERS, { 2, 4 })
  check.equal(answer.balanced(numbers), numbers)
end

function T.older_cases_count_for_less()
  local weights = answer.recent(classes({ "a", "b", "c" }), 2).weights:tolist()
  check.near(weights[1][1] / weights[3][1], 0.5, 1e-6)
end

function T.weights_multiply_and_equal_ones_change_no_loss()
  local outputs = tensor.tensor({ { 1, 0, 3 }, { 0, 1, 0 } })
  local targets = classes({ "a", "b" })
  local both = answer.balanced(answer.recent(targets, 1))
  check.near(both.weights:tolist()[1][1] / both.weights:tolist()[2][1], 0.5, 1e-6)
  for _, loss in ipairs({ "likelihood", "margin", "robust" }) do
    local plain = answer[loss](outputs, targets):item()
    check.near(answer[loss](outputs, answer.balanced(targets)):item(), plain, 1e-6)
  end
end

function T.picked_targets_keep_their_weights()
  local targets = answer.recent(classes({ "a", "b", "c" }), 1)
  local picked = answer.pick(targets, { 3, 3, 1 })
  check.equal(table.concat(picked.answers, " "), "c c a")
  check.equal(picked.weights:tolist()[1][1], targets.weights:tolist()[3][1])
end

function T.the_threshold_passes_over_what_did_not_pay()
  local targets = classes({ "a", "b", "c" })
  local outputs = tensor.tensor({ { 5, 0, 0 }, { 0, 4, 0 }, { 3, 0, 0 } })
  local threshold = answer.threshold(outputs, targets)
  check.near(threshold, math.exp(4) / (math.exp(4) + 2), 1e-6)
  check.equal(answer.threshold(tensor.tensor({ { 1, 0, 0 } }), classes({ "a" })), 0)
  check.equal(answer.threshold(tensor.tensor({ { 1 } }), answer.targets(NUMBERS, { 2 })), 0)
end

return T

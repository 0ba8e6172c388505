--- lua/hyla/signal.lua

local check = require("tests.support.check")
local signal = require("hyla.signal")

local function cases(answers)
  local list = {}
  for i, answer in ipairs(answers) do
    list[i] = { answer = answer, input = {} }
  end
  return list
end

local numbers = signal.columns({ answers = "number" }, cases({ 1, 2, 3, 6 }))

local T = {}

function T.strength_is_the_absolute_correlation()
  check.near(signal.strength({ 2, 4, 6, 12 }, numbers), 1)
  check.near(signal.strength({ -2, -4, -6, -12 }, numbers), 1)
  check.near(signal.strength({ 1, 2, 3, 4 }, numbers), 8 / math.sqrt(5 * 14))
end

function T.what_does_not_vary_tells_nothing()
  check.equal(signal.strength({ 0.1, 0.1, 0.1, 0.1 }, numbers), 0)
  check.equal(signal.strength({}, signal.columns({ answers = "number" }, {})), 0)
end

function T.of_three_classes_the_best_told_counts()
  local columns = signal.columns({ answers = { "a", "b", "c" } }, cases({ "a", "b", "c", "b" }))
  check.equal(#columns.raw, 3)
  check.near(signal.strength({ 0, 5, 0, 5 }, columns), 1)
end

function T.two_classes_need_one_column()
  check.equal(#signal.columns({ answers = { "a", "b" } }, cases({ "a", "b" })).raw, 1)
end

-- means 1.5 and 4.5: between 9 on 1 degree, within 0.5 + 4.5 on 2
function T.the_ratio_is_fishers_f()
  check.near(signal.ratio({ { 1, 2 }, { 3, 4 } }, numbers), 9 / (5 / 2))
end

function T.groups_of_one_have_no_part_in_the_ratio()
  check.equal(signal.ratio({ { 1, 2 }, { 3 }, { 4 } }, numbers), 0)
end

function T.groups_without_variance_have_no_bound()
  local columns = signal.columns({ answers = "number" }, cases({ 1, 1, 2, 2 }))
  check.equal(signal.ratio({ { 1, 2 }, { 3, 4 } }, columns), math.huge)
end

return T

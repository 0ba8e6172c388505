--- lua/hyla/statistics/effect.lua

local check = require("tests.support.check")
local effect = require("hyla.statistics.effect")

local T = {}

-- expected numbers: scipy 1.17, statsmodels 0.14
local VALUES = { 0.12, -0.03, 0.25, 0.07, 0.31, -0.11, 0.18, 0.02, 0.09, 0.22, -0.05, 0.15 }

function T.effects_are_counted_in_deviations()
  check.near(effect.standardised(VALUES), 0.7922017188343722, 1e-13)
  check.near(effect.unbiased(VALUES), 0.736715759909698, 1e-13)
end

function T.effects_of_too_few_or_equal_differences_are_not_defined()
  check.equal(effect.standardised({ 1 }), nil)
  check.equal(effect.standardised({ 1, 1, 1 }), nil)
  check.equal(effect.unbiased({ 1, 2 }), nil)
end

function T.superiority_is_the_share_of_units_won()
  check.equal(effect.superiority(VALUES), 0.75)
  check.equal(effect.superiority({ 1, 0, -1, -2 }), 0.375)
end

function T.the_least_difference_to_be_found_follows_from_the_noise()
  check.near(effect.minimum_detectable(VALUES, 0.05, 0.8), 0.1139754295511151, 1e-13)
  check.equal(effect.minimum_detectable({ 1 }, 0.05, 0.8), nil)
end

function T.equivalence_is_two_one_sided_tests()
  check.near(effect.equivalence(VALUES, 0.2), 0.011207003406802142, 1e-13)
  check.truthy(effect.equivalence(VALUES, 0.05) > 0.5)
  check.equal(effect.equivalence({ 0.1, 0.1 }, 0.2), 0)
  check.equal(effect.equivalence({ 0.3, 0.3 }, 0.2), 1)
  check.equal(effect.equivalence({ 0.3 }, 0.2), nil)
end

return T

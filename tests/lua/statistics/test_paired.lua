--- lua/hyla/statistics/paired.lua

local check = require("tests.support.check")
local paired = require("hyla.statistics.paired")
local random = require("hyla.rng")

local T = {}

-- expected numbers: scipy 1.17, for ties by its enumeration of all signs
local VALUES = { 0.12, -0.03, 0.25, 0.07, 0.31, -0.11, 0.18, 0.02, 0.09, 0.22, -0.05, 0.15 }
local TIES = { 0.1, 0.1, -0.1, 0.2, 0.3, 0.3, -0.2, 0.4, 0 }

function T.students_test_is_that_of_scipy()
  local p, t = paired.t(VALUES)
  check.near(t, 2.7442672537290544, 1e-13)
  check.near(p, 0.019085280381056016, 1e-14)
end

function T.students_test_has_its_limits()
  check.equal(paired.t({ 0.3 }), nil)
  check.equal(paired.t({ 0, 0, 0 }), 1)
  check.equal(paired.t({ 0.5, 0.5 }), 0)
end

function T.few_signs_are_all_tried()
  check.equal(paired.sign_flip(VALUES), 0.0224609375)
  check.equal(paired.sign_flip(TIES), 0.140625)
  check.equal(paired.sign_flip({ 1, 2, 3 }), 0.25)
  check.equal(paired.sign_flip({ 0, 0 }), 1)
  check.equal(paired.sign_flip({}), nil)
end

-- zeros change no sum, so the exact p of the twelve stays that of the sixteen
function T.many_signs_are_drawn()
  local many = { 0, 0, 0, 0, unpack(VALUES) }
  check.near(paired.sign_flip(many, random.new(1)), 0.0224609375, 0.002)
  check.equal(paired.sign_flip(many, random.new(2)), paired.sign_flip(many, random.new(2)))
end

function T.drawn_signs_never_give_a_p_of_zero()
  local equal = {}
  for i = 1, 40 do
    equal[i] = 1
  end
  check.equal(paired.sign_flip(equal, random.new(1), 99), 0.01)
end

function T.signed_ranks_are_exact_with_ties_and_zeros()
  local p, sum = paired.wilcoxon(VALUES)
  check.equal(p, 0.02685546875)
  check.equal(sum, 11)
  p, sum = paired.wilcoxon(TIES)
  check.equal(p, 0.140625)
  check.equal(sum, 6.5)
end

function T.no_difference_is_no_evidence()
  check.equal(paired.wilcoxon({ 0, 0 }), 1)
  check.equal(paired.wilcoxon({ 1, -1 }), 1)
end

return T

--- lua/hyla/statistics/interval.lua

local check = require("tests.support.check")
local interval = require("hyla.statistics.interval")
local random = require("hyla.rng")
local sample = require("hyla.statistics.sample")

local T = {}

-- expected numbers: scipy 1.17
local VALUES = { 0.12, -0.03, 0.25, 0.07, 0.31, -0.11, 0.18, 0.02, 0.09, 0.22, -0.05, 0.15 }

-- all 27 resamples of three units, so that the intervals are known without chance
local function all_of_three()
  local units = {}
  for i = 0, 26 do
    for place = 0, 2 do
      units[#units + 1] = math.floor(i / 3 ^ place) % 3 + 1
    end
  end
  return { size = 3, count = 27, units = units }
end

function T.students_interval_is_that_of_scipy()
  local found = interval.t(VALUES, 0.95)
  check.near(found.low, 0.020126931677208013, 1e-13)
  check.near(found.high, 0.18320640165612534, 1e-13)
  check.equal(interval.t({ 1 }, 0.95), nil)
end

function T.bootstrap_intervals_of_known_resamples_are_exact()
  local percentile = interval.percentile({ 1, 2, 7 }, sample.mean, all_of_three(), 0.8)
  check.near(percentile.low, 4 / 3, 1e-12)
  check.near(percentile.high, 16 / 3, 1e-12)
  local bca = interval.bca({ 1, 2, 7 }, sample.mean, all_of_three(), 0.8)
  check.near(bca.low, 1.504339280177501, 1e-12)
  check.near(bca.high, 16 / 3, 1e-12)
end

function T.drawn_intervals_come_near_those_of_scipy()
  local draws = interval.draws(12, 20000, random.new(1))
  local mean = interval.bca(VALUES, sample.mean, draws, 0.95)
  check.near(mean.low, 0.0325, 0.003)
  check.near(mean.high, 0.1708, 0.003)
  local median = interval.percentile(VALUES, sample.median, draws, 0.95)
  check.near(median.low, -0.005, 0.001)
  check.near(median.high, 0.2, 0.001)
end

function T.skewed_values_move_the_corrected_interval_to_the_long_side()
  local skewed = {}
  for i, value in ipairs(VALUES) do
    skewed[i] = math.exp(8 * value)
  end
  local draws = interval.draws(12, 20000, random.new(2))
  local found = interval.bca(skewed, sample.mean, draws, 0.95)
  check.near(found.low, 2.0972, 0.08)
  check.near(found.high, 6.0663, 0.2)
end

function T.the_same_seed_draws_the_same_interval()
  local one = interval.bca(VALUES, sample.mean, interval.draws(12, 500, random.new(3)), 0.9)
  local other = interval.bca(VALUES, sample.mean, interval.draws(12, 500, random.new(3)), 0.9)
  check.equal(one.low, other.low)
  check.equal(one.high, other.high)
end

function T.equal_values_leave_no_width()
  local found = interval.bca({ 2, 2, 2 }, sample.mean, all_of_three(), 0.95)
  check.equal(found.low, 2)
  check.equal(found.high, 2)
end

function T.units_may_be_anything_that_the_statistic_takes()
  local function mean_of_firsts(units)
    return (units[1][1] + units[2][1] + units[3][1]) / 3
  end
  local found = interval.percentile({ { 1 }, { 2 }, { 7 } }, mean_of_firsts, all_of_three(), 0.8)
  check.near(found.low, 4 / 3, 1e-12)
end

function T.draws_for_another_number_of_units_are_refused()
  check.fails("wanted 3 values, as drawn, got 2", interval.bca, { 1, 2 }, sample.mean,
    all_of_three(), 0.95)
end

return T

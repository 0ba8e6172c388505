--- lua/hyla/statistics/sample.lua

local check = require("tests.support.check")
local sample = require("hyla.statistics.sample")

local T = {}

-- expected numbers: numpy 2, scipy 1.17
local VALUES = { 0.12, -0.03, 0.25, 0.07, 0.31, -0.11, 0.18, 0.02, 0.09, 0.22, -0.05, 0.15 }

function T.mean_and_deviation_are_those_of_numpy()
  check.near(sample.mean(VALUES), 0.10166666666666667, 1e-15)
  check.near(sample.deviation(VALUES), 0.1283343171941822, 1e-15)
end

function T.quantiles_are_linear_between_neighbours()
  check.near(sample.median(VALUES), 0.105, 1e-15)
  check.near(sample.quantile(VALUES, 0.1), -0.048, 1e-15)
  check.near(sample.quantile(VALUES, 0.9), 0.247, 1e-15)
  check.equal(sample.quantile(VALUES, 0), -0.11)
  check.equal(sample.quantile(VALUES, 1), 0.31)
  check.equal(sample.quantile({ 7 }, 0.3), 7)
end

function T.the_interquartile_mean_is_the_trimmed_mean_of_the_field()
  check.near(sample.interquartile_mean(VALUES), 0.105, 1e-15)
  local seven = { 0.12, -0.03, 0.25, 0.07, 0.31, -0.11, 0.18 }
  check.near(sample.interquartile_mean(seven), 0.118, 1e-15)
  check.equal(sample.interquartile_mean({ 5 }), 5)
end

function T.a_slope_is_that_of_least_squares()
  check.near(sample.slope({ 0, 1, 2, 3 }, { 0.1, 0.3, 0.35, 0.4 }), 0.095, 1e-15)
end

function T.sorting_leaves_the_list_as_it_is()
  local values = { 3, 1, 2 }
  check.equal(table.concat(sample.sorted(values)), "123")
  check.equal(table.concat(values), "312")
end

function T.too_few_values_are_a_mistake_of_the_caller()
  check.fails("mean: wanted at least 1 values, got 0", sample.mean, {})
  check.fails("variance: wanted at least 2 values, got 1", sample.deviation, { 1 })
  check.fails("quantile: wanted at least 1 values, got 0", sample.median, {})
end

return T

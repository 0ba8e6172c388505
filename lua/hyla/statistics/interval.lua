--- Intervals: between which two numbers a quantity lies, at a level such as 0.95.
--
-- Student's interval for means; for any statistic the bootstrap: percentile, and bias-corrected and
-- accelerated (BCa). Intervals over the same number of units can share their draws, so that a band
-- does not jitter from point to point.

local distribution = require("hyla.statistics.distribution")
local sample = require("hyla.statistics.sample")

---@class Interval
---@field low number
---@field high number

---@class Draws Which units each resample of a bootstrap is made of.
---@field size integer Units of a resample: as many as the sample has.
---@field count integer Resamples.
---@field units integer[] size x count numbers from 1 to size, resample after resample.

local M = {}

--- Returns Student's interval for the mean.
---
---@param values number[]
---@param level number Such as 0.95.
---@return Interval? interval nil for fewer than two values.
function M.t(values, level)
  if #values < 2 then
    return nil
  end
  local mean = sample.mean(values)
  local error_of_mean = sample.deviation(values) / math.sqrt(#values)
  local reach = distribution.t_quantile(0.5 + level / 2, #values - 1) * error_of_mean
  return { low = mean - reach, high = mean + reach }
end

--- Draws resamples with replacement.
---
---@param size integer
---@param count integer
---@param rng hyla.Rng
---@return Draws
function M.draws(size, count, rng)
  local units = {}
  for i = 1, size * count do
    units[i] = rng:integer(size)
  end
  return { size = size, count = count, units = units }
end

--- Returns the statistic of every resample, in ascending order.
local function resample(values, statistic, draws)
  if #values ~= draws.size then
    error(("wanted %d values, as drawn, got %d"):format(draws.size, #values), 3)
  end
  local results, picked, place = {}, {}, 0
  for n = 1, draws.count do
    for i = 1, draws.size do
      picked[i] = values[draws.units[place + i]]
    end
    place = place + draws.size
    results[n] = statistic(picked)
  end
  table.sort(results)
  return results
end

local function between(results, low, high)
  return {
    low = sample.quantile_of_sorted(results, low),
    high = sample.quantile_of_sorted(results, high),
  }
end

--- Returns the percentile interval of the bootstrap: Efron & Tibshirani 1993, section 13.3.
---
---@param values any[] One for each unit; numbers, unless the statistic takes something else.
---@param statistic fun(values: any[]): number May not keep the list, which is used again.
---@param draws Draws
---@param level number
---@return Interval
function M.percentile(values, statistic, draws, level)
  local results = resample(values, statistic, draws)
  return between(results, 0.5 - level / 2, 0.5 + level / 2)
end

--- Returns how many of the results lie below a value; those equal to it count half.
local function rank(results, value)
  local below = 0
  for i = 1, #results do
    below = below + (results[i] < value and 1 or results[i] == value and 0.5 or 0)
  end
  return below
end

--- Returns the acceleration by the jackknife: Efron & Tibshirani 1993, equation 14.15.
local function acceleration(values, statistic)
  local left_out = {}
  for i = 1, #values do
    local rest = {}
    for j = 1, #values do
      rest[#rest + 1] = j ~= i and values[j] or nil
    end
    left_out[i] = statistic(rest)
  end
  local mean, cubes, squares = sample.mean(left_out), 0, 0
  for i = 1, #values do
    cubes = cubes + (mean - left_out[i]) ^ 3
    squares = squares + (mean - left_out[i]) ^ 2
  end
  return squares > 0 and cubes / (6 * squares ^ 1.5) or 0
end

--- Returns the bias-corrected and accelerated interval of the bootstrap: Efron 1987; Efron &
--- Tibshirani 1993, equations 14.9 to 14.15. Where all resamples lie on one side of the statistic
--- there is no bias to correct by, and it is the percentile interval.
---
---@param values any[] At least two, one for each unit.
---@param statistic fun(values: any[]): number
---@param draws Draws
---@param level number
---@return Interval
function M.bca(values, statistic, draws, level)
  local results = resample(values, statistic, draws)
  local share = rank(results, statistic(values)) / #results
  if share <= 0 or share >= 1 then
    return between(results, 0.5 - level / 2, 0.5 + level / 2)
  end
  local bias, a = distribution.normal_quantile(share), acceleration(values, statistic)
  local function adjusted(p)
    local z = bias + distribution.normal_quantile(p)
    return distribution.normal_cdf(bias + z / (1 - a * z))
  end
  return between(results, adjusted(0.5 - level / 2), adjusted(0.5 + level / 2))
end

return M

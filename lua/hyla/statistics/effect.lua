--- Effects: how large a difference within units is, and how small a one could have been found.

local distribution = require("hyla.statistics.distribution")
local sample = require("hyla.statistics.sample")

local M = {}

--- Returns the mean difference in units of the differences' own deviation, Cohen's d_z.
---
---@param differences number[]
---@return number? d nil where it is not defined: fewer than two differences, or equal ones.
function M.standardised(differences)
  local deviation = #differences > 1 and sample.deviation(differences) or 0
  return deviation > 0 and sample.mean(differences) / deviation or nil
end

--- Returns Cohen's d_z without its bias for few units: Hedges 1981, equation 6e (the exact factor).
---
---@param differences number[]
---@return number? g nil where it is not defined: fewer than three differences, or equal ones.
function M.unbiased(differences)
  local d, freedom = M.standardised(differences), #differences - 1
  if not d or freedom < 2 then
    return nil
  end
  local top = distribution.log_gamma(freedom / 2) - 0.5 * math.log(freedom / 2)
  return d * math.exp(top - distribution.log_gamma((freedom - 1) / 2))
end

--- Returns the share of the units in which the first was better; equal ones count half.
---
---@param differences number[] At least one.
---@return number share From 0 to 1.
function M.superiority(differences)
  local wins = 0
  for _, difference in ipairs(differences) do
    wins = wins + (difference > 0 and 1 or difference == 0 and 0.5 or 0)
  end
  return wins / #differences
end

--- Returns the least true difference that a two-sided paired t test with these units would find
--- with the wanted power: Bloom 1995, "Minimum detectable effects".
---
---@param differences number[]
---@param level number The chance of a false claim, such as 0.05.
---@param power number The chance to find the difference, such as 0.8.
---@return number? least In the unit of the differences; nil for fewer than two.
function M.minimum_detectable(differences, level, power)
  local freedom = #differences - 1
  if freedom < 1 then
    return nil
  end
  local error_of_mean = sample.deviation(differences) / math.sqrt(#differences)
  local quantiles = distribution.t_quantile(1 - level / 2, freedom)
    + distribution.t_quantile(power, freedom)
  return quantiles * error_of_mean
end

--- Tests whether the mean difference lies within a margin around 0, by two one-sided t tests:
--- Schuirmann 1987. A small p says that two methods are equivalent but for the margin; a large p of
--- a test for difference says no such thing.
---
---@param differences number[]
---@param margin number Above 0, in the unit of the differences.
---@return number? p nil for fewer than two differences.
function M.equivalence(differences, margin)
  local freedom = #differences - 1
  if freedom < 1 then
    return nil
  end
  local distance = margin - math.abs(sample.mean(differences))
  local error_of_mean = sample.deviation(differences) / math.sqrt(#differences)
  if error_of_mean == 0 then
    return distance > 0 and 0 or 1
  end
  return 1 - distribution.t_cdf(distance / error_of_mean, freedom)
end

return M

--- Samples: what a list of measured numbers says, before anything is concluded from it.
--
-- A list must hold as many numbers as a formula needs; fewer are a mistake of the caller.

local M = {}

local function need(values, least, name)
  if #values < least then
    error(("%s: wanted at least %d values, got %d"):format(name, least, #values), 3)
  end
end

--- Returns the arithmetic mean.
---
---@param values number[] At least one.
---@return number
function M.mean(values)
  need(values, 1, "mean")
  local sum = 0
  for i = 1, #values do
    sum = sum + values[i]
  end
  return sum / #values
end

--- Returns the unbiased variance, with n - 1 in the denominator.
---
---@param values number[] At least two.
---@return number
function M.variance(values)
  need(values, 2, "variance")
  local mean, sum = M.mean(values), 0
  for i = 1, #values do
    sum = sum + (values[i] - mean) ^ 2
  end
  return sum / (#values - 1)
end

--- Returns the sample standard deviation: the root of the unbiased variance.
---
---@param values number[] At least two.
---@return number
function M.deviation(values)
  return math.sqrt(M.variance(values))
end

--- Returns the values in ascending order, as a new list.
---
---@param values number[]
---@return number[]
function M.sorted(values)
  local sorted = {}
  for i = 1, #values do
    sorted[i] = values[i]
  end
  table.sort(sorted)
  return sorted
end

--- Returns a quantile of values that are sorted already: linear between the two neighbours, the
--- seventh definition of Hyndman & Fan 1996.
---
---@param sorted number[] At least one, ascending.
---@param share number From 0, the least value, to 1, the greatest.
---@return number
function M.quantile_of_sorted(sorted, share)
  need(sorted, 1, "quantile")
  local place = (#sorted - 1) * share
  local below = math.floor(place)
  local low = sorted[below + 1]
  local high = sorted[below + 2] or low
  return low + (place - below) * (high - low)
end

--- Returns a quantile.
---
---@param values number[] At least one.
---@param share number From 0 to 1.
---@return number
function M.quantile(values, share)
  return M.quantile_of_sorted(M.sorted(values), share)
end

--- Returns the median.
---
---@param values number[] At least one.
---@return number
function M.median(values)
  return M.quantile(values, 0.5)
end

--- Returns the mean of the middle half: a quarter of the values, rounded down, is left out at each
--- end. Agarwal et al. 2021, "Deep reinforcement learning at the edge of the statistical
--- precipice".
---
---@param values number[] At least one.
---@return number
function M.interquartile_mean(values)
  local sorted = M.sorted(values)
  local cut, middle = math.floor(#sorted / 4), {}
  for i = cut + 1, #sorted - cut do
    middle[#middle + 1] = sorted[i]
  end
  return M.mean(middle)
end

--- Returns the slope of the least-squares line through points.
---
---@param places number[] At least two different ones.
---@param values number[] As many.
---@return number slope Units of values per unit of places.
function M.slope(places, values)
  need(places, 2, "slope")
  local place, value = M.mean(places), M.mean(values)
  local product, square = 0, 0
  for i = 1, #places do
    product = product + (places[i] - place) * (values[i] - value)
    square = square + (places[i] - place) ^ 2
  end
  return product / square
end

return M

--- Statistics of a list of numbers, for agents to look at.
--
-- Every function is total: an empty list gives 0, so that a feature never fails on a case.

local M = {}

--- Returns the number of values.
---@param values number[]
---@return number
function M.count(values)
  return #values
end

--- Returns the sum.
---@param values number[]
---@return number
function M.sum(values)
  local sum = 0
  for i = 1, #values do
    sum = sum + values[i]
  end
  return sum
end

--- Returns the arithmetic mean, weighted where weights of the same length are given.
---@param values number[]
---@param weights? number[]
---@return number
function M.mean(values, weights)
  local sum, total = 0, 0
  for i = 1, #values do
    local weight = weights and weights[i] or 1
    sum = sum + weight * values[i]
    total = total + weight
  end
  return total ~= 0 and sum / total or 0
end

--- Returns the population standard deviation.
---@param values number[]
---@return number
function M.spread(values)
  local mean, sum = M.mean(values), 0
  for i = 1, #values do
    sum = sum + (values[i] - mean) ^ 2
  end
  return #values > 0 and math.sqrt(sum / #values) or 0
end

--- Returns the smallest value.
---@param values number[]
---@return number
function M.least(values)
  local least = values[1] or 0
  for i = 2, #values do
    least = math.min(least, values[i])
  end
  return least
end

--- Returns the largest value.
---@param values number[]
---@return number
function M.greatest(values)
  local greatest = values[1] or 0
  for i = 2, #values do
    greatest = math.max(greatest, values[i])
  end
  return greatest
end

--- Returns the middle value, or the mean of the two middle ones.
---@param values number[]
---@return number
function M.median(values)
  local sorted = {}
  for i = 1, #values do
    sorted[i] = values[i]
  end
  table.sort(sorted)
  local half = #sorted / 2
  return ((sorted[math.floor(half + 0.5)] or 0) + (sorted[math.floor(half) + 1] or 0)) / 2
end

--- Returns what brings each column of `rows` to mean 0 and spread 1; constant columns keep theirs.
---
---@param rows number[][] [n, k]
---@return { centre: number[], spread: number[] } scale
function M.scale(rows)
  local scale = { centre = {}, spread = {} }
  for k = 1, #(rows[1] or {}) do
    local column = {}
    for i = 1, #rows do
      column[i] = rows[i][k]
    end
    local spread = M.spread(column)
    scale.centre[k] = spread > 0 and M.mean(column) or 0
    scale.spread[k] = spread > 0 and spread or 1
  end
  return scale
end

--- Returns one row under a scale.
---
---@param row number[] [k]
---@param scale { centre: number[], spread: number[] }
---@return number[] row
function M.rescale(row, scale)
  local scaled = {}
  for k = 1, #row do
    scaled[k] = (row[k] - scale.centre[k]) / scale.spread[k]
  end
  return scaled
end

return M

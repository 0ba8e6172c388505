--- Weights: what can be asked of the tensors that a model learns, and done with them.

local nest = require("hyla.nest")
local tensor = require("hyla.tensor")

local M = {}

-- the sum over all weights of what `of` makes of each tensor
local function sum_over(weights, of)
  local sum
  for _, weight in ipairs(nest.list(weights)) do
    local own = of(weight):sum()
    sum = sum and sum + own or own
  end
  return sum
end

--- Returns the sum of the squared weights: the penalty of weight decay, or ridge regression.
---
---@param weights Tree at least one tensor
---@return Tensor sum a scalar
function M.squares(weights)
  return sum_over(weights, function(weight)
    return weight * weight
  end)
end

--- Returns the sum of the absolute weights: the penalty of the lasso (Tibshirani 1996).
---
---@param weights Tree at least one tensor
---@return Tensor sum a scalar
function M.sizes(weights)
  return sum_over(weights, function(weight)
    return weight:abs()
  end)
end

--- Returns weights on the way from one to the other: a moving average, taken after every step.
---
---@param from Tree
---@param to Tree
---@param share number|Tensor 0 stays, 1 is there
---@return Tree
function M.towards(from, to, share)
  return nest.map(function(old, new)
    return old + (new - old) * share
  end, from, to)
end

--- Returns the weights [k, width] of ridge regression of answers on rows (Hoerl & Kennard 1970):
--- classes are regressed on as +2 and -2.
---
---@param part { rows: Tensor, targets: Targets }
---@param penalty number|Tensor above 0, per case
---@return Tensor weights
function M.ridge(part, penalty)
  local targets, code = part.targets, part.targets.code
  local wanted = targets.columns
  if code.names then
    wanted = tensor.one_hot(wanted:reshape(-1), code.width) * 4 - 2
  end
  local rows, count, width = part.rows, part.rows:size(1), part.rows:size(2)
  local weighted = targets.weights and rows * targets.weights or rows
  local across = weighted:transpose()
  return (across:matmul(rows) + tensor.eye(width) * (penalty * count)):solve(across:matmul(wanted))
end

return M

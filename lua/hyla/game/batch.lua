--- Batches: what came back from experiences, as constants beside the tensors that are learned.

local tensor = require("hyla.tensor")

local M = {}

--- Returns numbers as a tensor that is not recorded.
---
---@param values Tensor|number|table  Nested lists of numbers.
---@param dtype Dtype
---@return Tensor
function M.constant(values, dtype)
  if tensor.is_tensor(values) then
    return values:detach():to(dtype)
  end
  return tensor.tensor(values, dtype)
end

--- Returns the sum of values, each times the weight of its experience: a scalar.
---
---@param values Tensor  [n]
---@param weights? Tensor|number[]  [n]; 1 / n each by default, which makes it the mean.
---@return Tensor
function M.average(values, weights)
  if not weights then
    return values:mean()
  end
  return (values * M.constant(weights, values:dtype())):sum()
end

return M

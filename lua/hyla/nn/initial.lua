--- Initial weights: matrices [inputs, outputs] of a spread that keeps signals in range.

local t = require("hyla.tensor")

---@alias Initial fun(shape: integer[], rng: hyla.Rng, dtype?: Dtype, gain?: number): Tensor

local M = {}

--- Returns draws from -bound .. bound.
---
---@param shape integer[]
---@param rng hyla.Rng
---@param bound number
---@param dtype? Dtype
---@return Tensor
function M.within(shape, rng, bound, dtype)
  return t.uniform(shape, rng, -bound, bound, dtype)
end

--- Uniform, of variance gain^2 / inputs (He et al. 2015). The gain is sqrt(2), for relu, by
--- default.
---
---@type Initial
function M.kaiming_uniform(shape, rng, dtype, gain)
  return M.within(shape, rng, (gain or math.sqrt(2)) * math.sqrt(3 / shape[1]), dtype)
end

--- Normal, of variance gain^2 / inputs (He et al. 2015). The gain is sqrt(2), for relu, by default.
---
---@type Initial
function M.kaiming_normal(shape, rng, dtype, gain)
  return t.randn(shape, rng, dtype) * ((gain or math.sqrt(2)) / math.sqrt(shape[1]))
end

--- Uniform, of variance 2 gain^2 / (inputs + outputs) (Glorot & Bengio 2010); the gain is 1 by
--- default.
---
---@type Initial
function M.xavier_uniform(shape, rng, dtype, gain)
  return M.within(shape, rng, (gain or 1) * math.sqrt(6 / (shape[1] + shape[2])), dtype)
end

--- Normal, of variance 2 gain^2 / (inputs + outputs) (Glorot & Bengio 2010); the gain is 1 by
--- default.
---
---@type Initial
function M.xavier_normal(shape, rng, dtype, gain)
  return t.randn(shape, rng, dtype) * ((gain or 1) * math.sqrt(2 / (shape[1] + shape[2])))
end

--- Uniform, of variance 1 / (3 inputs): what PyTorch gives linear layers.
---
---@type Initial
function M.lecun_uniform(shape, rng, dtype)
  return M.within(shape, rng, 1 / math.sqrt(shape[1]), dtype)
end

return M

---@meta _

--- What draws tensors: element i comes from draw i of the rng, whatever the shape, and the rng
--- moves by one draw per element of the result. Extents may be arguments: t.randn(2, 3, rng).
---@class hyla.tensor
local M = {}

--- Draws 1 with the given probabilities, else 0, in the shape and type of the probabilities.
---@param probabilities Tensor
---@param rng hyla.Rng
---@return Tensor
function M.bernoulli(probabilities, rng) end

--- Draws classes from 1 with probabilities proportional to exp(logits) along the last axis:
--- [..., classes] -> [...], or [..., count] with a count. For weights give their `log`.
---@param logits Tensor
---@param rng hyla.Rng
---@param count? integer
---@return Tensor
function M.categorical(logits, rng, count) end

--- Draws from the exponential distribution with mean 1.
---@param shape integer[]
---@param rng hyla.Rng
---@param dtype? Dtype
---@return Tensor
---@overload fun(...: integer | hyla.Rng | Dtype): Tensor
function M.exponential(shape, rng, dtype) end

--- Draws from the standard Gumbel distribution.
---@param shape integer[]
---@param rng hyla.Rng
---@param dtype? Dtype
---@return Tensor
---@overload fun(...: integer | hyla.Rng | Dtype): Tensor
function M.gumbel(shape, rng, dtype) end

--- Returns 1 .. count in random order.
---@param count integer
---@param rng hyla.Rng
---@return Tensor
function M.permutation(count, rng) end

--- Draws whole numbers from low to high, both included as in math.random. Exact below 2^52.
---@param low integer
---@param high integer
---@param shape integer[]
---@param rng hyla.Rng
---@return Tensor
---@overload fun(low: integer, high: integer, ...: integer | hyla.Rng): Tensor
function M.randint(low, high, shape, rng) end

--- Draws from the standard normal distribution. Two elements come from one draw, of which
--- `rng:normal()` gives the first; in f32 they are those of f64, rounded.
---@param shape integer[]
---@param rng hyla.Rng
---@param dtype? Dtype
---@return Tensor
---@overload fun(...: integer | hyla.Rng | Dtype): Tensor
function M.randn(shape, rng, dtype) end

--- Draws from [low, high), by default [0, 1).
---@param shape integer[]
---@param rng hyla.Rng
---@param low? number
---@param high? number
---@param dtype? Dtype
---@return Tensor
---@overload fun(...: number | hyla.Rng | Dtype): Tensor
function M.uniform(shape, rng, low, high, dtype) end

return M

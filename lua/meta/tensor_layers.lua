---@meta _

--- Layers of tensors: activations, losses, and what normalizes.

---@class hyla.tensor
local M = {}

---@class Tensor
local Tensor = {}

--- Returns the mean binary cross-entropy of probabilities against targets in [0, 1].
---@param targets Tensor
---@return Tensor
function Tensor:bce(targets) end

--- Normalizes each channel of [n, c, ..] by its mean and variance, given or of the batch, and
--- returns these as well: [c]. The variance is that of a population.
---@param weight? Tensor  [c]
---@param bias? Tensor  [c]
---@param mean? Tensor  [c]
---@param var? Tensor  [c]
---@param eps? number  Added to the variance: 1e-5 by default.
---@return Tensor y, Tensor mean, Tensor var
function Tensor:batch_norm(weight, bias, mean, var, eps) end

--- Returns x no lower than `min` and then no higher than `max`, at least one of which is given; at
--- a bound the gradient goes to x.
---@param min? Tensor | number
---@param max? Tensor | number
---@return Tensor
function Tensor:clamp(min, max) end

--- Sets elements to 0 with the probability `p` and scales the others by 1 / (1 - p); the rng moves
--- by one draw per element.
---@param p number
---@param rng hyla.Rng
---@return Tensor
function Tensor:dropout(p, rng) end

--- Returns the mean of half the squared difference or, beyond `delta` (1 by default), of `delta`
--- times the absolute difference less half of `delta`.
---@param b Tensor
---@param delta? number
---@return Tensor
function Tensor:huber(b, delta) end

--- Returns the mean absolute difference.
---@param b Tensor
---@return Tensor
function Tensor:l1(b) end

--- Returns x where it is positive, else `slope` (0.01 by default) times it.
---@param slope? number
---@return Tensor
function Tensor:leaky_relu(slope) end

--- Returns the mean of -log_chances[i, classes[i]] for log-probabilities [n, k].
---@param classes Tensor | integer[]  [n], from 1.
---@return Tensor
function Tensor:nll(classes) end

--- Returns x * sigmoid(x).
---@return Tensor
function Tensor:silu() end

M.batch_norm = Tensor.batch_norm
M.bce = Tensor.bce
M.clamp = Tensor.clamp
M.dropout = Tensor.dropout
M.huber = Tensor.huber
M.l1 = Tensor.l1
M.leaky_relu = Tensor.leaky_relu
M.nll = Tensor.nll
M.silu = Tensor.silu

return M

---@meta _

--- Statistics of tensors: reductions over an axis, a list of axes, or all.

---@class hyla.tensor
local M = {}

---@class Tensor
local Tensor = {}

--- Returns the greatest elements; elements that tie share the gradient.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:amax(axis, keepdim) end

--- Returns the least elements; elements that tie share the gradient.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:amin(axis, keepdim) end

--- Returns the positions (from 1) of the first greatest elements, or of the first NaN, in i64; over
--- several axes they are counted row by row.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:argmax(axis, keepdim) end

--- Returns the positions (from 1) of the first least elements, or of the first NaN, in i64.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:argmin(axis, keepdim) end

--- Returns log(sum(exp(x))) without overflow.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:logsumexp(axis, keepdim) end

--- Returns the greatest elements and, when an axis is named, their positions as of `argmax`.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor values, Tensor? positions
function Tensor:max(axis, keepdim) end

--- Returns the median, the lower of two that are in the middle, and, when an axis is named, its
--- position. NaN where one is among them.
---@param axis? integer
---@param keepdim? boolean
---@return Tensor values, Tensor? positions
function Tensor:median(axis, keepdim) end

--- Returns the least elements and, when an axis is named, their positions as of `argmin`.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor values, Tensor? positions
function Tensor:min(axis, keepdim) end

--- Returns sum(|x|^p)^(1/p): `p` is 2 by default, and may be math.huge or 0.
---@param p? number
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:norm(p, axis, keepdim) end

---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:prod(axis, keepdim) end

--- Returns what a part `q` of the elements are below, between two neighbours as far as it lies
--- between their places; 0.5 gives the middle of an even count. NaN where one is among them.
---@param q number  From 0 to 1.
---@param axis? integer
---@param keepdim? boolean
---@return Tensor
function Tensor:quantile(q, axis, keepdim) end

--- Returns the square root of the variance; where that is 0, so is the gradient.
---@param axis? Axes
---@param correction? number  Taken off the count: 1 by default.
---@param keepdim? boolean
---@return Tensor
function Tensor:std(axis, correction, keepdim) end

--- Returns the variance, of a sample by default; `correction = 0` is for a whole population.
---@param axis? Axes
---@param correction? number  Taken off the count: 1 by default.
---@param keepdim? boolean
---@return Tensor
function Tensor:var(axis, correction, keepdim) end

M.amax = Tensor.amax
M.amin = Tensor.amin
M.argmax = Tensor.argmax
M.argmin = Tensor.argmin
M.logsumexp = Tensor.logsumexp
M.max = Tensor.max
M.median = Tensor.median
M.min = Tensor.min
M.norm = Tensor.norm
M.prod = Tensor.prod
M.quantile = Tensor.quantile
M.std = Tensor.std
M.var = Tensor.var

return M

---@meta _

--- Functions of tensors, element by element.
---@class hyla.tensor
local M = {}

---@class Tensor
local Tensor = {}

-- Functions of one element

---@return Tensor
function Tensor:abs() end
--- Returns the angle from 0 to pi; NaN unless |x| <= 1.
---@return Tensor
function Tensor:acos() end
--- Returns the angle from -pi/2 to pi/2; NaN unless |x| <= 1.
---@return Tensor
function Tensor:asin() end
---@return Tensor
function Tensor:atan() end
---@return Tensor
function Tensor:ceil() end
--- Returns the same elements in memory of their own.
---@return Tensor
function Tensor:clone() end
---@return Tensor
function Tensor:cos() end
---@return Tensor
function Tensor:cosh() end
---@return Tensor
function Tensor:erf() end
---@return Tensor
function Tensor:exp() end
--- Returns exp(x) - 1, exact near 0.
---@return Tensor
function Tensor:expm1() end
---@return Tensor
function Tensor:floor() end
---@return Tensor
function Tensor:gelu() end
---@return Tensor
function Tensor:log() end
--- Returns log(1 + x), exact near 0.
---@return Tensor
function Tensor:log1p() end
---@return Tensor
function Tensor:neg() end
---@return Tensor
function Tensor:relu() end
--- Rounds halves to the even number.
---@return Tensor
function Tensor:round() end
--- Returns 1 / sqrt(x).
---@return Tensor
function Tensor:rsqrt() end
---@return Tensor
function Tensor:sigmoid() end
--- Returns -1, 0 or 1.
---@return Tensor
function Tensor:sign() end
---@return Tensor
function Tensor:sin() end
---@return Tensor
function Tensor:sinh() end
--- Returns log(1 + exp(x)).
---@return Tensor
function Tensor:softplus() end
---@return Tensor
function Tensor:sqrt() end
---@return Tensor
function Tensor:tan() end
---@return Tensor
function Tensor:tanh() end

-- Functions of two elements; comparisons give bools

--- Returns x + b, or x + alpha * b as one operation.
---@param b Tensor | number
---@param alpha? number
---@return Tensor
function Tensor:add(b, alpha) end
--- Returns x - b, or x - alpha * b as one operation.
---@param b Tensor | number
---@param alpha? number
---@return Tensor
function Tensor:sub(b, alpha) end
---@param b Tensor | number
---@return Tensor
function Tensor:mul(b) end
--- Returns the angle of the point (b, x) from the first axis, from -pi to pi.
---@param b Tensor | number
---@return Tensor
function Tensor:atan2(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:div(b) end
--- Returns floor(x / b). By a whole 0 nothing is divided: that is an error, also in `remainder`.
---@param b Tensor | number
---@return Tensor
function Tensor:floor_divide(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:pow(b) end
--- Returns x - b * floor(x / b), which has the sign of b: x % b.
---@param b Tensor | number
---@return Tensor
function Tensor:remainder(b) end
--- Returns the greater of two; the gradient of equal ones goes to x.
---@param b Tensor | number
---@return Tensor
function Tensor:maximum(b) end
--- Returns the lesser of two; the gradient of equal ones goes to x.
---@param b Tensor | number
---@return Tensor
function Tensor:minimum(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:lt(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:le(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:gt(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:ge(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:eq(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:ne(b) end

--- Returns elements of `a` where the tensor is true (not 0), else of `b`.
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function Tensor:where(a, b) end

-- Every method is a function of the module too. In functions of two elements the first operand may
-- then be the number.

---@param a Tensor | number
---@param b Tensor | number
---@param alpha? number
---@return Tensor
function M.add(a, b, alpha) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.atan2(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.div(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.eq(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.floor_divide(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.ge(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.gt(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.le(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.lt(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.maximum(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.minimum(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.mul(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.ne(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.pow(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@return Tensor
function M.remainder(a, b) end
---@param a Tensor | number
---@param b Tensor | number
---@param alpha? number
---@return Tensor
function M.sub(a, b, alpha) end

M.abs = Tensor.abs
M.acos = Tensor.acos
M.asin = Tensor.asin
M.atan = Tensor.atan
M.ceil = Tensor.ceil
M.clone = Tensor.clone
M.cos = Tensor.cos
M.cosh = Tensor.cosh
M.erf = Tensor.erf
M.exp = Tensor.exp
M.expm1 = Tensor.expm1
M.floor = Tensor.floor
M.gelu = Tensor.gelu
M.log = Tensor.log
M.log1p = Tensor.log1p
M.neg = Tensor.neg
M.relu = Tensor.relu
M.round = Tensor.round
M.rsqrt = Tensor.rsqrt
M.sigmoid = Tensor.sigmoid
M.sign = Tensor.sign
M.sin = Tensor.sin
M.sinh = Tensor.sinh
M.softplus = Tensor.softplus
M.sqrt = Tensor.sqrt
M.tan = Tensor.tan
M.tanh = Tensor.tanh
M.where = Tensor.where

return M

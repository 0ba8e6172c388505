---@meta _

--- Questions about the elements of tensors, answered in bools. Whatever is not 0 is true, NaN too.

---@class hyla.tensor
local M = {}

---@class Tensor
local Tensor = {}

--- Returns whether all elements are true; true of no elements.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:all(axis, keepdim) end

--- Returns whether any element is true; false of no elements.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:any(axis, keepdim) end

--- Returns how many elements are true, in i64.
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:count_nonzero(axis, keepdim) end

--- Returns where |x - b| <= atol + rtol * |b|. Infinities are close to themselves, NaN to nothing.
---@param b Tensor | number
---@param rtol? number  1e-5 by default.
---@param atol? number  1e-8 by default.
---@return Tensor
function Tensor:isclose(b, rtol, atol) end

---@return Tensor
function Tensor:isfinite() end
---@return Tensor
function Tensor:isinf() end
---@return Tensor
function Tensor:isnan() end

---@param b Tensor | number
---@return Tensor
function Tensor:logical_and(b) end
---@return Tensor
function Tensor:logical_not() end
---@param b Tensor | number
---@return Tensor
function Tensor:logical_or(b) end
---@param b Tensor | number
---@return Tensor
function Tensor:logical_xor(b) end

--- Returns the tensor with a value where the mask is true.
---@param mask Tensor
---@param value Tensor | number
---@return Tensor
function Tensor:masked_fill(mask, value) end

--- Returns the elements where the mask is true, row by row, along one axis: x[mask] of PyTorch.
---@param mask Tensor
---@return Tensor
function Tensor:masked_select(mask) end

--- Returns the positions (from 1) of elements that are true: [n, rank], in i64.
---@return Tensor
function Tensor:nonzero() end

M.all = Tensor.all
M.any = Tensor.any
M.count_nonzero = Tensor.count_nonzero
M.isclose = Tensor.isclose
M.isfinite = Tensor.isfinite
M.isinf = Tensor.isinf
M.isnan = Tensor.isnan
M.logical_and = Tensor.logical_and
M.logical_not = Tensor.logical_not
M.logical_or = Tensor.logical_or
M.logical_xor = Tensor.logical_xor
M.masked_fill = Tensor.masked_fill
M.masked_select = Tensor.masked_select
M.nonzero = Tensor.nonzero

return M

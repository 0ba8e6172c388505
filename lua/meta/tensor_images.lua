---@meta _

--- Functions of images, and of rows: over the last axis or the last two. Options may be given by
--- name, in a table after the other arguments: x:conv2d(weight, { stride = 2 }). A list has one
--- number per axis; a number stands for all of them.

---@class hyla.tensor
local M = {}

---@class Tensor
local Tensor = {}

---@alias Extents integer | integer[]

--- Returns the mean of each window; padded zeros count. Windows lie side by side by default.
---@param kernel_size Extents  Of a window.
---@param stride? Extents  From one window to the next.
---@param padding? Extents  At either end: at most half of a window.
---@param dilation? Extents  From one element of a window to the next.
---@return Tensor
function Tensor:avg_pool1d(kernel_size, stride, padding, dilation) end

--- Like avg_pool1d over the last two axes.
---@param kernel_size Extents
---@param stride? Extents
---@param padding? Extents
---@param dilation? Extents
---@return Tensor
function Tensor:avg_pool2d(kernel_size, stride, padding, dilation) end

--- Returns the cross-correlation of [n, c, l] with [out, c / groups, k].
---@param weight Tensor
---@param bias? Tensor  [out]
---@param stride? Extents  1 by default.
---@param padding? Extents  Zeros at either end: 0 by default.
---@param dilation? Extents  1 by default.
---@param groups? integer  1 by default.
---@return Tensor
function Tensor:conv1d(weight, bias, stride, padding, dilation, groups) end

--- Returns the cross-correlation of [n, c, h, w] with [out, c / groups, kh, kw].
---@param weight Tensor
---@param bias? Tensor  [out]
---@param stride? Extents  1 by default.
---@param padding? Extents  Zeros at either end: 0 by default.
---@param dilation? Extents  1 by default.
---@param groups? integer  1 by default.
---@return Tensor
function Tensor:conv2d(weight, bias, stride, padding, dilation, groups) end

--- Returns the greatest element of each window; padding never is it. Otherwise like avg_pool1d.
---@param kernel_size Extents
---@param stride? Extents
---@param padding? Extents
---@param dilation? Extents
---@return Tensor
function Tensor:max_pool1d(kernel_size, stride, padding, dilation) end

--- Like max_pool1d over the last two axes.
---@param kernel_size Extents
---@param stride? Extents
---@param padding? Extents
---@param dilation? Extents
---@return Tensor
function Tensor:max_pool2d(kernel_size, stride, padding, dilation) end

--- Returns all windows along an axis, without a copy: the axis counts windows, and a new last axis
--- the elements of each.
---@param axis integer
---@param size integer  Elements of a window.
---@param step? integer  From one window to the next: 1 by default.
---@param dilation? integer  From one element of a window to the next: 1 by default.
---@return Tensor
function Tensor:unfold(axis, size, step, dilation) end

M.avg_pool1d = Tensor.avg_pool1d
M.avg_pool2d = Tensor.avg_pool2d
M.conv1d = Tensor.conv1d
M.conv2d = Tensor.conv2d
M.max_pool1d = Tensor.max_pool1d
M.max_pool2d = Tensor.max_pool2d
M.unfold = Tensor.unfold

return M

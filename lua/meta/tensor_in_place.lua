---@meta _

--- Functions of tensors that write into their tensor and return it.
---
--- The result keeps shape and element type; the other operand broadcasts and converts to them. A
--- view writes into what it is a view of: x:narrow(1, 2, 1):copy_(row). Leaves and views of them
--- are written only under `no_grad`. A recorded tensor stands for its new elements from then on;
--- what a gradient needs and was overwritten is an error when it is needed, never a wrong gradient.
---@class hyla.tensor
local M = {}

---@class Tensor
local Tensor = {}

--- Writes x + alpha * b.
---@param b Tensor | number
---@param alpha? number  1 by default.
---@return Tensor
function Tensor:add_(b, alpha) end
--- Writes x / b.
---@param b Tensor | number
---@return Tensor
function Tensor:div_(b) end
--- Writes x * b.
---@param b Tensor | number
---@return Tensor
function Tensor:mul_(b) end
--- Writes x - alpha * b.
---@param b Tensor | number
---@param alpha? number  1 by default.
---@return Tensor
function Tensor:sub_(b, alpha) end
--- Writes the elements of b.
---@param b Tensor | number
---@return Tensor
function Tensor:copy_(b) end
---@param value Tensor | number
---@return Tensor
function Tensor:fill_(value) end
---@return Tensor
function Tensor:zero_() end
--- Writes the nearest numbers between two bounds, of which either may be nil.
---@param min? number
---@param max? number
---@return Tensor
function Tensor:clamp_(min, max) end

M.add_ = Tensor.add_
M.clamp_ = Tensor.clamp_
M.copy_ = Tensor.copy_
M.div_ = Tensor.div_
M.fill_ = Tensor.fill_
M.mul_ = Tensor.mul_
M.sub_ = Tensor.sub_
M.zero_ = Tensor.zero_

return M

--- Clipping: gradients kept within bounds.

local nest = require("hyla.nest")

local M = {}

--- Keeps the slope of the root finite where all gradients are exactly 0.
local TINY = 1e-30

--- Returns the tree with each element brought into -bound .. bound.
---
---@param grads Tree
---@param bound number
---@return Tree
function M.clip_value(grads, bound)
  return nest.map(function(g)
    return g:maximum(-bound):minimum(bound)
  end, grads)
end

--- Returns the Euclidean norm of all elements, a scalar.
---
---@param tree Tree  At least one tensor.
---@return Tensor
function M.global_norm(tree)
  return (nest.dot(tree, tree) + TINY):sqrt()
end

--- Returns the tree scaled down, where its norm is greater, to have the norm `bound` (Pascanu et
--- al. 2013), and the norm it had.
---
---@param grads Tree
---@param bound number
---@return Tree grads
---@return Tensor norm
function M.clip_norm(grads, bound)
  local norm = M.global_norm(grads)
  local scale = (bound / norm):minimum(1)
  return nest.map(function(g)
    return g * scale
  end, grads), norm
end

return M

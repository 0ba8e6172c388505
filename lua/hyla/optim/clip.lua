--- Clipping: gradients kept within bounds.

local mistake = require("hyla.mistake")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

local M = {}

--- Keeps the slope of the root finite where all gradients are exactly 0.
local TINY = 1e-30

local function check_bound(call, bound)
  local is_bound = type(bound) == "number" or t.is_tensor(bound)
  mistake.unless(is_bound, call, "a number or a tensor", "bound", bound)
end

--- Returns the tree with each element brought into -bound .. bound.
---
---@param grads Tree
---@param bound number
---@return Tree
function M.clip_value(grads, bound)
  check_bound("clip_value", bound)
  return nest.map(function(g)
    return g:maximum(-bound):minimum(bound)
  end, grads)
end

--- Returns the Euclidean norm of all elements, a scalar.
---
---@param tree Tree  At least one tensor.
---@return Tensor
function M.global_norm(tree)
  local square = nest.dot(tree, tree)
  mistake.unless(square, "global_norm", "a tree of at least one tensor", "tree", tree)
  return (square + TINY):sqrt()
end

--- Returns the tree scaled down, where its norm is greater, to have the norm `bound` (Pascanu et
--- al. 2013), and the norm it had.
---
---@param grads Tree
---@param bound number
---@return Tree grads
---@return Tensor norm
function M.clip_norm(grads, bound)
  check_bound("clip_norm", bound)
  local norm = M.global_norm(grads)
  local scale = (bound / norm):minimum(1)
  return nest.map(function(g)
    return g * scale
  end, grads), norm
end

return M

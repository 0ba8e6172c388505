--- Optimisers: rules that turn parameters and gradients into better parameters.
--
-- Every rule is a pure function of its arguments: parameters, gradients and state are trees (see
-- hyla.nest), and a step returns new ones. A hyper-parameter is a number or a tensor; the rate may
-- also be a schedule, a function of the steps taken so far (see hyla.schedule). What is recorded
-- stays recorded, so a run of many steps can be differentiated with respect to the rate as well as
-- to the first parameters. A plain training loop that must not grow a graph makes fresh leaves of
-- each step's result:
--
--     params, state = optim.leaves(params), optim.detach(state)

local adaptive = require("hyla.optim.adaptive")
local clip = require("hyla.optim.clip")
local descent = require("hyla.optim.descent")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

---@alias Rate number | Tensor | fun(step: integer): number | Tensor

---@class Optimiser
---@field init fun(params: Tree): table                 The state before the first step.
---@field step fun(params: Tree, grads: Tree, state: table): Tree, table

local M = {
  adagrad = adaptive.adagrad,
  adam = adaptive.adam,
  adamw = adaptive.adamw,
  clip_norm = clip.clip_norm,
  clip_value = clip.clip_value,
  global_norm = clip.global_norm,
  momentum = descent.momentum,
  rmsprop = adaptive.rmsprop,
  sgd = descent.sgd,
}

--- Returns the tree as recorded leaves that remember nothing of how they were made.
---
---@param tree Tree
---@return Tree
function M.leaves(tree)
  return nest.map(t.requires_grad, tree)
end

--- Returns the state of an optimiser, or any tree that holds numbers too, without its graph.
---
---@param tree Tree
---@return Tree
function M.detach(tree)
  return nest.map(t.detach, tree)
end

return M

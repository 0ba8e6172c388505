--- Optimisers: rules that turn parameters and gradients into better parameters.
--
-- Every rule is a pure function of its arguments: parameters, gradients and state are trees (a
-- tensor, or a table of trees), and a step returns new ones. A hyper-parameter is a number or a
-- tensor; what is recorded stays recorded, so a run of many steps can be differentiated with
-- respect to the rate as well as to the first parameters. A plain training loop that must not grow
-- a graph makes fresh leaves of each step's result:
--
--     params, state = optim.leaves(params), optim.detach(state)

local t = require("hyla.tensor")

---@alias Tree Tensor | table<any, Tree>

---@class Optimiser
---@field init fun(params: Tree): table                 The state before the first step.
---@field step fun(params: Tree, grads: Tree, state: table): Tree, table

local M = {}

--- Keeps the slope of the root finite where a second moment is exactly 0.
local TINY = 1e-30

--- Returns the tree of f(x, y, z) over the tensors at the same places of up to three trees.
local function map(f, x, y, z)
  if t.is_tensor(x) then
    return f(x, y, z)
  end
  local result = {}
  for key, child in pairs(x) do
    result[key] = map(f, child, y and y[key], z and z[key])
  end
  return result
end

--- Returns p - rate * g; one operation where the rate is a number.
local function descend(p, g, rate)
  if type(rate) == "number" then
    return p:sub(g, rate)
  end
  return p - rate * g
end

local function zeros_like(x)
  return t.zeros(x:shape(), x:dtype())
end

--- Returns the tree as recorded leaves that remember nothing of how they were made.
---
---@param tree Tree
---@return Tree
function M.leaves(tree)
  return map(t.requires_grad, tree)
end

--- Returns the state of an optimiser, or any tree that holds numbers too, without its graph.
---
---@param tree Tree
---@return Tree
function M.detach(tree)
  if type(tree) == "number" then
    return tree
  elseif t.is_tensor(tree) then
    return tree:detach()
  end
  local result = {}
  for key, child in pairs(tree) do
    result[key] = M.detach(child)
  end
  return result
end

--- Gradient descent: p - rate * g.
---
---@param options { rate: number | Tensor }
---@return Optimiser
function M.sgd(options)
  local rate = options.rate
  return {
    init = function()
      return {}
    end,
    step = function(params, grads, state)
      return map(function(p, g)
        return descend(p, g, rate)
      end, params, grads), state
    end,
  }
end

--- Heavy-ball momentum (Polyak 1964): v' = decay * v + g, p - rate * v'.
---
---@param options { rate: number | Tensor, decay?: number | Tensor }  decay: 0.9 by default
---@return Optimiser
function M.momentum(options)
  local rate, decay = options.rate, options.decay or 0.9
  local function gather_speed(v, g)
    return decay * v + g
  end
  local function move(p, v)
    return descend(p, v, rate)
  end
  return {
    init = function(params)
      return { velocity = map(zeros_like, params) }
    end,
    step = function(params, grads, state)
      local velocity = map(gather_speed, state.velocity, grads)
      return map(move, params, velocity), { velocity = velocity }
    end,
  }
end

--- Returns how Adam moves one tensor after `count` steps.
local function adam_move(options, count)
  local first_bias = 1 - options.beta1 ^ count
  local second_bias = 1 - options.beta2 ^ count
  return function(p, first, second)
    local scale = (second / second_bias + TINY):sqrt() + options.epsilon
    return p - options.rate * (first / first_bias) / scale
  end
end

--- Adam (Kingma & Ba 2015, algorithm 1).
---
---@param options { rate?: number, beta1?: number, beta2?: number, epsilon?: number }  or tensors
---@return Optimiser
function M.adam(options)
  local filled = {
    rate = options.rate or 0.001,
    beta1 = options.beta1 or 0.9,
    beta2 = options.beta2 or 0.999,
    epsilon = options.epsilon or 1e-8,
  }
  local function follow(beta, square)
    return function(moment, g)
      return beta * moment + (1 - beta) * (square and g * g or g)
    end
  end
  return {
    init = function(params)
      return { count = 0, first = map(zeros_like, params), second = map(zeros_like, params) }
    end,
    step = function(params, grads, state)
      local first = map(follow(filled.beta1, false), state.first, grads)
      local second = map(follow(filled.beta2, true), state.second, grads)
      local count = state.count + 1
      local moved = map(adam_move(filled, count), params, first, second)
      return moved, { count = count, first = first, second = second }
    end,
  }
end

return M

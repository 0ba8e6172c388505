--- Adaptive optimisers: the scale of a step is learned for each parameter.

local descent = require("hyla.optim.descent")
local mistake = require("hyla.mistake")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

local M = {}

--- Keeps the slope of the root finite where a second moment is exactly 0.
local TINY = 1e-30

local ADAM = { rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }
local ADAMW = { rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0.01 }
local RMSPROP = { rate = 0.01, decay = 0.99, epsilon = 1e-8 }
local ADAGRAD = { rate = 0.01, epsilon = 1e-10 }

local function root(second, epsilon)
  return (second + TINY):sqrt() + epsilon
end

local function follow(moment, g, beta)
  return beta * moment + (1 - beta) * g
end

--- Returns the options of an optimiser with what is absent filled in.
local function fill(call, options, defaults)
  local filled = {}
  for name, value in pairs(defaults) do
    filled[name] = value
  end
  for name, value in pairs(mistake.options(call, options, defaults)) do
    filled[name] = value
  end
  return descent.check_options(call, filled, defaults)
end

--- Returns how Adam moves one tensor after `count` steps.
local function adam_move(options, rate, count)
  local first_bias = 1 - options.beta1 ^ count
  local second_bias = 1 - options.beta2 ^ count
  return function(p, first, second)
    if options.decay then
      p = p * (1 - rate * options.decay)
    end
    return descent.less(p, first / first_bias / root(second / second_bias, options.epsilon), rate)
  end
end

--- Returns the optimiser of that name with filled options.
local function adam_of(call, filled)
  local function zeros(params)
    return nest.map(t.zeros_like, params)
  end
  return {
    init = function(params)
      return { count = 0, first = zeros(params), second = zeros(params) }
    end,
    step = function(params, grads, state)
      descent.check_step(call, grads, state, "first")
      local first = nest.map(function(m, g)
        return follow(m, g, filled.beta1)
      end, state.first, grads)
      local second = nest.map(function(m, g)
        return follow(m, g * g, filled.beta2)
      end, state.second, grads)
      local count, rate = state.count + 1, descent.rate_at(filled.rate, state.count)
      local moved = nest.map(adam_move(filled, rate, count), params, first, second)
      return moved, { count = count, first = first, second = second }
    end,
  }
end

--- Adam (Kingma & Ba 2015, algorithm 1).
---
---@param options? { rate?: Rate, beta1?: number, beta2?: number, epsilon?: number }  or tensors
---@return Optimiser
function M.adam(options)
  return adam_of("adam", fill("adam", options, ADAM))
end

--- Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2): the parameters shrink
--- by rate * decay before each step.
---
---@param options? { rate?: Rate, decay?: number, beta1?: number, beta2?: number, epsilon?: number }
--- or tensors; decay: 0.01 by default
---@return Optimiser
function M.adamw(options)
  return adam_of("adamw", fill("adamw", options, ADAMW))
end

--- Returns an optimiser that divides by the root of a second moment, which `gather` makes.
local function scaled(call, options, gather)
  return {
    init = function(params)
      return { count = 0, second = nest.map(t.zeros_like, params) }
    end,
    step = function(params, grads, state)
      descent.check_step(call, grads, state, "second")
      local rate = descent.rate_at(options.rate, state.count)
      local second = nest.map(gather, state.second, grads)
      local moved = nest.map(function(p, g, s)
        return descent.less(p, g / root(s, options.epsilon), rate)
      end, params, grads, second)
      return moved, { count = state.count + 1, second = second }
    end,
  }
end

--- RMSProp (Tieleman & Hinton 2012): s' = decay * s + (1 - decay) * g^2,
--- p - rate * g / (sqrt(s') + epsilon).
---
---@param options? { rate?: Rate, decay?: number, epsilon?: number }  or tensors
---@return Optimiser
function M.rmsprop(options)
  local filled = fill("rmsprop", options, RMSPROP)
  return scaled("rmsprop", filled, function(s, g)
    return follow(s, g * g, filled.decay)
  end)
end

--- Adagrad (Duchi et al. 2011): s' = s + g^2, p - rate * g / (sqrt(s') + epsilon).
---
---@param options? { rate?: Rate, epsilon?: number }  or tensors
---@return Optimiser
function M.adagrad(options)
  local filled = fill("adagrad", options, ADAGRAD)
  return scaled("adagrad", filled, function(s, g)
    return s + g * g
  end)
end

return M

--- Descent: optimisers that follow the gradient itself.

local mistake = require("hyla.mistake")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

local M = {}

local SGD_OPTIONS = { rate = true }
local MOMENTUM_OPTIONS = { rate = true, decay = true, nesterov = true }

--- Returns the options of an optimiser, which have a rate.
---
---@param call string  The optimiser's name.
---@param options any
---@param known table<string, any>  Defaults, or true, by the options there are.
---@return table
function M.check_options(call, options, known)
  options = mistake.options(call, options, known)
  local rate = options.rate
  local is_rate = type(rate) == "number" or type(rate) == "function" or t.is_tensor(rate)
  mistake.unless(is_rate, call, "a number, a tensor or a schedule", "rate", rate)
  return options
end

--- Refuses what is no gradients or no state of an optimiser.
---
---@param call string  The optimiser's name.
---@param grads any
---@param state any
---@param member string  What the state holds beside the count of the steps.
function M.check_step(call, grads, state, member)
  mistake.unless(type(grads) == "table" or t.is_tensor(grads), call, "a tree of gradients", "grads",
    grads)
  local is_state = type(state) == "table" and state.count and state[member]
  mistake.unless(is_state, call, "a state that init or step returned", "state", state)
end

--- Returns the rate of a step: a schedule is asked.
---
---@param rate Rate
---@param step integer  Steps taken so far.
---@return number | Tensor
function M.rate_at(rate, step)
  return type(rate) == "function" and rate(step) or rate
end

--- Returns x - factor * y, as one op when the factor is a number.
---
---@param x Tensor
---@param y Tensor
---@param factor number | Tensor
---@return Tensor
function M.less(x, y, factor)
  return type(factor) == "number" and x:sub(y, factor) or x - factor * y
end

--- Gradient descent: p - rate * g.
---
---@param options { rate: Rate }
---@return Optimiser
function M.sgd(options)
  options = M.check_options("sgd", options, SGD_OPTIONS)
  return {
    init = function()
      return { count = 0 }
    end,
    step = function(params, grads, state)
      M.check_step("sgd", grads, state, "count")
      local rate = M.rate_at(options.rate, state.count)
      local moved = nest.map(function(p, g)
        return M.less(p, g, rate)
      end, params, grads)
      return moved, { count = state.count + 1 }
    end,
  }
end

--- Heavy-ball momentum (Polyak 1964): v' = decay * v + g, p - rate * v'. With `nesterov` it looks
--- ahead (Sutskever et al. 2013, in the form of Bengio et al. 2013): p - rate * (g + decay * v').
---
---@param options { rate: Rate, decay?: number | Tensor, nesterov?: boolean }  decay: 0.9 by default
---@return Optimiser
function M.momentum(options)
  options = M.check_options("momentum", options, MOMENTUM_OPTIONS)
  local decay = options.decay or 0.9
  local function gather_speed(v, g)
    return decay * v + g
  end
  return {
    init = function(params)
      return { count = 0, velocity = nest.map(t.zeros_like, params) }
    end,
    step = function(params, grads, state)
      M.check_step("momentum", grads, state, "velocity")
      local rate = M.rate_at(options.rate, state.count)
      local velocity = nest.map(gather_speed, state.velocity, grads)
      local course = options.nesterov and nest.map(gather_speed, velocity, grads) or velocity
      local moved = nest.map(function(p, v)
        return M.less(p, v, rate)
      end, params, course)
      return moved, { count = state.count + 1, velocity = velocity }
    end,
  }
end

return M

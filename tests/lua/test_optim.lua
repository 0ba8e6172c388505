--- lua/hyla/optim.lua

local check = require("tests.support.check")
local optim = require("hyla.optim")
local t = require("hyla.tensor")

local T = {}

local function near(actual, expected, tolerance)
  local is_near = math.abs(actual - expected) <= tolerance
  if not is_near then
    error(("expected %.12g, got %.12g"):format(expected, actual), 2)
  end
end

--- A bowl with its lowest point at (3, -2).
local function loss(params)
  local a, b = params.a - 3, params.nested[1] + 2
  return (a * a):sum() + 2 * (b * b):sum()
end

local function start()
  return { a = t.tensor({ 0 }, "f64"), nested = { t.tensor({ 0 }, "f64") } }
end

--- Runs `count` steps and returns the last loss.
local function train(optimiser, count)
  local params = start()
  local state = optimiser.init(params)
  for _ = 1, count do
    params, state = t.scope(function()
      local leaves = optim.leaves(params)
      local next_params, next_state =
        optimiser.step(leaves, loss(leaves):grad(leaves), state)
      return optim.detach(next_params), optim.detach(next_state)
    end)
  end
  return loss(params):item()
end

function T.sgd_reduces_a_quadratic()
  near(train(optim.sgd({ rate = 0.1 }), 100), 0, 1e-9)
end

function T.momentum_reduces_a_quadratic()
  near(train(optim.momentum({ rate = 0.02, decay = 0.8 }), 300), 0, 1e-9)
end

function T.adam_reduces_a_quadratic()
  near(train(optim.adam({ rate = 0.1 }), 600), 0, 1e-6)
end

function T.adam_matches_the_published_formula()
  local adam = optim.adam({ rate = 0.5, beta1 = 0.8, beta2 = 0.9, epsilon = 1e-3 })
  local params = t.tensor({ 1 }, "f64")
  local state = adam.init(params)
  local m, v, p = 0, 0, 1
  for count, g in ipairs({ 0.3, -0.7 }) do
    m, v = 0.8 * m + 0.2 * g, 0.9 * v + 0.1 * g * g
    p = p - 0.5 * (m / (1 - 0.8 ^ count)) / (math.sqrt(v / (1 - 0.9 ^ count)) + 1e-3)
    params, state = adam.step(params, t.tensor({ g }, "f64"), state)
    near(params:item(), p, 1e-14)
  end
end

function T.a_step_leaves_its_arguments_as_they_were()
  local params = { t.tensor({ 1 }) }
  local momentum = optim.momentum({ rate = 1 })
  local state = momentum.init(params)
  momentum.step(params, { t.tensor({ 5 }) }, state)
  check.equal(params[1]:item(), 1)
  check.equal(state.velocity[1]:item(), 0)
end

--- The loss after five unrolled steps with the given rate, from recorded first parameters.
local function unrolled(make, rate)
  local params = optim.leaves(start())
  local optimiser = make(rate)
  local state = optimiser.init(params)
  for _ = 1, 5 do
    params, state = optimiser.step(params, loss(params):grad(params), state)
  end
  return loss(params)
end

local makers = {
  sgd = function(rate)
    return optim.sgd({ rate = rate })
  end,
  momentum = function(rate)
    return optim.momentum({ rate = rate })
  end,
  adam = function(rate)
    return optim.adam({ rate = rate })
  end,
}

--- Compares the gradient with respect to the rate with central differences.
local function check_rate_gradient(make)
  local rate = t.tensor(0.05, "f64"):requires_grad()
  local gradient = unrolled(make, rate):grad({ rate })[1]:item()
  local step = 1e-5
  local above = unrolled(make, 0.05 + step):item()
  local below = unrolled(make, 0.05 - step):item()
  near(gradient, (above - below) / (2 * step), 1e-5 * math.abs(gradient))
end

function T.the_rate_has_a_gradient_through_sgd()
  check_rate_gradient(makers.sgd)
end

function T.the_rate_has_a_gradient_through_momentum()
  check_rate_gradient(makers.momentum)
end

function T.the_rate_has_a_gradient_through_adam()
  check_rate_gradient(makers.adam)
end

function T.an_exactly_zero_gradient_keeps_adam_differentiable()
  local adam = optim.adam({ rate = 0.1 })
  local p = t.tensor({ 1, 2 }, "f64"):requires_grad()
  local grads = p * t.tensor({ 0, 1 }, "f64")
  local moved = adam.step(p, grads, adam.init(p))
  local slope = moved:sum():grad({ p })[1]
  check.equal(slope:item(1), 1)
end

return T

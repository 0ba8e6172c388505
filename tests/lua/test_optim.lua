--- lua/hyla/optim

local autodiff = require("hyla.autodiff")
local check = require("tests.support.check")
local optim = require("hyla.optim")
local schedule = require("hyla.schedule")
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

function T.nesterov_momentum_reduces_a_quadratic()
  near(train(optim.momentum({ rate = 0.02, decay = 0.8, nesterov = true }), 300), 0, 1e-9)
end

function T.adam_reduces_a_quadratic()
  near(train(optim.adam({ rate = 0.1 }), 600), 0, 1e-6)
end

function T.adamw_reduces_a_quadratic()
  near(train(optim.adamw({ rate = 0.1, decay = 0 }), 600), 0, 1e-6)
end

function T.rmsprop_reduces_a_quadratic()
  near(train(optim.rmsprop({ rate = schedule.cosine(0.1, 300) }), 300), 0, 1e-6)
end

function T.adagrad_reduces_a_quadratic()
  near(train(optim.adagrad({ rate = 1 }), 300), 0, 1e-6)
end

--- Returns one parameter after steps with the given gradients, from 1.
local function course(optimiser, grads)
  local params = t.tensor({ 1 }, "f64")
  local state = optimiser.init(params)
  for _, g in ipairs(grads) do
    params, state = optimiser.step(params, t.tensor({ g }, "f64"), state)
  end
  return params:item()
end

function T.nesterov_momentum_matches_its_formula()
  local actual = course(optim.momentum({ rate = 0.5, decay = 0.8, nesterov = true }), { 0.3, -0.7 })
  local first, second = 0.3, 0.8 * 0.3 - 0.7
  near(actual, 1 - 0.5 * (0.3 + 0.8 * first) - 0.5 * (-0.7 + 0.8 * second), 1e-14)
end

function T.adamw_shrinks_before_it_steps_like_adam()
  local plain = course(optim.adam({ rate = 0.5 }), { 0.3 })
  near(course(optim.adamw({ rate = 0.5, decay = 0.1 }), { 0.3 }), plain - 0.05, 1e-14)
end

function T.rmsprop_matches_its_formula()
  local s = 0.2 * 0.09
  local first = 1 - 0.5 * 0.3 / (math.sqrt(s) + 1e-3)
  s = 0.8 * s + 0.2 * 0.49
  local actual = course(optim.rmsprop({ rate = 0.5, decay = 0.8, epsilon = 1e-3 }), { 0.3, -0.7 })
  near(actual, first + 0.5 * 0.7 / (math.sqrt(s) + 1e-3), 1e-14)
end

function T.adagrad_matches_its_formula()
  local actual = course(optim.adagrad({ rate = 0.5, epsilon = 1e-3 }), { 0.3, -0.7 })
  local first = 1 - 0.5 * 0.3 / (0.3 + 1e-3)
  near(actual, first + 0.5 * 0.7 / (math.sqrt(0.58) + 1e-3), 1e-14)
end

function T.a_schedule_takes_the_place_of_a_rate()
  near(course(optim.sgd({ rate = schedule.step(0.1, 1) }), { 1, 1, 1 }), 1 - 0.111, 1e-14)
end

function T.values_are_clipped_within_bounds()
  local clipped = optim.clip_value({ a = t.tensor({ -3, 0.5, 2 }) }, 1)
  check.equal(tostring(clipped.a), "[ -1 0.5   1]")
end

function T.norms_are_clipped_over_the_whole_tree()
  local grads = { t.tensor({ 3 }, "f64"), { t.tensor({ 0, 4 }, "f64") } }
  local clipped, norm = optim.clip_norm(grads, 1)
  near(norm:item(), 5, 1e-14)
  near(clipped[1]:item(), 0.6, 1e-14)
  near(clipped[2][1]:item(2), 0.8, 1e-14)
  check.equal(optim.clip_norm(grads, 10)[1]:item(), 3)
end

function T.clipped_gradients_stay_differentiable()
  assert(autodiff.check(function(x)
    return optim.clip_norm({ x * x }, 1)[1]
  end, t.tensor({ 0.5, 2 }, "f64"), { order = 2 }))
  local zero = t.zeros({ 2 }):requires_grad()
  check.equal(tostring(optim.global_norm(zero):grad(zero)), "[0 0]")
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

--- Returns the loss after five unrolled steps; `given` holds a rate and the first parameters.
local function unrolled(make)
  return function(given)
    local params = given.params
    local optimiser = make(given.rate)
    local state = optimiser.init(params)
    for _ = 1, 5 do
      params, state = optimiser.step(params, autodiff.grad(loss)(params), state)
    end
    return loss(params)
  end
end

--- Checks the gradients of a run with respect to the rate and the first parameters.
local function check_run(make)
  local given = { rate = t.tensor(0.05, "f64"), params = start() }
  assert(autodiff.check(unrolled(make), given))
end

function T.a_run_of_sgd_is_differentiable()
  check_run(function(rate) return optim.sgd({ rate = rate }) end)
end

function T.a_run_of_momentum_is_differentiable()
  check_run(function(rate) return optim.momentum({ rate = rate }) end)
end

function T.a_run_of_nesterov_momentum_is_differentiable()
  check_run(function(rate) return optim.momentum({ rate = rate, nesterov = true }) end)
end

function T.a_run_of_adam_is_differentiable()
  check_run(function(rate) return optim.adam({ rate = rate }) end)
end

function T.a_run_of_adamw_is_differentiable()
  check_run(function(rate) return optim.adamw({ rate = rate }) end)
end

function T.a_run_of_rmsprop_is_differentiable()
  check_run(function(rate) return optim.rmsprop({ rate = rate }) end)
end

function T.a_run_of_adagrad_is_differentiable()
  check_run(function(rate) return optim.adagrad({ rate = rate }) end)
end

function T.a_run_on_a_schedule_is_differentiable()
  check_run(function(rate) return optim.sgd({ rate = schedule.one_cycle(rate, 5) }) end)
end

function T.an_exactly_zero_gradient_keeps_adam_differentiable()
  local adam = optim.adam({ rate = 0.1 })
  local p = t.tensor({ 1, 2 }, "f64"):requires_grad()
  local grads = p * t.tensor({ 0, 1 }, "f64")
  local moved = adam.step(p, grads, adam.init(p))
  local slope = moved:sum():grad({ p })[1]
  check.equal(slope:item(1), 1)
end

--- Calls and what is said about them.
local MISTAKES = {
  { "optim.sgd()", "sgd: wanted a number, a tensor or a schedule as rate, got nil" },
  { "optim.sgd({ lr = 0.1 })", "sgd: knows rate, got the option lr" },
  { "optim.sgd(0.1)", "sgd: wanted a table as options, got 0.1" },
  {
    "optim.sgd({ rate = 1 }).step(p, p)",
    "sgd: wanted a state that init or step returned as state, got nil",
  },
  {
    "optim.momentum({ rate = 'a' })",
    "momentum: wanted a number, a tensor or a schedule as rate, got string",
  },
  {
    "optim.momentum({ rate = 1 }).step(p, p, { count = 0 })",
    "momentum: wanted a state that init or step returned as state, got table",
  },
  {
    "optim.adam({ betas = 1 })",
    "adam: knows beta1, beta2, epsilon, rate, got the option betas; did you mean beta1?",
  },
  { "optim.adam({ decay = 1 })", "adam: knows beta1, beta2, epsilon, rate, got the option decay" },
  {
    "optim.adamw({ weight_decay = 1 })",
    "adamw: knows beta1, beta2, decay, epsilon, rate, got the option weight_decay",
  },
  {
    "optim.adamw().step(p, p, {})",
    "adamw: wanted a state that init or step returned as state, got table",
  },
  {
    "optim.sgd({ rate = 1 }).step(p, nil, {})",
    "sgd: wanted a tree of gradients as grads, got nil",
  },
  {
    "optim.sgd({ rate = 1 }).step(p, {}, { count = 0 })",
    "map: wanted trees alike, got one without a tensor at 1",
  },
  {
    "optim.rmsprop().step(p, p, 1)",
    "rmsprop: wanted a state that init or step returned as state, got 1",
  },
  {
    "optim.adagrad({ rate = p })",
    "adagrad: wanted a number, a tensor or a schedule as rate, got table",
  },
  { "optim.clip_norm(p)", "clip_norm: wanted a number or a tensor as bound, got nil" },
  {
    "optim.clip_norm({}, 1)",
    "global_norm: wanted a tree of at least one tensor as tree, got table",
  },
  { "optim.clip_value(p, 'a')", "clip_value: wanted a number or a tensor as bound, got string" },
  { "schedule.cosine(0.1)", "cosine: wanted a number of steps as steps, got nil" },
  { "schedule.step('a', 2)", "step: wanted a number or a tensor as rate, got string" },
  { "schedule.warmup(0.1, 2)", "warmup: wanted a function as schedule, got 0.1" },
}

function T.a_mistake_is_one_line_with_its_place()
  for _, mistake in ipairs(MISTAKES) do
    local source = ("local optim, schedule, p = ...\nlocal _ = %s"):format(mistake[1])
    local run = assert(loadstring(source, "=script"))
    local ok, message = pcall(run, optim, schedule, { t.ones(2) })
    check.equal(ok, false)
    check.equal(message, "script:2: " .. mistake[2])
  end
end

return T

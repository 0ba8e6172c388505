--- lua/hyla/game/dice.lua
--
-- Derivatives of the objective, summed over all courses of a small game with their probabilities,
-- against those of the expected return.

local check = require("tests.support.check")
local dice = require("hyla.game.dice")
local game = require("tests.support.small_game")
local nest = require("hyla.nest")
local score = require("hyla.game.score")
local tensor = require("hyla.tensor")

local T = {}

local EXACT = 1e-9

local function guesses(courses)
  return tensor.tensor(courses.states, "f64") * 0.7 - 0.9
end

local function objective(params, courses, options)
  local taken = game.taken(params, courses)
  options = options or {}
  options.weights = game.weights(taken)
  return dice.objective(taken, courses.rewards, options)
end

-- all second derivatives, row by row
local function hessian(value, params)
  local slope, rows = game.slope(value, params), {}
  for i = 1, slope:count() do
    rows[i] = game.slope(slope:select(1, i), params)
  end
  return tensor.stack(rows)
end

local function is_exact(estimate, truth)
  check.near(game.distance(estimate, truth), 0, EXACT)
end

function T.the_box_is_one_and_its_gradient_is_the_score()
  local x = tensor.tensor({ -2, 0.5 }, "f64"):requires_grad()
  local box = dice.box(x * 3)
  check.prints(box:detach(), "[1 1] dtype=f64")
  check.prints(box:sum():grad(x):detach(), "[3 3] dtype=f64")
end

function T.the_value_is_the_expected_return()
  local courses, params = game.courses(), game.start(10)
  local truth = game.expected(params, courses):item()
  check.near(objective(params, courses):item(), truth)
  check.near(objective(params, courses, { baselines = guesses(courses) }):item(), truth)
end

function T.without_baselines_it_is_the_sum_of_boxed_rewards()
  local courses, params = game.courses(), game.start(10)
  local taken = game.taken(params, courses)
  local boxed = (dice.box(taken:cumsum(2)) * courses.rewards):sum(2)
  local foerster = (boxed * game.weights(taken)):sum()
  is_exact(hessian(objective(params, courses), params), hessian(foerster, params))
end

function T.first_and_second_derivatives_are_those_of_the_expected_return()
  local courses, params = game.courses(), game.start(11)
  local truth = game.expected(params, courses)
  for _, baselines in ipairs({ false, guesses(courses) }) do
    local value = objective(params, courses, { baselines = baselines or nil })
    is_exact(game.slope(value, params), game.slope(truth, params))
    is_exact(hessian(value, params), hessian(truth, params))
  end
end

function T.third_derivatives_are_right_too()
  local courses, params = game.courses(), game.start(12)
  local function third(value)
    local first = game.slope(value, params):select(1, 2)
    return hessian(first, params)
  end
  local value = objective(params, courses, { baselines = guesses(courses) })
  is_exact(third(value), third(game.expected(params, courses)))
end

function T.discounts_are_kept_at_every_order()
  local courses, params = game.courses(), game.start(13)
  local discounts = tensor.tensor({ { 1, 0.6 } }, "f64")
  local likely = game.taken(params, courses):sum(2):exp()
  local truth = (likely * (courses.rewards * discounts):sum(2)):sum()
  local value = objective(params, courses, { discount = 0.6, baselines = guesses(courses) })
  is_exact(value, truth)
  is_exact(hessian(value, params), hessian(truth, params))
end

function T.a_plain_surrogate_has_another_second_derivative()
  local courses, params = game.courses(), game.start(11)
  local taken = game.taken(params, courses)
  local shares = game.weights(taken):reshape(-1, 1)
  local surrogate = score.surrogate(taken, score.returns(courses.rewards), shares)
  local truth = hessian(game.expected(params, courses), params)
  check.truthy(game.distance(hessian(surrogate, params), truth) > 0.2)
end

-- the trace of the covariance of one course's second derivatives
local function spread(params, courses, baselines)
  local taken = game.taken(params, courses)
  local _, variance = game.moments(function(i)
    local options = { baselines = baselines and baselines:narrow(1, i, 1) }
    local rewards = courses.rewards:narrow(1, i, 1)
    local value = dice.objective(taken:narrow(1, i, 1), rewards, options)
    return hessian(value, params):reshape(-1)
  end, game.weights(taken))
  return variance
end

function T.baselines_lower_the_variance_of_second_derivatives()
  local courses, params = game.courses(), game.start(14)
  local mean = game.expected(params, courses):item()
  local levels = tensor.tensor({ { mean, mean / 2 } }, "f64"):expand(64, 2)
  check.truthy(spread(params, courses, levels) < 0.75 * spread(params, courses))
end

function T.the_meta_gradient_of_a_step_along_the_expected_gradient_is_exact()
  local courses, params, rate = game.courses(), game.start(15), 0.4
  local function improved(start, inner)
    return game.expected(dice.step(inner, start, rate), courses)
  end
  local numeric = game.differences(function(start)
    return improved(start, game.expected(start, courses)):item()
  end, params)
  local value = improved(params, objective(params, courses, { baselines = guesses(courses) }))
  is_exact(game.slope(value, params), numeric)
end

-- the score after a step along the gradient of one course, recorded
local function learned(params, courses, i, rate)
  local taken = game.taken(params, courses):select(1, i)
  local returns = score.returns(courses.rewards):select(1, i)
  local surrogate = score.surrogate(taken, returns, tensor.ones({ 2 }, "f64"))
  return game.expected(dice.step(surrogate, params, rate), courses), taken:sum()
end

-- the mean of that over all courses, and its estimates with and without the score of the course
local function learned_by_sample(params, courses, rate)
  local weights = game.weights(game.taken(params, courses)):tolist()
  local mean, boxed, open = 0, 0, 0
  for i, weight in ipairs(weights) do
    local value, log_probability = learned(params, courses, i, rate)
    mean = mean + weight * value:item()
    boxed = boxed + value * dice.box(log_probability) * weight
    open = open + value * weight
  end
  return mean, boxed, open
end

function T.the_meta_gradient_of_sampled_steps_wants_the_score_of_the_sample()
  local courses, params, rate = game.courses(), game.start(16), 0.3
  local numeric = game.differences(function(start)
    return (learned_by_sample(nest.map(tensor.requires_grad, start), courses, rate))
  end, params, 0.05)
  local _, boxed, open = learned_by_sample(params, courses, rate)
  check.near(game.distance(game.slope(boxed, params), numeric), 0, 1e-7)
  check.truthy(game.distance(game.slope(open, params), numeric) > 0.05)
end

return T

--- lua/hyla/game/score.lua
--
-- The expectation of each estimate, a sum over all courses of a small game, is held against the
-- gradient of the expected score.

local check = require("tests.support.check")
local game = require("tests.support.small_game")
local score = require("hyla.game.score")
local tensor = require("hyla.tensor")

local T = {}

local EXACT = 1e-9

-- the gradient of the expected return, by autodiff through the enumeration
local function exact(params, courses)
  return game.slope(game.expected(params, courses), params)
end

local function is_exact(estimate, truth)
  check.near(game.distance(estimate, truth), 0, EXACT)
end

-- a value of each state that is no more than a guess
local function guesses(courses)
  return tensor.tensor(courses.states, "f64") * 0.4 - 0.3
end

function T.the_enumerated_gradient_agrees_with_central_differences()
  local courses, params = game.courses(), game.start(1)
  local numeric = game.differences(function(moved)
    return game.expected(moved, courses):item()
  end, params)
  is_exact(exact(params, courses), numeric)
end

function T.the_expectation_of_the_estimate_is_the_gradient()
  local courses, params = game.courses(), game.start(1)
  local taken = game.taken(params, courses)
  local returns = courses.rewards:sum(2)
  local surrogate = score.surrogate(taken:sum(2), returns, game.weights(taken))
  is_exact(game.slope(surrogate, params), exact(params, courses))
end

function T.what_was_earned_before_a_choice_may_be_left_out()
  local courses, params = game.courses(), game.start(2)
  local taken = game.taken(params, courses)
  local shares = game.weights(taken):reshape(-1, 1)
  local surrogate = score.surrogate(taken, score.returns(courses.rewards), shares)
  is_exact(game.slope(surrogate, params), exact(params, courses))
end

function T.a_baseline_of_the_state_leaves_the_expectation_as_it_is()
  local courses, params = game.courses(), game.start(3)
  local taken = game.taken(params, courses)
  local advantages = score.returns(courses.rewards) - guesses(courses)
  local shares = game.weights(taken):reshape(-1, 1)
  local surrogate = score.surrogate(taken, advantages, shares)
  is_exact(game.slope(surrogate, params), exact(params, courses))
end

function T.a_baseline_of_the_choice_does_not()
  local courses, params = game.courses(), game.start(3)
  local taken = game.taken(params, courses)
  local chosen = tensor.tensor(courses.editors, "f64")
  local shares = game.weights(taken):reshape(-1, 1)
  local surrogate = score.surrogate(taken, score.returns(courses.rewards) - chosen, shares)
  check.truthy(game.distance(game.slope(surrogate, params), exact(params, courses)) > 0.1)
end

-- the variance of the estimate of one course, with a baseline for each of its steps
local function variance(params, courses, baselines)
  local taken = game.taken(params, courses)
  local advantages = score.returns(courses.rewards) - baselines
  local _, spread = game.moments(function(i)
    return game.slope(score.surrogate(taken:select(1, i), advantages:select(1, i)), params)
  end, game.weights(taken))
  return spread
end

-- the value of each course's states under the policy: means of what follows them
local function values(params, courses)
  local weights = game.weights(game.taken(params, courses)):tolist()
  local returns = score.returns(courses.rewards):tolist()
  local sums, list = {}, {}
  for i, states in ipairs(courses.states) do
    for step, state in ipairs(states) do
      local key = step .. " " .. state
      sums[key] = sums[key] or { 0, 0 }
      sums[key] = { sums[key][1] + weights[i] * returns[i][step], sums[key][2] + weights[i] }
    end
  end
  for i, states in ipairs(courses.states) do
    local first, second = sums["1 " .. states[1]], sums["2 " .. states[2]]
    list[i] = { first[1] / first[2], second[1] / second[2] }
  end
  return tensor.tensor(list, "f64")
end

function T.the_value_of_the_state_as_baseline_lowers_the_variance()
  local courses, params = game.courses(), game.start(4)
  local without = variance(params, courses, tensor.zeros({ 64, 2 }, "f64"))
  local with = variance(params, courses, values(params, courses))
  check.truthy(with < 0.75 * without)
end

function T.ratios_make_the_experience_of_an_exploring_policy_count_as_ones_own()
  local courses, params = game.courses(), game.start(5)
  local taken = game.taken(params, courses):sum(2)
  local share = 0.3
  local behaviour = (taken:detach():exp() * (1 - share) + share / 64):log()
  local returns = courses.rewards:sum(2)
  local function estimate(most)
    local ratios = score.ratios(taken, behaviour, most)
    return game.slope(score.surrogate(taken, returns * ratios, behaviour:exp()), params)
  end
  is_exact(estimate(), exact(params, courses))
  is_exact(estimate(1 / (1 - share)), exact(params, courses))
end

function T.a_truncated_ratio_biases_by_what_was_cut()
  local courses, params = game.courses(), game.start(5)
  local taken = game.taken(params, courses):sum(2)
  local behaviour = tensor.full({ 64 }, -math.log(64), "f64")
  local returns = courses.rewards:sum(2)
  local function slope(ratios)
    return game.slope(score.surrogate(taken, returns * ratios, behaviour:exp()), params)
  end
  local whole, cut = score.ratios(taken, behaviour), score.ratios(taken, behaviour, 2)
  is_exact(slope(whole), exact(params, courses))
  local bias = slope(cut) - exact(params, courses)
  is_exact(bias, slope(cut - whole))
  check.truthy(game.distance(slope(cut), exact(params, courses)) > 0.05)
end

function T.leaving_one_out_is_unbiased_over_pairs_of_tries()
  local courses, params = game.courses(), game.start(6)
  local taken = game.taken(params, courses):sum(2)
  local weights, returns = game.weights(taken:reshape(-1, 1)), courses.rewards:sum(2)
  local ones, first, second = tensor.ones({ 64 }, "f64"), {}, {}
  for i = 1, 64 do
    for j = 1, 64 do
      first[#first + 1], second[#second + 1] = i, j
    end
  end
  local pairs_of = tensor.stack({ returns:outer(ones):reshape(-1),
    ones:outer(returns):reshape(-1) })
  local baselines = tensor.stack({ pairs_of:select(1, 2), pairs_of:select(1, 1) })
  local logs = tensor.stack({ taken:index_select(1, first), taken:index_select(1, second) })
  local shares = weights:outer(weights):reshape(1, -1) / 2
  local surrogate = score.surrogate(logs, pairs_of - baselines, shares)
  is_exact(game.slope(surrogate, params), exact(params, courses))
  check.prints(score.leave_one_out(tensor.tensor({ 1, 2, 6 })), "[  4 3.5 1.5]")
end

function T.exploration_mixes_with_what_is_legal()
  local logits = tensor.tensor({ { 0, 1, 2 } }, "f64")
  local legal = tensor.tensor({ { true, false, true } })
  local policy = score.log_policy(logits, 0.2, legal):exp()
  local likely = math.exp(2) / (1 + math.exp(2))
  check.near(policy:item(1, 3), 0.8 * likely + 0.1)
  check.near(policy:item(1, 1), 0.8 * (1 - likely) + 0.1)
  check.equal(policy:item(1, 2), 0)
  check.near(score.log_policy(logits, 0, legal):exp():item(1, 3), likely)
  check.near(score.log_policy(logits, 0.3):exp():sum():item(), 1)
end

function T.what_is_not_legal_has_no_gradient()
  local logits = tensor.tensor({ { 0, 1, 2 } }, "f64"):requires_grad()
  local legal = tensor.tensor({ { true, false, true } })
  for _, exploration in ipairs({ 0, 0.2 }) do
    local log_policy = score.log_policy(logits, exploration, legal)
    local slope = (score.taken(log_policy, { 3 }):sum() + score.entropy(log_policy)):grad(logits)
    check.equal(slope:item(1, 2), 0)
    check.truthy(slope:isfinite():all():item())
  end
end

function T.entropy_is_the_expected_surprise()
  local log_policy = score.log_policy(tensor.tensor({ { 0, 0 }, { 0, 0 } }, "f64"))
  check.near(score.entropy(log_policy):item(), math.log(2))
end

function T.returns_are_discounted_by_the_step()
  local returns = score.returns(tensor.tensor({ { 1, 2, 4 } }), 0.5)
  check.prints(returns, "[[3 4 4]]")
end

return T

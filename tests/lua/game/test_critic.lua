--- lua/hyla/game/critic.lua

local check = require("tests.support.check")
local critic = require("hyla.game.critic")
local game = require("tests.support.small_game")
local random = require("hyla.rng")
local score = require("hyla.game.score")
local tensor = require("hyla.tensor")

local T = {}

-- 12 experiences of 3 features, and what they paid
local function experiences(seed)
  local rng = random.new(seed)
  local features = tensor.randn({ 12, 3 }, rng, "f64")
  local noise = tensor.randn({ 12 }, rng, "f64") * 0.3
  return features, features:matmul(tensor.tensor({ 1, -2, 0.5 }, "f64")) + noise
end

-- the gradient of what a critic minimises, at given weights
local function slope(features, rewards, weights, options, shares)
  local w = weights:requires_grad()
  local misses = rewards - features:matmul(w)
  local prior = tensor.tensor(options.prior or { 0, 0, 0 }, "f64")
  local ridge = tensor.tensor(options.ridge, "f64")
  local loss = (misses * misses * shares):sum() + ((w - prior) ^ 2 * ridge):sum()
  return loss:grad(w):abs():max():item()
end

function T.the_weights_lie_where_the_slope_is_zero()
  local features, rewards = experiences(1)
  local options = { ridge = { 0.5, 2, 0.1 }, prior = { 0.3, 0, -1 } }
  local weights = critic.fit(features, rewards, options).weights
  check.near(slope(features, rewards, weights, options, tensor.ones({ 12 }, "f64")), 0, 1e-11)
  local shares = tensor.arange(12, "f64") / 12
  weights = critic.solve(critic.sums(features, rewards, shares), options).weights
  check.near(slope(features, rewards, weights, options, shares), 0, 1e-11)
end

function T.sums_of_families_add_up()
  local features, rewards = experiences(2)
  local function sums(first, count)
    return critic.sums(features:narrow(1, first, count), rewards:narrow(1, first, count))
  end
  local a, b = sums(1, 5), sums(6, 7)
  local whole = critic.fit(features, rewards, { ridge = 1 }).weights
  local joined = critic.solve(critic.total({ a, b }), { ridge = 1 }).weights
  check.near(game.distance(joined, whole), 0, 1e-13)
  local first = critic.solve(critic.total({ a, b }, { 1, 0 }), { ridge = 1 }).weights
  check.near(game.distance(first, critic.solve(a, { ridge = 1 }).weights), 0, 1e-13)
end

function T.a_critic_can_be_kept_as_plain_data()
  local features, rewards = experiences(6)
  local sums = critic.sums(features, rewards)
  local kept = { gram = sums.gram:tolist(), moment = sums.moment:tolist() }
  local one, again = critic.solve(sums, { ridge = 1 }), critic.solve(kept, { ridge = 1 })
  local plain = { weights = again.weights:tolist(), inverse = again.inverse:tolist() }
  local row = features:select(1, 3)
  check.equal(critic.values(plain, row):item(), critic.values(one, row):item())
  check.equal(critic.variances(plain, row):item(), critic.variances(one, row):item())
end

function T.leaving_one_out_agrees_with_solving_again()
  local features, rewards = experiences(3)
  local options = { ridge = { 1, 2, 3 }, prior = { 0.1, 0.2, 0.3 } }
  local all = critic.without_each(features, rewards, options)
  for i = 1, 12 do
    local others = {}
    for j = 1, 12 do
      others[#others + 1] = j ~= i and j or nil
    end
    local kept, paid = features:index_select(1, others), rewards:index_select(1, others)
    local again = critic.fit(kept, paid, options).weights
    check.near(game.distance(all:select(1, i), again), 0, 1e-11)
  end
end

function T.what_was_never_seen_has_the_value_and_doubt_of_the_prior()
  local blind = critic.fit({ { 1, 0 }, { 2, 0 } }, { 1, 2 }, { ridge = 4, prior = { 0, 0.5 } })
  check.near(critic.values(blind, { 0, 3 }):item(), 1.5)
  check.near(critic.variances(blind, { 0, 3 }):item(), 9 / 4)
  check.near(critic.variances(blind, { { 1, 0 } }):item(1), 1 / 9)
end

function T.values_of_many_actions_come_at_once()
  local features, rewards = experiences(4)
  local one = critic.fit(features, rewards, { ridge = 1 })
  local values = critic.values(one, features:reshape(4, 3, 3))
  check.prints(tensor.tensor(values:shape()), "[4 3]")
  check.near(values:item(2, 1), critic.values(one, features:select(1, 4)):item())
end

function T.the_same_experiences_make_the_same_bits()
  local features, rewards = experiences(5)
  local first = critic.fit(features, rewards, { ridge = 1 }).weights:tolist()
  local again = critic.fit(features, rewards, { ridge = 1 }).weights:tolist()
  for i, weight in ipairs(first) do
    check.equal(again[i], weight)
  end
end

-- two tries from one state, of three actions that pay 1, 0.2 and -0.5, and a critic that learns
-- from the tries: the mean estimate with what `critics` returns as each try's weights
local function mean_estimate(logits, critics)
  local log_policy = score.log_policy(logits)
  local features = tensor.eye(3, "f64")
  local rewards = tensor.tensor({ 1, 0.2, -0.5 }, "f64")
  local total = 0
  for i = 1, 3 do
    for j = 1, 3 do
      local seen, paid = features:index_select(1, { i, j }), rewards:index_select(1, { i, j })
      local weights = critics(seen, paid)
      local values = features:matmul(weights:transpose()):transpose()
      local rows = log_policy:reshape(1, 3):expand(2, 3)
      local surrogate = require("hyla.game.expected").residual(rows, { i, j }, paid, values)
      total = total + surrogate * log_policy:index_select(1, { i, j }):sum():exp():item()
    end
  end
  return total:grad(logits), (log_policy:exp() * rewards):sum():grad(logits)
end

function T.a_critic_of_the_others_keeps_the_estimate_unbiased()
  local logits = tensor.tensor({ 0.2, -0.4, 0.1 }, "f64"):requires_grad()
  local options = { ridge = 0.5 }
  local slopes, truth = mean_estimate(logits, function(seen, paid)
    return critic.without_each(seen, paid, options)
  end)
  check.near(game.distance(slopes, truth), 0, 1e-9)
  slopes, truth = mean_estimate(logits, function(seen, paid)
    return critic.fit(seen, paid, options).weights:reshape(1, 3):expand(2, 3)
  end)
  check.truthy(game.distance(slopes, truth) > 0.05)
end

return T

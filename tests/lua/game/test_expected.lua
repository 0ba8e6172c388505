--- lua/hyla/game/expected.lua
--
-- The estimates' expectations and variances over all courses of a small game, for critics that are
-- right, rough and wrong.

local check = require("tests.support.check")
local expected = require("hyla.game.expected")
local game = require("tests.support.small_game")
local score = require("hyla.game.score")
local tensor = require("hyla.tensor")

local T = {}

local function exact(params, courses)
  return game.slope(game.expected(params, courses), params)
end

local function select_rows(log_policy, states)
  return log_policy:index_select(1, tensor.tensor(states, "i64"):reshape(-1))
end

-- what each editor earns from each state on the way to the end: the mean over sites and what
-- follows, by steps left; [steps left][state][editor]
local function worth(params)
  local courses = game.courses()
  local weights = game.weights(game.taken(params, courses)):tolist()
  local returns, sums = score.returns(courses.rewards):tolist(), {}
  for i, states in ipairs(courses.states) do
    for step, state in ipairs(states) do
      local key = ("%d %d %d"):format(step, state, courses.editors[i][step])
      local sum = sums[key] or { 0, 0 }
      sums[key] = { sum[1] + weights[i] * returns[i][step], sum[2] + weights[i] }
    end
  end
  return sums
end

-- Q of every editor at every edit of every course: [128, 4]
local function values(params, courses, noise)
  local sums, rows = worth(params), {}
  for _, states in ipairs(courses.states) do
    for step, state in ipairs(states) do
      local row = {}
      for editor = 1, game.EDITORS do
        local sum = sums[("%d %d %d"):format(step, state, editor)]
        row[editor] = sum[1] / sum[2] + noise * math.sin(5 * editor + state)
      end
      rows[#rows + 1] = row
    end
  end
  return tensor.tensor(rows, "f64")
end

-- the pieces that the surrogates take, one row for each edit
local function pieces(params, courses, noise)
  local taken = game.taken(params, courses)
  local log_policy = select_rows(params.editors:log_softmax(), courses.states)
  local chosen = tensor.tensor(courses.editors, "i64"):reshape(-1)
  return {
    log_policy = log_policy,
    chosen = chosen,
    others = taken:reshape(-1) - score.taken(log_policy, chosen),
    returns = score.returns(courses.rewards):reshape(-1),
    weights = game.weights(taken):repeat_interleave(2, 1),
    values = values(params, courses, noise),
  }
end

local function residual(p)
  local options = { others = p.others, weights = p.weights }
  return expected.residual(p.log_policy, p.chosen, p.returns, p.values, options)
end

function T.with_the_residual_the_estimate_is_unbiased_for_any_critic()
  local courses, params = game.courses(), game.start(7)
  for _, noise in ipairs({ 0, 0.5, 20 }) do
    local slope = game.slope(residual(pieces(params, courses, noise)), params)
    check.near(game.distance(slope, exact(params, courses)), 0, 1e-9)
  end
end

function T.without_it_the_gradient_is_as_wrong_as_the_critic()
  local courses, params = game.courses(), game.start(7)
  local truth = params.editors
  local function distance(noise)
    local p = pieces(params, courses, noise)
    local slope = expected.surrogate(p.log_policy, p.values, p.weights):grad(truth)
    return game.distance(slope, game.expected(params, courses):grad(truth))
  end
  check.near(distance(0), 0, 1e-9)
  check.truthy(distance(0.5) > 0.05)
end

function T.the_residual_of_another_policys_choices_is_unbiased_with_ratios()
  local params = game.start(8)
  local logits = params.editors:select(1, 1):reshape(1, 4):expand(4, 4)
  local log_policy = score.log_policy(logits)
  local chosen, uniform = { 1, 2, 3, 4 }, tensor.full({ 4 }, 0.25, "f64")
  local rewards = tensor.tensor({ 1, 0.4, -0.7, 2 }, "f64")
  local wrong = tensor.tensor({ 0.3, -0.2, 1, 0 }, "f64"):reshape(1, 4):expand(4, 4)
  local ratios = score.ratios(score.taken(log_policy, chosen), uniform:log())
  local options = { weights = uniform, ratios = ratios }
  local estimate = expected.residual(log_policy, chosen, rewards, wrong, options)
  local truth = (log_policy:select(1, 1):exp() * rewards):sum()
  check.near(game.distance(estimate:grad(params.editors), truth:grad(params.editors)), 0, 1e-9)
end

-- the variance of what a single edit from the first state teaches
local function variance(params, courses, surrogate, noise)
  local p = pieces(params, courses, noise)
  local _, spread = game.moments(function(course)
    local row = 2 * course - 1
    local function at(x)
      return x:narrow(1, row, 1)
    end
    return surrogate({
      log_policy = at(p.log_policy),
      chosen = at(p.chosen),
      others = at(p.others),
      returns = at(p.returns),
      values = at(p.values),
    }):grad(params.editors):reshape(-1)
  end, game.weights(game.taken(params, courses)))
  return spread
end

local function plain(p)
  return score.surrogate(score.taken(p.log_policy, p.chosen), p.returns)
end

function T.the_better_the_critic_the_smaller_the_variance()
  local courses, params = game.courses(), game.start(9)
  local none = variance(params, courses, plain, 0)
  local rough = variance(params, courses, residual, 0.5)
  local right = variance(params, courses, residual, 0)
  check.truthy(right < rough and rough < none)
  check.truthy(right < 0.4 * none)
end

return T

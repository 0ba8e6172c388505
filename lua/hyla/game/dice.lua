--- DiCE: score-function objectives whose derivatives of any order are right in expectation.
--
-- The magic box of a log probability, box(w) = exp(w - stop(w)), is 1 and has the gradient
-- box(w) grad w, so that differentiating a product with it makes the score terms anew at each order
-- (Foerster et al. 2018). A plain surrogate R log pi loses R (grad log pi)(grad log pi)^T when it
-- is differentiated twice. With returns G(t) from step t on, and baselines b(t), the objective is
--
--     G(1) + sum over t of (box(w(1..t)) - box(w(1..t-1))) (G(t) - b(t))
--
-- where w(1..t) sums the log probabilities of the choices up to step t (Farquhar, Whiteson and
-- Foerster 2019, Loaded DiCE; the baselines alone: Mao et al. 2019). With b = 0 it equals
-- Foerster's sum over t of box(w(1..t)) r(t). A baseline may depend on the state before its step,
-- not on what was chosen in it. Discounts multiply r(t) by discount^(t - 1).

local batch = require("hyla.game.batch")
local nest = require("hyla.nest")
local score = require("hyla.game.score")
local tensor = require("hyla.tensor")

local M = {}

--- Returns 1, with the gradient that makes an expectation's derivatives of log probabilities.
---
---@param log_probabilities Tensor  [..]
---@return Tensor  [..]
function M.box(log_probabilities)
  return (log_probabilities - log_probabilities:detach()):exp()
end

local function zeros(first)
  return tensor.zeros({ first:size(1), 1 }, first:dtype())
end

--- Returns the mean over episodes of the objective above: its value is the mean return, and its
--- gradients of every order are unbiased estimates of those of the expected return. Climb it.
---
---@param log_probabilities Tensor  [episodes, steps]
---@param rewards Tensor|number[][]  [episodes, steps]
---@param options? { discount?: number, baselines?: Tensor|number[][], weights?: Tensor|number[] }
--- baselines [episodes, steps], 0 by default; weights [episodes], 1 / episodes each by default
---@return Tensor  A scalar.
function M.objective(log_probabilities, rewards, options)
  options = options or {}
  local dtype = log_probabilities:dtype()
  local returns = score.returns(batch.constant(rewards, dtype), options.discount)
  local advantages = returns
  if options.baselines then
    advantages = returns - batch.constant(options.baselines, dtype)
  end
  local discounts = tensor.arange(returns:size(2), dtype) - 1
  local scales = tensor.pow(options.discount or 1, discounts)
  local upto = log_probabilities:cumsum(2)
  local before = tensor.concat({ zeros(upto), upto:narrow(2, 1, upto:size(2) - 1) }, 2)
  local steps = (M.box(upto) - M.box(before)) * advantages * scales
  return batch.average(returns:select(2, 1) + steps:sum(2), options.weights)
end

--- Returns parameters after one step up an objective, recorded as functions of those before it, so
--- that the policy's own learning can be differentiated.
---
--- Where the objective is that of `objective`, a gradient through the step is an estimate of that
--- through a step along the *expected* gradient, biased by the noise of the step itself (as
--- MAML's is). Where it is a plain surrogate of one batch of experiences and what came of the step
--- is multiplied with `box` of that batch's log probability, it is an unbiased estimate for steps
--- along *sampled* gradients (Stadie et al. 2018, Al-Shedivat et al. 2018).
---
---@param objective Tensor  A scalar.
---@param params Tree
---@param rate Tensor|number
---@return Tree
function M.step(objective, params, rate)
  return nest.map(function(value, slope)
    return value + slope * rate
  end, params, objective:grad(params))
end

return M

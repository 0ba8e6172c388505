--- All-action estimates: the gradient of an expected score by what every option is thought worth.
--
-- With a critic's value Q(a) of every option the gradient of E[Q] = sum_a pi(a) Q(a) needs no
-- draw at all (expected policy gradients, Ciosek and Whiteson 2018; mean actor critic, Asadi et
-- al. 2017). It is as wrong as Q is. What Q misses can be put right by the score function on
-- the residual r - Q(a) of the option that was taken:
--
--     E[r grad log pi(a)] = sum_a grad pi(a) Q(a) + E[(r - Q(a)) grad log pi(a)]
--
-- because E[Q(a) grad log pi(a)] = sum_a pi(a) Q(a) grad log pi(a) = sum_a Q(a) grad pi(a). So the
-- sum is unbiased for any Q that was fixed before the option was drawn, and its variance falls
-- with the size of the residual: Q is a control variate (Gu et al. 2017, Q-Prop).

local batch = require("hyla.game.batch")
local score = require("hyla.game.score")

local M = {}

--- Returns the surrogate of the all-action estimate: the mean of sum_a pi(a) Q(a).
---
---@param log_policy Tensor  [n, options]
---@param values Tensor|number[][]  [n, options]: Q, held constant.
---@param weights? Tensor|number[]  [n]; 1 / n each by default.
---@return Tensor  A scalar.
function M.surrogate(log_policy, values, weights)
  local expected = (log_policy:exp() * batch.constant(values, log_policy:dtype())):sum(-1)
  return batch.average(expected, weights)
end

--- Returns the surrogate of the all-action estimate plus the score function on the residual.
---
--- What an edit chose besides (site, length of the chain) learns by the residual too: Q does
--- not depend on it, so Q(a) is its baseline.
---
---@param log_policy Tensor  [n, options]
---@param chosen Tensor|integer[]  [n], from 1.
---@param rewards Tensor|number[]  [n]
---@param values Tensor|number[][]  [n, options]: Q, fixed before the option was drawn.
---@param options? { weights?: Tensor|number[], others?: Tensor, ratios?: Tensor } `others` [n] are
--- log probabilities of the other choices, `ratios` [n] those of `score.ratios`
---@return Tensor  A scalar.
function M.residual(log_policy, chosen, rewards, values, options)
  options = options or {}
  local constants = batch.constant(values, log_policy:dtype())
  local misses = batch.constant(rewards, log_policy:dtype()) - score.taken(constants, chosen)
  if options.ratios then
    misses = misses * options.ratios
  end
  local taken = score.taken(log_policy, chosen)
  if options.others then
    taken = taken + options.others
  end
  local expected = M.surrogate(log_policy, constants, options.weights)
  return expected + score.surrogate(taken, misses, options.weights)
end

return M

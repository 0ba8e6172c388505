--- Pathwise estimates: a gradient that came back from a worker, continued into the policy.
--
-- A program's loss depends on the number x that an edit puts into it, and x on the policy's
-- parameters phi through noise that was drawn apart from them, x = present exp(mean + spread
-- noise). The worker returns the plain number d loss / d x at that x, taken through all of the
-- agent's learning, and the chain rule goes on here:
--
--     d E[loss] / d phi = E[d loss / d x * d x / d phi]
--
-- (reparametrisation: Kingma and Welling 2014; Rezende, Mohamed and Wierstra 2014). It is unbiased
-- for the loss, which is smooth, not for the score. It is of first order only: the slope is a
-- number, so a second derivative would lack d2 loss / d x2 (d x / d phi)^2. A whole number, or
-- one that was cut to its bounds, passes no gradient.

local batch = require("hyla.game.batch")
local tensor = require("hyla.tensor")

local M = {}

local LOG_ROOT_TWO_PI = 0.5 * math.log(2 * math.pi)

--- Returns arguments that moved away from present values, recorded as functions of mean and spread:
--- present exp(mean + spread noise), cut to [low, high].
---
---@param present Tensor|number[]  [n], above 0.
---@param mean Tensor  [n] or a scalar, in log units.
---@param spread Tensor|number  [n] or a scalar, in log units.
---@param noise Tensor|number[]  [n], drawn from the standard normal distribution.
---@param bounds? { low?: number, high?: number }
---@return Tensor arguments  [n]
function M.move(present, mean, spread, noise, bounds)
  local moved = (mean + batch.constant(noise, mean:dtype()) * spread):exp()
  local arguments = moved * batch.constant(present, mean:dtype())
  if not bounds then
    return arguments
  end
  return arguments:clamp({ min = bounds.low, max = bounds.high })
end

--- Returns soft choices between two paths of code: sigmoid(logits), of which the worker returns
--- d loss / d gate as of any other lifted number.
---
---@param logits Tensor  [n]
---@return Tensor gates  [n], between 0 and 1.
function M.gate(logits)
  return logits:sigmoid()
end

--- Returns the surrogate whose gradient is the chain rule: sum of slope times argument. Descend it
--- where the slopes are those of a loss.
---
---@param arguments Tensor  [n], recorded.
---@param slopes Tensor|number[]  [n]: d loss / d argument, as the worker returned them.
---@return Tensor  A scalar.
function M.surrogate(arguments, slopes)
  return (arguments * batch.constant(slopes, arguments:dtype())):sum()
end

--- Returns the surrogate for a loss that follows discrete choices and their arguments:
---
---     d E[loss] / d phi = E[(loss - b) grad log pi(choices) + d loss / d x * d x / d phi]
---
--- Unbiased (Schulman et al. 2015, theorem 1: a stochastic computation graph with both kinds of
--- node). Descend it.
---
---@param taken Tensor  [n]: log probabilities of the discrete choices.
---@param losses Tensor|number[]  [n]
---@param arguments Tensor  [n]; of an edit without an argument any, with a slope of 0.
---@param slopes Tensor|number[]  [n]
---@param options? { baselines?: Tensor|number[], weights?: Tensor|number[] } both [n]; 0 and 1 / n
--- by default
---@return Tensor  A scalar.
function M.mixed(taken, losses, arguments, slopes, options)
  options = options or {}
  local advantages = batch.constant(losses, taken:dtype())
  if options.baselines then
    advantages = advantages - batch.constant(options.baselines, taken:dtype())
  end
  local chained = arguments * batch.constant(slopes, arguments:dtype())
  return batch.average(taken * advantages + chained, options.weights)
end

--- Returns the log density of moves that were made, by their distance in log units: what the score
--- function takes of an argument where the score, not the loss, is to rise.
---
---@param distances Tensor|number[]  [n]: log(new value / present value), before bounds.
---@param mean Tensor  [n] or a scalar.
---@param spread Tensor|number  [n] or a scalar.
---@return Tensor log_densities  [n]
function M.log_density(distances, mean, spread)
  local noise = (batch.constant(distances, mean:dtype()) - mean) / spread
  local width = tensor.is_tensor(spread) and spread:log() or math.log(spread)
  return -0.5 * noise * noise - width - LOG_ROOT_TWO_PI
end

return M

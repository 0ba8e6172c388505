--- Critics: what an edit is thought worth before it is tried, linear in its features.
--
-- Ridge regression in closed form: the weights that minimise
--
--     sum over i of v(i) (y(i) - x(i) w)^2 + sum over j of ridge(j) (w(j) - prior(j))^2
--
-- are w = prior + A^-1 X' V (y - X prior), A = X' V X + diag(ridge) (Hoerl and Kennard 1970). The
-- same w is the posterior mean of a Bayesian whose prior has mean `prior` and variance
-- s^2 / ridge(j), where s^2 is that of the noise; s^2 x A^-1 x' is then the variance of the value
-- of x. Sums over experiences add up, so those of a family can be kept apart, added, and left out.
-- All is done in f64, and repeats bit by bit. Sums and critics that a policy keeps may be plain
-- lists, as `tolist` makes them.

local batch = require("hyla.game.batch")
local tensor = require("hyla.tensor")

---@class CriticSums
---@field gram Tensor|number[][]  [features, features]: X' V X.
---@field moment Tensor|number[]  [features]: X' V y.

---@class Critic
---@field weights Tensor|number[]    [features]
---@field inverse Tensor|number[][]  [features, features]: A^-1.

---@class CriticOptions
---@field ridge number|number[]  Above 0; one for all, or [features].
---@field prior? number[]        [features]; 0 by default.

local M = {}

local function double(values)
  return batch.constant(values, "f64")
end

--- Returns the sums that a critic is solved from.
---
---@param features Tensor|number[][]  [n, features]
---@param rewards Tensor|number[]  [n]
---@param weights? Tensor|number[]  [n]: how much each experience counts; 1 by default.
---@return CriticSums
function M.sums(features, rewards, weights)
  local x = double(features)
  local weighted = weights and x * double(weights):reshape(-1, 1) or x
  local transposed = weighted:transpose()
  return { gram = transposed:matmul(x), moment = transposed:matmul(double(rewards)) }
end

--- Returns several sums in one, each times a factor: below 1 for what is long ago, 0 for a family
--- that is left out.
---
---@param list CriticSums[]
---@param factors? number[]  1 each by default.
---@return CriticSums
function M.total(list, factors)
  local gram, moment = 0, 0
  for i, sums in ipairs(list) do
    local factor = factors and factors[i] or 1
    gram, moment = double(sums.gram) * factor + gram, double(sums.moment) * factor + moment
  end
  return { gram = gram, moment = moment }
end

local function ridge_of(options, count)
  if type(options.ridge) == "number" then
    return tensor.full({ count }, options.ridge, "f64")
  end
  return double(options.ridge)
end

--- Returns the critic of sums.
---
---@param sums CriticSums
---@param options CriticOptions
---@return Critic
function M.solve(sums, options)
  local gram, moment = double(sums.gram), double(sums.moment)
  local inverse = (gram + ridge_of(options, gram:size(1)):diag()):inverse()
  inverse = (inverse + inverse:transpose()) * 0.5
  if not options.prior then
    return { weights = inverse:matmul(moment), inverse = inverse }
  end
  local prior = double(options.prior)
  local missed = moment - gram:matmul(prior)
  return { weights = prior + inverse:matmul(missed), inverse = inverse }
end

--- Returns the critic of experiences.
---
---@param features Tensor|number[][]  [n, features]
---@param rewards Tensor|number[]  [n]
---@param options CriticOptions
---@return Critic
function M.fit(features, rewards, options)
  return M.solve(M.sums(features, rewards), options)
end

--- Returns what the critic expects: x w.
---
---@param critic Critic
---@param features Tensor|number[][]  [.., features]
---@return Tensor values  [..]
function M.values(critic, features)
  return double(features):matmul(double(critic.weights))
end

--- Returns how unsure the critic is of its values: x A^-1 x', in units of the variance of the
--- noise. Of features that were never seen it is x^2 / ridge.
---
---@param critic Critic
---@param features Tensor|number[][]  [.., features]
---@return Tensor variances  [..]
function M.variances(critic, features)
  local x = double(features)
  return (x:matmul(double(critic.inverse)) * x):sum(-1)
end

--- Returns for each experience the weights of the critic of all the others, without solving it
--- again: w - A^-1 x e / (1 - h), with e = y - x w and h = x A^-1 x' (Allen 1974). What such a
--- critic says of an experience does not depend on it, so it is a control variate that leaves the
--- estimate from the same experiences unbiased where they are independent.
---
---@param features Tensor|number[][]  [n, features]
---@param rewards Tensor|number[]  [n]
---@param options CriticOptions
---@return Tensor weights  [n, features]
function M.without_each(features, rewards, options)
  local x = double(features)
  local critic = M.fit(x, rewards, options)
  local misses = double(rewards) - M.values(critic, x)
  local scales = misses / (1 - M.variances(critic, x))
  return critic.weights - x:matmul(critic.inverse) * scales:reshape(-1, 1)
end

return M

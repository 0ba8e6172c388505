--- Score-function estimates: the gradient of an expected score through probabilities of choices.
--
-- Where choices c are drawn with probability pi(c), the gradient of J = E[R] is
--
--     grad J = E[(R - b) grad log pi(c)]
--
-- for any baseline b that does not depend on the choices (Williams 1992, REINFORCE, theorem 1).
-- Nothing has to be known of R, which may be a score that jumps. An edit that takes several choices
-- (parent, editor, site, length of the chain) has the sum of their log probabilities as its own.
-- A surrogate is a scalar whose gradient is the estimate: climb it. Optimisers descend, so give
-- them the gradient of its negative.

local batch = require("hyla.game.batch")
local tensor = require("hyla.tensor")

local M = {}

--- What stands for the logarithm of 0: its exponential is 0, and 0 times it is no NaN.
M.IMPOSSIBLE = -1e9

local function masked(logits, illegal)
  return illegal and logits:masked_fill(illegal, M.IMPOSSIBLE) or logits
end

-- the log of (1 - exploration) softmax + exploration / n; what is not legal has any value
local function mixed(logits, exploration, illegal)
  local count = illegal and illegal:logical_not():to(logits:dtype()):sum(-1, true)
  local policy = logits:softmax() * (1 - exploration) + exploration / (count or logits:size(-1))
  return policy:log()
end

--- Returns the log probabilities of options, (1 - exploration) softmax(logits) + exploration / n,
--- where n counts the options that are legal.
---
---@param logits Tensor  [.., options]
---@param exploration? number  From 0, the default, to 1.
---@param legal? Tensor  [.., options] of bool; all by default. The others get `IMPOSSIBLE`.
---@return Tensor log_policy  [.., options]
function M.log_policy(logits, exploration, legal)
  local illegal = legal and legal:logical_not()
  local some = masked(logits, illegal)
  if (exploration or 0) == 0 then
    return masked(some:log_softmax(), illegal)
  end
  return masked(mixed(some, exploration, illegal), illegal)
end

--- Returns the log probability of the option taken in each experience.
---
---@param log_policy Tensor  [n, options]
---@param chosen Tensor|integer[]  [n], from 1.
---@return Tensor taken  [n]
function M.taken(log_policy, chosen)
  local index = tensor.is_tensor(chosen) and chosen or tensor.tensor(chosen, "i64")
  return log_policy:gather(2, index:reshape(-1, 1)):reshape(-1)
end

--- Returns the surrogate of the score-function estimate: the mean of advantage times log
--- probability. It is unbiased where an advantage is the return that followed, less a baseline
--- that does not depend on what was chosen.
---
---@param taken Tensor  [..], log probabilities, of several choices their sum.
---@param advantages Tensor|table  [..], held constant.
---@param weights? Tensor|table  [..]; one over their count by default.
---@return Tensor  A scalar.
function M.surrogate(taken, advantages, weights)
  return batch.average(taken * batch.constant(advantages, taken:dtype()), weights)
end

--- Returns the mean entropy of the choice, -sum p log p, in nats: times a small factor and added to
--- a surrogate it keeps a policy from settling early (Williams and Peng 1991).
---
---@param log_policy Tensor  [n, options]
---@param weights? Tensor|number[]  [n]; 1 / n each by default.
---@return Tensor  A scalar.
function M.entropy(log_policy, weights)
  return batch.average(-(log_policy:exp() * log_policy):sum(-1), weights)
end

--- Returns what followed each step, itself included: sum over u >= t of discount^(u - t) r(u). What
--- was earned before a choice has no part in its gradient.
---
---@param rewards Tensor  [episodes, steps]
---@param discount? number  1 by default.
---@return Tensor returns  [episodes, steps]
function M.returns(rewards, discount)
  local columns, after = rewards:unbind(2), nil
  for step = #columns, 1, -1 do
    after = after and columns[step] + after * (discount or 1) or columns[step]
    columns[step] = after
  end
  return tensor.stack(columns, 2)
end

--- Returns for each of several independent tries from one state the mean reward of the others: a
--- baseline that leaves the estimate unbiased (Kool, van Hoof and Welling 2019).
---
---@param rewards Tensor  [n], of at least two tries.
---@return Tensor baselines  [n]
function M.leave_one_out(rewards)
  return (rewards:sum() - rewards) / (rewards:count() - 1)
end

--- Returns importance ratios pi / q of experiences that another policy q chose, as constants; to
--- be multiplied with their advantages. Without truncation the estimate is unbiased for pi; a
--- ratio cut to `most` biases it by E[(ratio - most)+ (R - b) grad log pi] and bounds its variance
--- (Ionides 2008). Where q = (1 - e) pi + e / n, no ratio exceeds 1 / (1 - e): cut there, nothing
--- is lost.
---
---@param taken Tensor  [..], log pi of what was chosen.
---@param behaviour Tensor|table  [..], log q of the same.
---@param most? number  No truncation by default.
---@return Tensor ratios  [..]
function M.ratios(taken, behaviour, most)
  local ratios = (taken:detach() - batch.constant(behaviour, taken:dtype())):exp()
  return most and ratios:clamp({ max = most }) or ratios
end

return M

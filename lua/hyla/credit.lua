--- Credit: what the edits of a search were worth, when it is over.
--
-- An edit earns what its program gained over its parent, and a share of what the best of that
-- program's descendants did: the first step of a way that is long pays late. One that changed
-- nothing earns nothing: its descendants would have done as well without it.

local M = {}

--- A payment is so many times the gain: payments around 1 suit beliefs of variance 1.
M.SCALE = 10

--- No gain counts for more.
local MOST = 0.5

---@class Attempt             One edit of a search.
---@field n integer           Its entry.
---@field parent integer      The entry that was edited.
---@field score number?       nil where it did not run.
---@field before number       The parent's score.
---@field is_idle? boolean     It runs as the parent did.

--- What an edit is paid for.
---@class CreditRules
---@field patience number     The share that its best descendant decides; 0 to 1.
---@field harm number         The most that a loss of score costs, and what a failure does; from 0.

local function gain(from, to, least)
  return math.min(math.max((to or -math.huge) - from, least), MOST)
end

--- Returns what an edit is paid at once.
---
---@param attempt Attempt
---@param harm number  As in the rules.
---@return number
function M.now(attempt, harm)
  return M.SCALE * gain(attempt.before, attempt.score, -harm)
end

-- the best score among an entry and its descendants, by entry
local function bests(attempts)
  local best = {}
  for i = #attempts, 1, -1 do
    local one = attempts[i]
    best[one.n] = math.max(best[one.n] or -math.huge, one.score or -math.huge)
    best[one.parent] = math.max(best[one.parent] or -math.huge, best[one.n])
  end
  return best
end

--- Returns what each edit is paid in the end.
---
---@param attempts Attempt[]  In the order of their entries; children come after their parents.
---@param rules CreditRules
---@return number[]
function M.late(attempts, rules)
  local best, paid = bests(attempts), {}
  for i, one in ipairs(attempts) do
    local own = gain(one.before, one.score, -rules.harm)
    local line = one.is_idle and own or gain(one.before, best[one.n], -rules.harm)
    paid[i] = M.SCALE * ((1 - rules.patience) * own + rules.patience * line)
  end
  return paid
end

--- Returns for each edit the mean gain of its line over its parent, further steps counting less:
--- what a clade has earned, as a signal to select by.
---
---@param attempts Attempt[]  As above.
---@param discount number     Of each generation; 0 to 1.
---@return number[]
function M.clade(attempts, discount)
  local sums, weights, values = {}, {}, {}
  for i = #attempts, 1, -1 do
    local one = attempts[i]
    local own = one.score and one.score - one.before or 0
    local sum, weight = own + (sums[one.n] or 0), 1 + (weights[one.n] or 0)
    values[i] = sum / weight
    sums[one.parent] = (sums[one.parent] or 0) + discount * sum
    weights[one.parent] = (weights[one.parent] or 0) + discount * weight
  end
  return values
end

return M

--- Tallies: what actions were paid in one search beyond what was believed of them.

local M = {}

---@class Tally
---@field total integer                  Payments.
---@field count table<string, integer>   By action.
---@field excess table<string, number>   By action, summed up.

--- Begins with nothing paid.
---
---@return Tally
function M.new()
  return { total = 0, count = {}, excess = {} }
end

--- Takes down a payment of an action.
---
---@param tally Tally  It is changed.
---@param action string
---@param excess number
function M.add(tally, action, excess)
  tally.count[action] = (tally.count[action] or 0) + 1
  tally.excess[action] = (tally.excess[action] or 0) + excess
end

--- Returns how far an action's worth in this search lies from what was believed: the mean and the
--- variance of a Gaussian that begins at 0 with variance `spread`.
---
---@param tally Tally
---@param action string
---@param spread number
---@param noise number  The variance of a payment.
---@return number mean
---@return number variance
function M.posterior(tally, action, spread, noise)
  local variance = spread / (noise + (tally.count[action] or 0) * spread)
  return variance * (tally.excess[action] or 0), variance * noise
end

return M

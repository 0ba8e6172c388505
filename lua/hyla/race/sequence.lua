--- Confidence sequences: limits for a mean that hold at all times at once, so that one may look at
--- them after every score and stop when one likes.
--
-- A gambler bets on each score x, scaled to [0, 1], that the mean is above m, and never more than
-- the past allows. Were the mean m or less, the capital
--
--     K(m) = product over i of (1 + bet(i) (x(i) - m))
--
-- would not grow on average, so it would ever reach 1 / alpha with probability alpha at most
-- (Ville 1939). Every m whose capital has reached it is refuted. Bets are the predictable plug-in
-- of Waudby-Smith and Ramdas 2024, cut to 3/4 of what keeps the capital positive:
--
--     bet(i) = min(sqrt(2 log(1 / alpha) / (variance i log(1 + i))), 3 / (4 m))
--
-- with the variance of the scores before i, begun at 1/4 as if one had been seen. The upper limit
-- is the same for 1 - x. Scores drawn without replacement from a finite population bet against
-- (N m - sum of those before) / (N - i + 1) in place of m (the same paper, on sampling without
-- replacement); when all are known, the limits are their mean.

local M = {}

---@class Sequence
---@field options SequenceOptions
---@field count integer   Scores told.
---@field private sum number
---@field private spread number
---@field private xs number[]
---@field private bets number[]
local Sequence = {}
Sequence.__index = Sequence

---@class SequenceOptions
---@field alpha number         Of either limit; both hold at once but for 2 alpha.
---@field low number           No score is below.
---@field high number          No score is above.
---@field population? integer  How many scores there are, if they are drawn without replacement.

-- of what would lose all
local SHARE = 0.75
local HALVINGS = 40

--- Starts a sequence.
---
---@param options SequenceOptions
---@return Sequence
function M.open(options)
  assert(options.low < options.high, "wanted a range from low to high")
  local sequence = { options = options, count = 0, sum = 0, spread = 0.25, xs = {}, bets = {} }
  return setmetatable(sequence, Sequence)
end

local function scaled(options, score)
  return (score - options.low) / (options.high - options.low)
end

--- Adds the next score. Its place in the order must not depend on what it is.
---
---@param score number
function Sequence:tell(score)
  local options, i = self.options, self.count + 1
  local x = scaled(options, score)
  assert(x >= 0 and x <= 1, "a score out of its range")
  assert(i <= (options.population or math.huge), "more scores than there are")
  -- the spread is the sum of i squares: the one begun with and those before this score
  local variance = self.spread / i
  self.bets[i] = math.sqrt(2 * math.log(1 / options.alpha) / (variance * i * math.log(1 + i)))
  self.xs[i], self.count, self.sum = x, i, self.sum + x
  self.spread = self.spread + (x - (0.5 + self.sum) / (i + 1)) ^ 2
end

-- the mean of what is left, were the mean of all m
local function left(m, population, sum, i)
  return population and (population * m - sum) / (population - i + 1) or m
end

-- whether the capital against a mean of at most m (scaled) has ever reached 1 / alpha; of scores
-- turned around where `is_upper`
local function is_refuted(self, m, is_upper)
  local population, wanted = self.options.population, 1 / self.options.alpha
  local capital, sum = 1, 0
  for i = 1, self.count do
    local x = is_upper and 1 - self.xs[i] or self.xs[i]
    local mean = left(m, population, sum, i)
    if mean < 0 then
      return true
    end
    capital = capital * (1 + math.min(self.bets[i], SHARE / mean) * (x - mean))
    if capital >= wanted then
      return true
    end
    sum = sum + x
  end
  return false
end

-- the greatest m that is refuted, and no less than what the known scores leave possible
local function limit(self, is_upper)
  local count, population = self.count, self.options.population
  local sum = is_upper and count - self.sum or self.sum
  local low, high = population and sum / population or 0, 1
  if not is_refuted(self, low, is_upper) then
    return low
  end
  for _ = 1, HALVINGS do
    local middle = (low + high) / 2
    if is_refuted(self, middle, is_upper) then
      low = middle
    else
      high = middle
    end
  end
  return low
end

local function is_complete(self)
  return self.count == self.options.population
end

--- Returns the limits of the mean: each is wrong, at any time, with probability alpha at most.
---
---@return number lower
---@return number upper
function Sequence:limits()
  local low, width = self.options.low, self.options.high - self.options.low
  if is_complete(self) then
    return self:mean(), self:mean()
  end
  return low + width * limit(self, false), low + width * (1 - limit(self, true))
end

--- Returns the mean of the scores told; nil before the first.
---
---@return number?
function Sequence:mean()
  local low, width = self.options.low, self.options.high - self.options.low
  return self.count > 0 and low + width * self.sum / self.count or nil
end

--- Returns whether the mean is surely above a value: wrongly so, at any time, with probability
--- alpha at most.
---
---@param value number
---@return boolean
function Sequence:is_above(value)
  if is_complete(self) then
    return self:mean() > value
  end
  return is_refuted(self, scaled(self.options, value), false)
end

--- Returns whether the mean is surely below a value: wrongly so, at any time, with probability
--- alpha at most.
---
---@param value number
---@return boolean
function Sequence:is_below(value)
  if is_complete(self) then
    return self:mean() < value
  end
  return is_refuted(self, 1 - scaled(self.options, value), true)
end

return M

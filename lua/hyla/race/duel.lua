--- Duels: is a challenger better than what it would replace? A sequential test with a stated rate
--- of false admissions.
--
-- Both play the same cases (or tasks, or seeds), and each difference of their scores, challenger
-- minus champion, is told as it comes. After every one a decision may be asked for, and the duel
-- stopped: a challenger that is no better is admitted, however often one looks, with probability
-- alpha at most (see hyla.race.sequence). A t test that is asked again and again admits it in time
-- almost surely.

local sequence = require("hyla.race.sequence")

local M = {}

---@alias Decision "better" | "not better" | "go on"

---@class Duel
---@field options DuelOptions
---@field decision Decision   The first that was reached stays.
---@field differences Sequence
local Duel = {}
Duel.__index = Duel

---@class DuelOptions
---@field alpha number    The rate of false admissions; of false refusals, too, of what is worth it.
---@field low number      No difference is below: of scores in [0, 1], -1.
---@field high number     No difference is above.
---@field worth? number   A mean difference that would be worth having; what surely has less is not
--- better. 0 by default.
---@field most? integer   After so many differences what is not better by then never is.

--- Starts a duel.
---
---@param options DuelOptions
---@return Duel
function M.open(options)
  local differences = sequence.open({
    alpha = options.alpha,
    low = options.low,
    high = options.high,
  })
  return setmetatable({ options = options, decision = "go on", differences = differences }, Duel)
end

local function decide(self)
  local options, differences = self.options, self.differences
  if differences:is_above(0) then
    return "better"
  end
  local is_spent = differences.count >= (options.most or math.huge)
  return (is_spent or differences:is_below(options.worth or 0)) and "not better" or "go on"
end

--- Takes the next difference and returns what is known by now. After a decision nothing changes
--- any more.
---
---@param difference number  Challenger minus champion, within the range.
---@return Decision
function Duel:tell(difference)
  if self.decision == "go on" then
    self.differences:tell(difference)
    self.decision = decide(self)
  end
  return self.decision
end

--- Returns where the duel stands. The limits are each wrong with probability alpha at most.
---
---@return { decision: Decision, count: integer, mean: number?, lower: number, upper: number }
function Duel:standing()
  local lower, upper = self.differences:limits()
  return {
    decision = self.decision,
    count = self.differences.count,
    mean = self.differences:mean(),
    lower = lower,
    upper = upper,
  }
end

return M

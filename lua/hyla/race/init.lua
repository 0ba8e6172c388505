--- Races: many candidates on growing parts of the same cases, to find the best of them for less.
--
-- Successive halving with bounds: all candidates play the first few cases of an order that was
-- drawn at random, those that are surely not the best are dropped, the others play on, until what
-- is left has played all. A candidate is dropped when the mean over *all* cases of another minus it
-- is surely above 0, by a confidence sequence for sampling without replacement (hyla.race.sequence)
-- over the differences case by case: what two edits of one parent have in common cancels. The best
-- of K can be dropped by K - 1 others, each wrongly with probability alpha / (K - 1): so with
-- probability alpha at most, however unequal the candidates and however many the looks.
--
-- A case that was not played counts for nothing, least of all for 0: a part of the cases has a mean
-- over that part, with limits, and only who has played all cases has a score and can be the best.
-- What a race does depends on the scores alone, not on the order in which they arrive. The score
-- of the task has to be the mean over cases of scores within a known range. When to look next may
-- depend on all that was seen: the sequence holds at all times at once.

local sequence = require("hyla.race.sequence")

local M = {}

---@class RaceOptions
---@field candidates any[]      Names, all different; of equals the earlier is the best.
---@field cases integer         How many there are.
---@field low number            No score of a case is below.
---@field high number           No score of a case is above.
---@field alpha number          How likely the best may be dropped.
---@field incumbent? number[]   [cases]: scores of one that has played all, in the race's order.
---@field first? integer        Cases before the first look; a sixteenth, but 8 at least.
---@field growth? number        Of the cases from one look to the next; 1.5 by default.

---@class Runner
---@field candidate any         Its name; nil for the incumbent.
---@field scores number[]       Of the cases played so far.
---@field asked integer         How many cases it was asked for in all.
---@field is_dropped boolean

---@class Race
---@field options RaceOptions
---@field runners Runner[]      In the order of the candidates.
---@field incumbent? Runner
---@field upto integer          Cases that all who are left have played at the next look.
---@field missing integer       How many of them have not played so far yet.
---@field private turn integer  The last runner who was asked.
---@field private by_name table<any, Runner>
local Race = {}
Race.__index = Race

local function runner(candidate, scores)
  return { candidate = candidate, scores = scores, asked = #scores, is_dropped = false }
end

--- Starts a race.
---
---@param options RaceOptions
---@return Race
function M.open(options)
  local race = { options = options, runners = {}, by_name = {} }
  for i, candidate in ipairs(options.candidates) do
    race.runners[i] = runner(candidate, {})
    race.by_name[candidate] = race.runners[i]
  end
  race.incumbent = options.incumbent and runner(nil, options.incumbent)
  local first = options.first or math.max(8, math.ceil(options.cases / 16))
  race.upto, race.turn = math.min(first, options.cases), 0
  race.missing = #race.runners
  return setmetatable(race, Race)
end

--- Returns the next job, nil where there is none before the outstanding ones are told: a candidate
--- and the cases it is to play, `first` to `last` of the race's order.
---
---@return { candidate: any, first: integer, last: integer }?
function Race:next()
  while self.turn < #self.runners do
    self.turn = self.turn + 1
    local each = self.runners[self.turn]
    if not each.is_dropped then
      each.asked = self.upto
      return { candidate = each.candidate, first = #each.scores + 1, last = self.upto }
    end
  end
end

local function mean(scores, count)
  local sum = 0
  for i = 1, count do
    sum = sum + scores[i]
  end
  return sum / count
end

-- those who are left and have played at least `count` cases
local function left(self, count)
  local list = {}
  for _, each in ipairs(self.runners) do
    if not each.is_dropped and #each.scores >= count then
      list[#list + 1] = each
    end
  end
  return list
end

local function leader(list, count)
  local best, highest
  for _, each in ipairs(list) do
    local value = mean(each.scores, count)
    if not highest or value > highest then
      best, highest = each, value
    end
  end
  return best
end

-- by how much another runner is better, case by case
local function differences_to(self, each, by)
  local options = self.options
  local width = options.high - options.low
  local pairs_of_best = #self.runners - 1 + (self.incumbent and 1 or 0)
  local differences = sequence.open({
    alpha = options.alpha / pairs_of_best,
    low = -width,
    high = width,
    population = options.cases,
  })
  for i, score in ipairs(each.scores) do
    differences:tell(by.scores[i] - score)
  end
  return differences
end

-- whether a runner surely has the higher mean over all cases
local function is_beaten(self, each, by)
  return by and each ~= by and differences_to(self, each, by):is_above(0) or false
end

-- drops who is beaten by the leader or by the incumbent; returns how many are left
local function drop_beaten(self)
  local list, count = left(self, 0), 0
  local first = leader(list, self.upto)
  for _, each in ipairs(list) do
    each.is_dropped = is_beaten(self, each, first) or is_beaten(self, each, self.incumbent)
    count = count + (each.is_dropped and 0 or 1)
  end
  return count
end

-- whether anybody who is left may be dropped soon: who is alone meets nobody but the incumbent, by
-- whom one that is level or ahead will hardly be dropped
local function is_open(self)
  local list, incumbent = left(self, self.upto), self.incumbent
  if #list > 1 or not incumbent then
    return #list > 1
  end
  return list[1] ~= nil and mean(list[1].scores, self.upto) < mean(incumbent.scores, self.upto)
end

-- looks at the scores once all who are left have played, and sets the next goal
local function look(self)
  if self.missing > 0 or self.upto == self.options.cases then
    return
  end
  self.missing, self.turn = drop_beaten(self), 0
  local further = math.ceil(self.upto * (self.options.growth or 1.5))
  local goal = is_open(self) and further or self.options.cases
  self.upto = math.min(goal, self.options.cases)
end

--- Takes the scores of a job. Those of one rung may come in any order.
---
---@param candidate any
---@param scores number[]  Of the cases asked for, in their order.
function Race:tell(candidate, scores)
  local each = assert(self.by_name[candidate], "no such candidate")
  local is_whole = #scores > 0 and #each.scores + #scores == each.asked
  assert(is_whole, "wanted the scores of the cases asked for")
  for _, score in ipairs(scores) do
    assert(score >= self.options.low and score <= self.options.high, "a score out of its range")
    table.insert(each.scores, score)
  end
  self.missing = self.missing - (each.is_dropped and 0 or 1)
  look(self)
end

--- Takes a candidate out that cannot play on, such as one that ran into an error.
---
---@param candidate any
function Race:withdraw(candidate)
  local each = assert(self.by_name[candidate], "no such candidate")
  local is_awaited = not each.is_dropped and #each.scores < self.upto
  each.is_dropped, self.missing = true, self.missing - (is_awaited and 1 or 0)
  look(self)
end

--- Returns whether all who are left have played all cases.
---
---@return boolean
function Race:is_over()
  return self.upto == self.options.cases and self.missing == 0
end

--- Returns the best of those who have played all cases, and its score; nil while there is none. The
--- incumbent is not among them.
---
---@return any candidate
---@return number? score
function Race:best()
  local cases = self.options.cases
  local best = leader(left(self, cases), cases)
  if best then
    return best.candidate, mean(best.scores, cases)
  end
end

--- Returns how many cases were played.
---
---@return integer
function Race:played()
  local count = 0
  for _, each in ipairs(self.runners) do
    count = count + #each.scores
  end
  return count
end

local function line(options, each)
  local scores = sequence.open({
    alpha = options.alpha,
    low = options.low,
    high = options.high,
    population = options.cases,
  })
  for _, score in ipairs(each.scores) do
    scores:tell(score)
  end
  local lower, upper = scores:limits()
  return {
    candidate = each.candidate,
    mean = scores:mean(),
    lower = lower,
    upper = upper,
    played = scores.count,
    is_dropped = each.is_dropped,
    is_whole = scores.count == options.cases,
  }
end

--- Returns how much worse than the incumbent a candidate is: over the cases played, and the limits
--- of that over all cases, which are each wrong with probability alpha at most where it is the only
--- candidate.
---
---@param candidate any  That has played.
---@return { mean: number, lower: number, upper: number }
function Race:behind(candidate)
  local differences = differences_to(self, self.by_name[candidate], self.incumbent)
  local lower, upper = differences:limits()
  return { mean = differences:mean(), lower = lower, upper = upper }
end

--- Returns how each candidate stands, in their order. `mean` is that over the cases played, nil
--- before the first; the mean over all cases lies above `lower`, and below `upper`, but for alpha
--- each, taken for one candidate.
---
---@return { candidate: any, mean: number?, lower: number, upper: number, played: integer,
---  is_dropped: boolean, is_whole: boolean }[]
function Race:standing()
  local lines = {}
  for i, each in ipairs(self.runners) do
    lines[i] = line(self.options, each)
  end
  return lines
end

return M

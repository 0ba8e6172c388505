--- Bindings: arguments that were drawn as what had been measured; each can be bound to it for good.
--
-- A draw has a known law, so how likely it was to come within TOLERANCE of a measured value is
-- known, too. Were it all the same to a program whether it does, the meetings among the steps by
-- which winners gained would be a sum of independent coin tosses with those chances, of mean m in
-- all, and k of them as likely as exp(k - m - k log(k / m)) at most (Chernoff 1952). Where that is
-- below ALPHA, the drawn argument is better measured: an editor is written that does.
--
-- What is refuted is that values do not matter. A value that pays in all tasks alike, and is near
-- what is measured in most, looks the same: what an editor then pays decides whether it stays.

local argument = require("hyla.argument")
local distribution = require("hyla.statistics.distribution")
local keys = require("hyla.keys")

local M = {}

---@class Note              Of a drawn argument, and something measured that it could have been.
---@field argument string
---@field index integer     Of the argument, among those of the step.
---@field source Source     What would have measured it.
---@field chance number     That the draw meets the measured value.
---@field is_met boolean

--- Values so far apart meet, in log units.
M.TOLERANCE = 0.1

--- How likely an editor is written for one argument and one source, on one look, for nothing: that
--- of z = 3.5. Fewer meetings tell nothing.
M.ALPHA = 2.3e-4
local LEAST_COUNT = 4

-- the chance that the logarithm of a draw, before bounds, is below x
local LAWS = {
  random = function(spec, x)
    local low, high = math.log(spec.low), math.log(spec.high)
    return math.max(0, math.min((x - low) / (high - low), 1))
  end,
  up = function(spec, x, shift)
    local mean = math.log(spec.value) + argument.STEP + shift
    return distribution.normal_cdf((x - mean) / argument.SPREAD)
  end,
  down = function(spec, x, shift)
    local mean = math.log(spec.value) - argument.STEP + shift
    return distribution.normal_cdf((x - mean) / argument.SPREAD)
  end,
}

local WAYS = { random = 0, up = 1, down = -1 }

-- the chance of a value between two, after bounds and rounding
local function mass(spec, law, shift, from, to)
  local half = spec.whole and 0.5 or 0
  local lower = from - half > spec.low and law(spec, math.log(from - half), shift) or 0
  local upper = to + half < spec.high and law(spec, math.log(to + half), shift) or 1
  return math.max(0, upper - lower)
end

local function is_within(value, from, to)
  return from <= value and value <= to
end

-- a whole number that a step leaves as it is goes one further
local function moved_on(spec, law, shift, source, from, to)
  local way = WAYS[source]
  if not spec.whole or way == 0 or spec.value % 1 ~= 0 then
    return 0
  end
  local was_in = is_within(spec.value, from, to)
  local is_in = is_within(argument.bounded(spec, spec.value + way), from, to)
  local stayed = was_in ~= is_in and mass(spec, law, shift, spec.value, spec.value) or 0
  return is_in and stayed or -stayed
end

-- the chance that a number meets a value
local function chance_of(spec, source, shift, target)
  local from, to = target * math.exp(-M.TOLERANCE), target * math.exp(M.TOLERANCE)
  if spec.whole then
    from, to = math.ceil(from), math.floor(to)
  end
  local law = LAWS[source]
  return mass(spec, law, shift, from, to) + moved_on(spec, law, shift, source, from, to)
end

local function notes_of_number(notes, spec, index, source, value, shift)
  for _, name in ipairs(keys.sorted(spec.statistics or {})) do
    local target = argument.bounded(spec, spec.statistics[name])
    notes[#notes + 1] = {
      argument = spec.name,
      index = index,
      source = "statistic " .. name,
      chance = chance_of(spec, source, shift, target),
      is_met = math.abs(math.log(value / target)) <= M.TOLERANCE,
    }
  end
end

--- Adds what is to be noted of a drawn argument; nothing where it was measured, or cannot be.
---
---@param notes Note[]
---@param spec Argument
---@param index integer  Among the arguments of the step.
---@param source Source
---@param value any      That was drawn.
---@param shift? number  That the policy added to the mean of a step.
function M.note(notes, spec, index, source, value, shift)
  if spec.kind == "number" and LAWS[source] then
    notes_of_number(notes, spec, index, source, value, shift or 0)
  elseif spec.weights and source == "random" then
    notes[#notes + 1] = {
      argument = spec.name,
      index = index,
      source = "most",
      chance = 1 / #spec.values,
      is_met = value == argument.most(spec),
    }
  end
end

--- Returns the most that chance gives for so many meetings or more.
---
---@param count integer  Of meetings.
---@param mean number    Of their number, if each is a toss of its own.
---@return number probability
function M.tail(count, mean)
  return count <= mean and 1 or math.exp(count - mean - count * math.log(count / mean))
end

local function place_of(step, note)
  local place = step.editor .. "@" .. (step.site.class or "")
  return ("%s %s=%s"):format(place, note.argument, note.source)
end

-- adds those of a winner's steps that gained to what is known of each argument and source, by their
-- place
local function gather(known, winner)
  for i, step in ipairs(winner.steps) do
    for _, note in ipairs(winner.gains[i] > 0 and step.notes or {}) do
      local place = place_of(step, note)
      local one = known[place] or { mean = 0, met = {}, note = note }
      known[place], one.mean = one, one.mean + note.chance
      one.met[#one.met + 1] = note.is_met and step or nil
    end
  end
end

-- a step whose argument is measured; in its place stands a value as it was in one of them
local function bound(step, note, value)
  local copied, words = {}, {}
  for name, field in pairs(step) do
    copied[name] = field
  end
  for word in step.source:gmatch("[^,]+") do
    words[#words + 1] = word
  end
  words[note.index] = note.source
  copied.source, copied.arguments = table.concat(words, ","), {}
  for name, given in pairs(step.arguments) do
    copied.arguments[name] = given
  end
  copied.arguments[note.argument] = value
  return copied
end

local function vein_of(place, one)
  local chains, first = {}, one.met[1].arguments[one.note.argument]
  for i, step in ipairs(one.met) do
    chains[i] = { bound(step, one.note, first) }
  end
  return { stem = "bound", places = { place }, chains = chains, tail = M.tail(#one.met, one.mean) }
end

--- Finds the arguments that winners drew as what was measured far more often than chance gives.
---
---@param winners Winner[]  Whose steps have notes.
---@return Vein[] veins     Of one step each, with that argument measured; the surest first.
function M.veins(winners)
  local known, veins = {}, {}
  for _, winner in ipairs(winners) do
    gather(known, winner)
  end
  for _, place in ipairs(keys.sorted(known)) do
    local one = known[place]
    if #one.met >= LEAST_COUNT and M.tail(#one.met, one.mean) <= M.ALPHA then
      veins[#veins + 1] = vein_of(place, one)
    end
  end
  table.sort(veins, function(a, b)
    return a.tail < b.tail or a.tail == b.tail and a.places[1] < b.places[1]
  end)
  return veins
end

return M

--- Arguments: what an editor asks for, and where a value for it comes from.
--
-- The source of a value is part of the edit, and so a choice of the policy. Numbers:
--
--   random          from the whole range, on a logarithmic scale
--   up, down        a step from the present value
--   gradient        a step down the program's own gradient
--   statistic NAME  what was measured under that name
--
-- Choices: `random`; of weighted values `statistic`, which draws by the square of the weight, and
-- `most`, the greatest weight; of plain words one source each, `=WORD`.

---@alias Source string

---@class NumberArgument
---@field name string
---@field kind "number"
---@field value? number     The present value, or a sane one.
---@field low number        Inclusive; above 0, since moves are made on a logarithmic scale.
---@field high number       Inclusive.
---@field whole? boolean    Rounded to an integer.
---@field gradient? number  d loss / d value of the parent, where it was measured.
---@field lifted? string    The lifted number that it is the value of.
---@field statistics? table<string, number> Measured values that it could take.

---@class ChoiceArgument
---@field name string
---@field kind "choice"
---@field values any[]        Plain data, at least one.
---@field weights? number[]   What was measured of each value; at least 0.

---@alias Argument NumberArgument|ChoiceArgument

---@class Draw
---@field value any
---@field mean? number   Of the move made, as log(new / present), a policy's shift left out.
---@field noise? number  The standard normal number that the move was made with.

local keys = require("hyla.keys")

local M = {}

--- The mean of a step from the present value, in log units: a factor of 2 either way.
M.STEP = 0.7

--- The spread of a step, in log units.
M.SPREAD = 0.5

--- The size of a gradient step in log units, before noise.
M.GRADIENT_STEP = 0.4

--- Draws an index with a probability in proportion to its weight.
---
---@param weights number[] at least one, none below 0
---@param rng Rng
---@return integer
function M.index(weights, rng)
  local total = 0
  for i = 1, #weights do
    total = total + weights[i]
  end
  local left = rng:uniform() * total
  for i = 1, #weights do
    left = left - weights[i]
    if left < 0 then
      return i
    end
  end
  return #weights
end

--- Returns a value within an argument's bounds, rounded where it is whole.
---
---@param argument NumberArgument
---@param value number
---@return number
function M.bounded(argument, value)
  value = math.min(math.max(value, argument.low), argument.high)
  return argument.whole and math.floor(value + 0.5) or value
end

-- a step of a whole number goes one at least
local function stepped(argument, value, sign)
  local moved = M.bounded(argument, value)
  if argument.whole and moved == argument.value then
    return M.bounded(argument, moved + sign)
  end
  return moved
end

local function step(argument, mean, noise, shift)
  local factor = math.exp(mean + shift + M.SPREAD * noise)
  local value = stepped(argument, argument.value * factor, mean > 0 and 1 or -1)
  return { value = value, mean = mean, noise = noise }
end

local NUMBER = {}

function NUMBER.random(argument, rng)
  local low, high = math.log(argument.low), math.log(argument.high)
  return { value = M.bounded(argument, math.exp(rng:uniform(low, high))) }
end

function NUMBER.up(argument, rng, shift)
  return step(argument, M.STEP, rng:normal(), shift)
end

function NUMBER.down(argument, rng, shift)
  return step(argument, -M.STEP, rng:normal(), shift)
end

-- no policy shifts it, so nothing that it learns from goes on through it
function NUMBER.gradient(argument, rng)
  local down = argument.gradient > 0 and -M.GRADIENT_STEP or M.GRADIENT_STEP
  return { value = step(argument, down, 0.25 * rng:normal(), 0).value }
end

local CHOICE = {}

function CHOICE.random(argument, rng)
  return { value = argument.values[rng:integer(#argument.values)] }
end

function CHOICE.statistic(argument, rng)
  return { value = argument.values[M.index(argument.weights, rng)] }
end

--- Returns the value of the greatest weight, the first of them.
---
---@param argument ChoiceArgument  With weights.
---@return any
function M.most(argument)
  local most = 1
  for i, weight in ipairs(argument.weights) do
    most = weight > argument.weights[most] and i or most
  end
  return argument.values[most]
end

function CHOICE.most(argument)
  return { value = M.most(argument) }
end

local DRAWS = { number = NUMBER, choice = CHOICE }

--- Returns whether a source gives what was measured.
---
---@param source Source
---@return boolean
function M.is_measured(source)
  return source == "most" or source:find("^statistic") ~= nil
end

--- Makes a choice among facts, whose statistic draws each by the square of its weight.
---
---@param name string
---@param facts { weight: number }[]
---@return ChoiceArgument
function M.telling(name, facts)
  local weights = {}
  for i, fact in ipairs(facts) do
    weights[i] = fact.weight ^ 2
  end
  return { name = name, kind = "choice", values = facts, weights = weights }
end

local function number_sources(argument)
  local sources = { "random" }
  if argument.value then
    sources = { "random", "up", "down" }
    if (argument.gradient or 0) ~= 0 then
      sources[4] = "gradient"
    end
  end
  for _, name in ipairs(keys.sorted(argument.statistics or {})) do
    sources[#sources + 1] = "statistic " .. name
  end
  return sources
end

local function are_words(values)
  for _, value in ipairs(values) do
    if type(value) ~= "string" then
      return false
    end
  end
  return true
end

--- Lists the sources that can give an argument its value, in an order that is always the same.
---
---@param argument Argument
---@return Source[]
function M.sources(argument)
  if argument.kind == "number" then
    return number_sources(argument)
  elseif argument.weights then
    return { "random", "statistic", "most" }
  elseif not are_words(argument.values) then
    return { "random" }
  end
  local sources = {}
  for i, word in ipairs(argument.values) do
    sources[i] = "=" .. word
  end
  return sources
end

--- Draws a value from one of the argument's sources.
---
---@param argument Argument
---@param source Source
---@param rng Rng
---@param shift? number what a policy adds to the mean of a step, in log units
---@return Draw
function M.draw(argument, source, rng, shift)
  local draw = DRAWS[argument.kind][source]
  if draw then
    return draw(argument, rng, shift or 0)
  elseif argument.kind == "choice" then
    return { value = source:sub(2) }
  end
  return { value = M.bounded(argument, argument.statistics[source:match("^statistic (.+)$")]) }
end

return M

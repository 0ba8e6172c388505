--- Arguments: what an editor asks for, and where a value for it comes from.
--
-- The source of a value is part of the edit. `random` draws from the whole range, `neighbour` moves
-- the present value, `gradient` takes a step down the program's own gradient, `statistic` draws by
-- what was measured on the task.

---@alias Source "random"|"neighbour"|"gradient"|"statistic"

---@class NumberArgument
---@field name string
---@field kind "number"
---@field value number      The present value.
---@field low number        Inclusive; above 0, since moves are made on a logarithmic scale.
---@field high number       Inclusive.
---@field whole? boolean    Rounded to an integer.
---@field gradient? number  d loss / d value of the parent, where it was measured.

---@class ChoiceArgument
---@field name string
---@field kind "choice"
---@field values any[]        Plain data, at least one.
---@field weights? number[]   What was measured of each value; at least 0.

---@alias Argument NumberArgument|ChoiceArgument

---@class Draw
---@field value any
---@field mean? number   Of the move made, as log(new / present); what a policy may learn.
---@field noise? number  The standard normal number that the move was made with.

local M = {}

--- The spread of a neighbour's move, in log units: a factor of about 1.8 either way.
M.NEIGHBOUR_SPREAD = 0.6

--- The size of a gradient step in log units, before noise.
M.GRADIENT_STEP = 0.4

--- Draws an index with a probability in proportion to its weight.
---
---@param weights number[] at least one, none below 0
---@param rng Rng
---@return integer
function M.index(weights, rng)
  local total = 0
  for _, weight in ipairs(weights) do
    total = total + weight
  end
  local left = rng:uniform() * total
  for i, weight in ipairs(weights) do
    left = left - weight
    if left < 0 then
      return i
    end
  end
  return #weights
end

local function bounded(argument, value)
  value = math.min(math.max(value, argument.low), argument.high)
  return argument.whole and math.floor(value + 0.5) or value
end

local function move(argument, mean, noise)
  local value = argument.value * math.exp(mean + M.NEIGHBOUR_SPREAD * noise)
  return { value = bounded(argument, value), mean = mean, noise = noise }
end

local NUMBER = {}

function NUMBER.random(argument, rng)
  local low, high = math.log(argument.low), math.log(argument.high)
  return { value = bounded(argument, math.exp(rng:uniform(low, high))) }
end

function NUMBER.neighbour(argument, rng, shift)
  return move(argument, shift, rng:normal())
end

function NUMBER.gradient(argument, rng)
  local down = argument.gradient > 0 and -M.GRADIENT_STEP or M.GRADIENT_STEP
  return move(argument, down, 0.25 * rng:normal())
end

local CHOICE = {}

function CHOICE.random(argument, rng)
  return { value = argument.values[rng:integer(#argument.values)] }
end

function CHOICE.statistic(argument, rng)
  return { value = argument.values[M.index(argument.weights, rng)] }
end

local DRAWS = { number = NUMBER, choice = CHOICE }

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

--- Tells whether a source can give this argument a value.
---
---@param argument Argument
---@param source Source
---@return boolean
function M.offers(argument, source)
  if source == "gradient" then
    return argument.kind == "number" and (argument.gradient or 0) ~= 0
  end
  if source == "statistic" then
    return argument.kind == "choice" and argument.weights ~= nil
  end
  return DRAWS[argument.kind][source] ~= nil
end

--- Draws a value. Where the source does not offer one, the value is drawn at random.
---
---@param argument Argument
---@param source Source
---@param rng Rng
---@param shift number the mean of a neighbour's move, in log units
---@return Draw
function M.draw(argument, source, rng, shift)
  if not M.offers(argument, source) then
    source = "random"
  end
  return DRAWS[argument.kind][source](argument, rng, shift)
end

return M

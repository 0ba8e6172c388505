--- Reward shaping: for states of a mass on a hilly line, tell numbers that make a short-sighted
--- controller reach the goal.

local control = require("examples.reward_shaping.control")
local generated = require("hyla.generated")
local grid = require("examples.reward_shaping.grid")
local masses = require("examples.reward_shaping.mass")
local smoothers = require("examples.reward_shaping.smoother")

local M = {}

---@type table<string, Option>
M.options = generated.options({})

--- What optimal values are worth in a trial beside none at all, in rewards; masses that hardly need
--- them are not drawn.
local LEAST_GAIN = 3

-- a step of this sequence and that of its square fill the square evenly (Roberts 2018)
local PLASTIC = 1.3247179572447460

-- states that lie evenly, wherever they start: the index-th of a split
local function state_of(shift, place)
  local position = (shift[place.split][1] + place.index / PLASTIC) % 1
  local speed = (shift[place.split][2] + place.index / PLASTIC ^ 2) % 1
  return 2 * position - 1, 2 * speed - 1
end

local function shifts(rng)
  local shift = {}
  for _, split in ipairs({ "train", "validation", "test" }) do
    shift[split] = { rng:uniform(), rng:uniform() }
  end
  return shift
end

-- a mass whose controller needs help, and what its returns are without any and with the best
local function drawn_mass(rng)
  local one, level = {}, grid.filled(0)
  repeat
    one.mass, one.starts = masses.draw(rng), control.starts(rng)
    one.best = control.optimal_values(one.mass)
    one.least = control.mean_return(one.mass, level, one.starts)
    one.most = control.mean_return(one.mass, one.best, one.starts)
  until one.most - one.least > LEAST_GAIN
  return one
end

local function instance_of(rng)
  local instance = drawn_mass(rng)
  local shift = shifts(rng)
  instance.smoothers = setmetatable({}, { __mode = "k" })
  function instance.case(draws, place)
    local position, speed = state_of(shift, place)
    local input = { position = position, speed = speed }
    if place.split == "train" then
      return input, control.poor_return(instance.mass, position, speed, draws)
    end
    return input, grid.at(instance.best, grid.cell(position, speed))
  end
  return instance
end

-- what spreads answers to these cases over the grid: the same for all answers
local function smoother_of(instance, cases)
  local smoother = instance.smoothers[cases]
  if not smoother then
    local states = {}
    for i, case in ipairs(cases) do
      states[i] = { case.input.position, case.input.speed }
    end
    smoother = smoothers.new(states)
    instance.smoothers[cases] = smoother
  end
  return smoother
end

-- only differences of potentials move a controller: the first answer becomes 0
local function levelled(answers, count)
  local values, first = {}, answers[1] or 0
  for i = 1, count do
    values[i] = (answers[i] or 0) - first
  end
  return values
end

-- 0 for a return like that without shaping, 1 for one like that with the optimal values of the grid
local function measure(instance, answers, cases)
  local potential = smoothers.spread(smoother_of(instance, cases), levelled(answers, #cases))
  local reached = control.mean_return(instance.mass, potential, instance.starts)
  local worth = (reached - instance.least) / (instance.most - instance.least)
  return math.min(math.max(worth, -1), 1)
end

--- Opens the task; nothing is drawn yet.
---
---@param options table        As declared in `M.options`, defaults filled in.
---@param context TaskContext
---@return GeneratedTask
function M.open(options, context)
  return generated.open({
    name = "reward_shaping",
    schema = {
      fields = { { name = "position", kind = "number" }, { name = "speed", kind = "number" } },
      answers = "number",
    },
    instance = instance_of,
    measure = measure,
  }, options, context)
end

return M

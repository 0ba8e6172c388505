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

-- a mass, its optimal values, and starts from which knowing them helps
local function drawn_mass(rng)
  local level = grid.filled(0)
  local mass, best, starts, gain
  repeat
    mass, starts = masses.draw(rng), control.starts(rng)
    best = control.optimal_values(mass)
    gain = control.mean_return(mass, best, starts) - control.mean_return(mass, level, starts)
  until gain > LEAST_GAIN
  return mass, best, starts
end

local function instance_of(rng)
  local mass, best, starts = drawn_mass(rng)
  local shift = shifts(rng)
  return {
    mass = mass,
    best = best,
    starts = starts,
    trials = setmetatable({}, { __mode = "k" }),
    case = function(draws, place)
      local position, speed = state_of(shift, place)
      local answer
      if place.split == "train" then
        answer = control.poor_return(mass, position, speed, draws)
      else
        answer = grid.at(best, grid.cell(position, speed))
      end
      return { position = position, speed = speed }, answer
    end,
  }
end

-- the return of a controller that is given values at the states of some cases
local function return_of(instance, smoother, values)
  local potential = smoothers.spread(smoother, values)
  return control.mean_return(instance.mass, potential, instance.starts)
end

-- what is the same for all answers to the same cases
local function trial_of(instance, cases)
  local trial = instance.trials[cases]
  if not trial then
    local states, level, right = {}, {}, {}
    for i, case in ipairs(cases) do
      states[i] = { case.input.position, case.input.speed }
      level[i], right[i] = 0, case.answer
    end
    local smoother = smoothers.new(states)
    trial = {
      smoother = smoother,
      least = return_of(instance, smoother, level),
      most = return_of(instance, smoother, right),
    }
    instance.trials[cases] = trial
  end
  return trial
end

-- only differences of potentials move a controller: the first answer becomes 0
local function levelled(answers, count)
  local values, first = {}, answers[1] or 0
  for i = 1, count do
    values[i] = (answers[i] or 0) - first
  end
  return values
end

-- 0 for a return like that without shaping, 1 for one like that with optimal values
local function measure(instance, answers, cases)
  local trial = trial_of(instance, cases)
  local reached = return_of(instance, trial.smoother, levelled(answers, #cases))
  return math.min(math.max((reached - trial.least) / (trial.most - trial.least), -1), 1)
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

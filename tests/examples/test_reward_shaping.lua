--- examples/reward_shaping/task.lua

local check = require("tests.support.check")
local control = require("examples.reward_shaping.control")
local family = require("tests.examples.family")
local grid = require("examples.reward_shaping.grid")
local masses = require("examples.reward_shaping.mass")
local random = require("hyla.rng")
local reference = require("tests.examples.reference")
local smoothers = require("examples.reward_shaping.smoother")

local T = {}

local MODULE = "examples.reward_shaping.task"

family.add(T, MODULE, { masses = {} }, {
  -- states lie evenly, so that one tells where the next one is
  tells_nothing_by_its_order = true,
  -- the optimal values of some states are not those of all
  measures_true_answers_one_and_constant_ones_nought = true,
})

-- a plane over the states of cases, or over the nodes of a grid
local function plane(position, speed)
  return 3 + 2 * position - speed
end

local function answers_of(cases)
  local answers = {}
  for i, case in ipairs(cases) do
    answers[i] = case.answer
  end
  return answers
end

function T.a_wall_takes_all_speed()
  local mass = { goal = 0, drag = 0, push = 0.2, hill = 0, phase = 0 }
  local position, speed = masses.step(mass, 0.95, 1, 1)
  check.equal(position, 1)
  check.equal(speed, 0)
end

function T.a_step_at_the_goal_and_at_rest_is_worth_most()
  local mass = { goal = 0.3 }
  check.equal(masses.reward(mass, 0.3, 0, 0), 1)
  check.truthy(masses.reward(mass, 0.3, 0, 1) < 1)
  check.truthy(masses.reward(mass, 0.3, 0.3, 0) < 1)
  check.truthy(masses.reward(mass, 0.5, 0, 0) < 0.5)
end

function T.a_grid_holds_planes()
  local values = {}
  for node = 1, grid.size do
    values[node] = plane(grid.state(node))
  end
  for _, state in ipairs({ { -1, -1 }, { 1, 1 }, { 0.123, -0.77 } }) do
    local value = grid.at(values, grid.cell(state[1], state[2]))
    check.near(value, plane(state[1], state[2]))
  end
end

function T.a_smoother_gives_constants_back_and_almost_planes()
  local states, level, tilted, rng = {}, {}, {}, random.new(1)
  for i = 1, 60 do
    states[i] = { rng:uniform(-1, 1), rng:uniform(-1, 1) }
    level[i], tilted[i] = 5, plane(states[i][1], states[i][2])
  end
  local smoother = smoothers.new(states)
  local same, slope = smoothers.spread(smoother, level), smoothers.spread(smoother, tilted)
  for node = 1, grid.size do
    check.near(same[node], 5, 1e-6)
    check.near(slope[node], plane(grid.state(node)), 0.2)
  end
end

function T.no_step_promises_more_than_the_optimal_value()
  local mass = masses.draw(random.new(1))
  local values = control.optimal_values(mass)
  for node = 1, grid.size do
    local best = -math.huge
    for _, action in ipairs(masses.actions) do
      local position, speed = grid.state(node)
      position, speed = masses.step(mass, position, speed, action)
      local later = grid.at(values, grid.cell(position, speed))
      local reward = masses.reward(mass, position, speed, action)
      best = math.max(best, reward + control.discount * later)
    end
    check.near(values[node], best, 0.05)
  end
end

function T.a_constant_is_worth_nothing()
  local task = reference.task(MODULE, {}, 1)
  local cases, answers = task:cases("validation"), {}
  for i = 1, #cases do
    answers[i] = 12.34
  end
  check.equal(task:measure(answers, cases), 0)
end

function T.optimal_values_at_the_shown_states_lead_almost_as_well_as_everywhere()
  local sum = 0
  for seed = 1, 20 do
    local task = reference.task(MODULE, {}, seed)
    local cases = task:cases("test")
    sum = sum + task:measure(answers_of(cases), cases)
  end
  check.truthy(sum / 20 > 0.85)
end

function T.a_potential_that_leads_away_is_worth_less_than_none()
  local task = reference.task(MODULE, {}, 1)
  local cases, away = task:cases("validation"), {}
  for i, case in ipairs(cases) do
    away[i] = 10 * math.abs(case.input.position - task.instance.mass.goal)
  end
  check.truthy(task:measure(away, cases) < 0)
end

function T.what_is_added_to_all_answers_changes_nothing()
  local task = reference.task(MODULE, {}, 2)
  local cases = task:cases("validation")
  local answers = answers_of(cases)
  local worth = task:measure(answers, cases)
  for i = 1, #answers do
    answers[i] = answers[i] + 64
  end
  check.near(task:measure(answers, cases), worth)
end

function T.wild_and_missing_answers_have_a_finite_worth()
  local task = reference.task(MODULE, {}, 3)
  local cases = task:cases("validation")
  for _, answer in ipairs({ 1e308, -1e308 }) do
    local worth = task:measure({ answer, nil, 1 }, cases)
    check.truthy(worth >= -1 and worth <= 1)
  end
end

function T.the_training_answers_are_no_optimal_values()
  local task = reference.task(MODULE, {}, 4)
  for _, case in ipairs(task:cases("train")) do
    local cell, along, up = grid.cell(case.input.position, case.input.speed)
    check.truthy(case.answer < grid.at(task.instance.best, cell, along, up))
  end
end

function T.the_right_idea_pays()
  family.check_levels("reward_shaping")
end

return T

--- Control: the best that can be done with a mass, and what a controller that looks one step ahead
--- does when a potential shapes its reward.

local grid = require("examples.reward_shaping.grid")
local masses = require("examples.reward_shaping.mass")

local M = {}

--- What a reward of the next step counts for beside one of this step.
M.discount = 0.95

local SWEEPS = 80   -- 0.95^80 is 0.017, and in place they reach further
local STEPS = 30    -- of a trial
local STARTS = 16   -- trials
local FLIGHTS = 6   -- of the poor pilot from each state
local SENSE = 0.2   -- share of the steps in which the poor pilot heads for the goal

-- for each node and action: the reward, and the cell that the step leads to
local function outcomes_of(mass)
  local outcomes = {}
  for node = 1, grid.size do
    for _, action in ipairs(masses.actions) do
      local position, speed = grid.state(node)
      position, speed = masses.step(mass, position, speed, action)
      local cell, along, up = grid.cell(position, speed)
      outcomes[#outcomes + 1] = {
        reward = masses.reward(mass, position, speed, action),
        cell = cell,
        along = along,
        up = up,
      }
    end
  end
  return outcomes
end

--- Returns the optimal value of every node of a grid, by value iteration (Bellman 1957).
---
---@param mass Mass
---@return number[] values
function M.optimal_values(mass)
  local outcomes, count = outcomes_of(mass), #masses.actions
  local values = grid.filled(0)
  for _ = 1, SWEEPS do
    -- in place: what is newer is nearer (Gauss and Seidel)
    for node = 1, grid.size do
      local best = -math.huge
      for i = (node - 1) * count + 1, node * count do
        local one = outcomes[i]
        local value = one.reward + M.discount * grid.at(values, one.cell, one.along, one.up)
        best = value > best and value or best
      end
      values[node] = best
    end
  end
  return values
end

-- the action that promises most in one step: its reward and the potential it leads to
local function choice(mass, potential, position, speed)
  local best, most = 0, -math.huge
  for i = 1, #masses.actions do
    local action = masses.actions[i]
    local p, v = masses.step(mass, position, speed, action)
    local promise = masses.reward(mass, p, v, action)
      + M.discount * grid.at(potential, grid.cell(p, v))
    if promise > most then
      best, most = action, promise
    end
  end
  return best
end

--- Draws the states that trials start from, at rest.
---
---@param rng userdata
---@return number[] positions
function M.starts(rng)
  local positions, shift = {}, rng:uniform()
  for i = 1, STARTS do
    positions[i] = 2 * (i - 1 + shift) / STARTS - 1
  end
  return positions
end

--- Returns the mean discounted return of a controller that looks one step ahead and takes for what
--- comes later the potential. Its shaped reward is r + discount * potential(next) - potential(now)
--- (Ng, Harada and Russell 1999); what is counted is r.
---
---@param mass Mass
---@param potential number[] On a grid.
---@param starts number[]
---@return number
function M.mean_return(mass, potential, starts)
  local sum = 0
  for i = 1, #starts do
    local position, speed, weight = starts[i], 0, 1
    for _ = 1, STEPS do
      local action = choice(mass, potential, position, speed)
      position, speed = masses.step(mass, position, speed, action)
      sum = sum + weight * masses.reward(mass, position, speed, action)
      weight = weight * M.discount
    end
  end
  return sum / #starts
end

-- the discounted return of one flight of the poor pilot
local function flight(mass, position, speed, draws)
  local sum, weight = 0, 1
  for _ = 1, STEPS do
    local action = masses.actions[draws:integer(#masses.actions)]
    if draws:uniform() < SENSE then
      action = position < mass.goal and 1 or -1
    end
    position, speed = masses.step(mass, position, speed, action)
    sum = sum + weight * masses.reward(mass, position, speed, action)
    weight = weight * M.discount
  end
  return sum
end

--- Returns the mean discounted return of a few flights of a poor pilot from a state, who pushes
--- towards the goal now and then and else as it comes.
---
---@param mass Mass
---@param position number
---@param speed number
---@param draws userdata
---@return number
function M.poor_return(mass, position, speed, draws)
  local sum = 0
  for _ = 1, FLIGHTS do
    sum = sum + flight(mass, position, speed, draws)
  end
  return sum / FLIGHTS
end

return M

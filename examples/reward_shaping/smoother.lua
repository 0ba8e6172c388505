--- Smoothers: from values at scattered states to values on a grid, by local lines.
--
-- At each node a plane is fitted to the values around it (Cleveland 1979). The result is linear in
-- the values, so that a smoother is a matrix which is made once for the states.

local grid = require("examples.reward_shaping.grid")

---@class Smoother
---@field [integer] number[] For each node: a weight per state.

local M = {}

--- The reach of a fit, in mean distances between states.
local REACH = 0.7

--- Holds a plane level where states are few.
local RIDGE = 1e-3

-- sums over states of kernel weights times 1, x, y, xx, xy, yy, seen from a node
local function moments(states, position, speed, reach, kernel)
  local s, sx, sy, sxx, sxy, syy = 0, 0, 0, 0, 0, 0
  for i = 1, #states do
    local x, y = (states[i][1] - position) / reach, (states[i][2] - speed) / reach
    local weight = math.exp(-0.5 * (x * x + y * y))
    kernel[i] = { weight, x, y }
    s, sx, sy = s + weight, sx + weight * x, sy + weight * y
    sxx, sxy, syy = sxx + weight * x * x, sxy + weight * x * y, syy + weight * y * y
  end
  return s, sx, sy, sxx + RIDGE, sxy, syy + RIDGE
end

-- the weights of the states in the fitted plane's height at a node: the first row of the inverse of
-- the moments, by cofactors, times the terms of each state
local function weights_at(states, position, speed, reach)
  local kernel, weights = {}, {}
  local s, sx, sy, sxx, sxy, syy = moments(states, position, speed, reach, kernel)
  local one, two, three = sxx * syy - sxy * sxy, sxy * sy - sx * syy, sx * sxy - sxx * sy
  local determinant = s * one + sx * two + sy * three
  for i = 1, #states do
    local k = kernel[i]
    weights[i] = k[1] * (one + two * k[2] + three * k[3]) / determinant
  end
  return weights
end

--- Returns the smoother of some states.
---
---@param states number[][] Each a position and a speed from -1 to 1.
---@return Smoother
function M.new(states)
  local smoother = {}
  local reach = REACH * math.sqrt(4 / #states)
  for node = 1, grid.size do
    local position, speed = grid.state(node)
    smoother[node] = weights_at(states, position, speed, reach)
  end
  return smoother
end

--- Returns the values on the grid.
---
---@param smoother Smoother
---@param values number[] One per state.
---@return number[]
function M.spread(smoother, values)
  local spread, count = {}, #values
  for node = 1, grid.size do
    local weights, sum = smoother[node], 0
    for i = 1, count do
      sum = sum + weights[i] * values[i]
    end
    spread[node] = sum
  end
  return spread
end

return M

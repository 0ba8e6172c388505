--- Masses: points on a hilly line that are pushed left or right, one step after the other.
--
-- A state is a position and a speed, both from -1 to 1. What is drawn of a mass is where its goal
-- lies, the hills, the drag and the strength of the push.

---@class Mass
---@field goal number
---@field drag number    Share of the speed that is lost in a step.
---@field push number    Speed that a step of pushing adds.
---@field hill number    Speed that the steepest slope adds in a step.
---@field phase number   Where the hills are.

local M = {}

--- What a mass can be asked to do in a step: to push left, not at all, or right.
M.actions = { -1, 0, 1 }

local PACE = 0.25               -- positions passed in a step at speed 1
local HILLS = math.pi     -- radians of hill per position
local REACH, CALM = 0.12, 0.35  -- how near and how slow is near the goal
local EFFORT = 0.05             -- cost of a step of pushing

--- Draws a mass. The hills are always weaker than the push.
---
---@param rng userdata
---@return Mass
function M.draw(rng)
  local push = rng:uniform(0.12, 0.2)
  return {
    goal = rng:uniform(-0.4, 0.4),
    drag = rng:uniform(0.05, 0.2),
    push = push,
    hill = push * rng:uniform(0.2, 0.8),
    phase = rng:uniform(0, 2 * math.pi),
  }
end

--- Returns the state one step later. A wall at either end takes all speed.
---
---@param mass Mass
---@param position number
---@param speed number
---@param action number One of `M.actions`.
---@return number position
---@return number speed
function M.step(mass, position, speed, action)
  speed = (1 - mass.drag) * speed + mass.push * action
    - mass.hill * math.sin(HILLS * position + mass.phase)
  speed = math.min(math.max(speed, -1), 1)
  position = position + PACE * speed
  if position < -1 or position > 1 then
    return math.min(math.max(position, -1), 1), 0
  end
  return position, speed
end

--- Returns what a step is worth that ended in a state: up to 1 at the goal and at rest.
---
---@param mass Mass
---@param position number
---@param speed number
---@param action number
---@return number reward
function M.reward(mass, position, speed, action)
  local away, haste = (position - mass.goal) / REACH, speed / CALM
  return math.exp(-0.5 * (away * away + haste * haste)) - EFFORT * math.abs(action)
end

return M

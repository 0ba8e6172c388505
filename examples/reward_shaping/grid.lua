--- Grids: functions of position and speed, known at nodes and taken to be bilinear between them.
--
-- Values are lists [positions * speeds], the speeds of one position after the other.

local M = {}

local POSITIONS, SPEEDS = 21, 13

--- How many nodes a grid has.
M.size = POSITIONS * SPEEDS

--- Returns the same value for every node.
---
---@param value number
---@return number[] values
function M.filled(value)
  local values = {}
  for node = 1, M.size do
    values[node] = value
  end
  return values
end

--- Returns the position and the speed of a node.
---
---@param node integer From 1 to `M.size`.
---@return number position
---@return number speed
function M.state(node)
  local row = math.floor((node - 1) / SPEEDS)
  return 2 * row / (POSITIONS - 1) - 1, 2 * (node - 1 - row * SPEEDS) / (SPEEDS - 1) - 1
end

-- the lower of the two nodes around a coordinate, counted from 0, and how far it is to the upper
local function place(coordinate, count)
  local x = (coordinate + 1) / 2 * (count - 1)
  local lower = math.min(math.max(math.floor(x), 0), count - 2)
  return lower, x - lower
end

--- Returns the first of the four nodes around a state, and the state's place between them.
---
---@param position number From -1 to 1.
---@param speed number    From -1 to 1.
---@return integer node
---@return number along   0 to 1: how far to the next position.
---@return number up      0 to 1: how far to the next speed.
function M.cell(position, speed)
  local row, along = place(position, POSITIONS)
  local column, up = place(speed, SPEEDS)
  return row * SPEEDS + column + 1, along, up
end

--- Returns the value at a place in a cell.
---
---@param values number[]
---@param node integer
---@param along number
---@param up number
---@return number value
function M.at(values, node, along, up)
  local near = values[node] + up * (values[node + 1] - values[node])
  local far = values[node + SPEEDS] + up * (values[node + SPEEDS + 1] - values[node + SPEEDS])
  return near + along * (far - near)
end

return M

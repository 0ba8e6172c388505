--- Shifts: what a policy adds to the mean of a step of a number, learned by the path of the loss.
--
-- A step of a lifted number to x = present exp(mean + shift + spread noise) is taken down, in the
-- trace of its edit; the worker's d loss / d x then gives d loss / d shift by the chain rule
-- (hyla.game.pathwise). It is unbiased for the loss of the agent itself, which is not the score.
-- Only its sign is sure to mean the same in all tasks, so each step moves a shift by the same rate.

local argument = require("hyla.argument")
local pathwise = require("hyla.game.pathwise")
local tensor = require("hyla.tensor")

local M = {}

--- How far a slope moves a shift, and the farthest that it goes, in log units.
local RATE, MOST = 0.1, 1

---@class Move              A step of a lifted number, as a trace keeps it.
---@field action string
---@field mean number       Of the move, the shift left out.
---@field shift? number     That was added; none is 0.
---@field noise number
---@field lifted string
---@field present number

---@class Slope
---@field action string
---@field slope number      d loss / d shift.

--- Returns the moves of an edit.
---
---@param steps Step[]
---@param draws Draw[][]  Of each step.
---@param shifts table<string, number>  By action, as they were when the steps were made.
---@return Move[]
function M.moves(steps, draws, shifts)
  local moves = {}
  for i, step in ipairs(steps) do
    for _, drawn in ipairs(draws[i]) do
      moves[#moves + 1] = {
        action = step.action,
        mean = drawn.mean,
        shift = shifts[step.action],
        noise = drawn.noise,
        lifted = drawn.lifted,
        present = drawn.present,
      }
    end
  end
  return moves
end

local function slope_of(move, slope)
  local mean = tensor.tensor({ move.mean + (move.shift or 0) }, "f64"):requires_grad()
  local value = pathwise.move({ move.present }, mean, argument.SPREAD, { move.noise })
  return pathwise.surrogate(value, { slope }):grad({ mean })[1]:item()
end

--- Returns d loss / d shift of each move, through the number to the loss; 0 where no gradient came.
---
---@param moves Move[]
---@param gradient table<string, number>  d loss / d number of the program that was made.
---@return Slope[]
function M.slopes(moves, gradient)
  local slopes = {}
  for i, move in ipairs(moves) do
    local slope = gradient[move.lifted] or 0
    slopes[i] = { action = move.action, slope = slope ~= 0 and slope_of(move, slope) or 0 }
  end
  return slopes
end

--- Moves shifts down the slopes of the loss.
---
---@param shifts table<string, number>  By action; it is changed.
---@param slopes Slope[]
function M.learn(shifts, slopes)
  for _, one in ipairs(slopes) do
    if one.slope ~= 0 then
      local shift = (shifts[one.action] or 0) - RATE * (one.slope > 0 and 1 or -1)
      shifts[one.action] = math.max(-MOST, math.min(shift, MOST))
    end
  end
end

return M

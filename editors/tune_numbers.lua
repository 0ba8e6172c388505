--- Moves all lifted numbers at once, one step down the gradient that the program's run brought.
--
-- Each moves on a logarithmic scale, by its share of the steepest slope: a step of 0.5 moves the
-- steepest number by a factor of 1.65 and the others less. The source stays as it is.

local keys = require("hyla.keys")

local M = { name = "tune_numbers", parts = { "agent" } }

-- what a first step of hypergradient descent was best at, halved by the tenth
local STEP = 0.5

-- d loss / d log number by name, and the greatest size of any
local function slopes_of(context)
  local slopes, steepest = {}, 0
  for _, name in ipairs(keys.sorted(context.numbers)) do
    local slope = context.numbers[name] * (context.gradient[name] or 0)
    if context.numbers[name] > 0 and slope ~= 0 and math.abs(slope) < math.huge then
      slopes[name], steepest = slope, math.max(steepest, math.abs(slope))
    end
  end
  return slopes, steepest
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(_, context)
  local _, steepest = slopes_of(context)
  return steepest > 0 and { { path = "", label = "lifted numbers", class = "" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return { { name = "step", kind = "number", value = STEP, low = 0.05, high = 2 } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, _, arguments, context)
  local slopes, steepest = slopes_of(context)
  local numbers = {}
  for name, slope in pairs(slopes) do
    local factor = math.exp(-arguments.step * slope / steepest)
    numbers[name] = context.numbers[name] * factor
  end
  return { tree = tree, numbers = numbers }
end

return M

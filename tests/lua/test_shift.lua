--- lua/hyla/shift.lua

local argument = require("hyla.argument")
local check = require("tests.support.check")
local random = require("hyla.rng")
local shift = require("hyla.shift")

local SPEC = { name = "x", kind = "number", value = 0.5, low = 1e-3, high = 1e3, lifted = "n1" }

-- a step up of the number with the same noise, at a shift
local function draw(added)
  return argument.draw(SPEC, "up", random.new(3), added)
end

local function moves(added)
  local drawn = draw(added)
  drawn.lifted, drawn.present = SPEC.lifted, SPEC.value
  return shift.moves({ { action = "a" } }, { { drawn } }, { a = added })
end

-- a loss of the number, and its slope
local function loss(x)
  return (math.log(x) - 1) ^ 2
end

local function slope(x)
  return 2 * (math.log(x) - 1) / x
end

local T = {}

function T.the_slope_is_that_of_the_loss_by_the_shift()
  local x, h = draw(0.2).value, 1e-5
  local found = shift.slopes(moves(0.2), { n1 = slope(x) })
  local difference = (loss(draw(0.2 + h).value) - loss(draw(0.2 - h).value)) / (2 * h)
  check.equal(found[1].action, "a")
  check.near(found[1].slope, difference, 1e-6)
end

function T.without_a_gradient_there_is_no_slope_and_nothing_is_learned()
  local found, shifts = shift.slopes(moves(0), {}), {}
  check.equal(found[1].slope, 0)
  shift.learn(shifts, found)
  check.equal(shifts.a, nil)
end

-- the mean of log x goes to where the loss is least
function T.a_shift_goes_down_the_loss_until_it_rises_and_never_too_far()
  local shifts = {}
  for _ = 1, 40 do
    local x = draw(shifts.a).value
    shift.learn(shifts, shift.slopes(moves(shifts.a), { n1 = slope(x) }))
  end
  check.truthy(math.abs(math.log(draw(shifts.a).value) - 1) < 0.11)
  for _ = 1, 40 do
    shift.learn(shifts, { { action = "a", slope = 1 } })
  end
  check.equal(shifts.a, -1)
end

return T

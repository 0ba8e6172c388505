--- lua/hyla/game/batch.lua

local batch = require("hyla.game.batch")
local check = require("tests.support.check")
local tensor = require("hyla.tensor")

local T = {}

function T.constants_are_not_recorded_and_have_the_type_asked_for()
  local leaf = tensor.tensor({ 1, 2 }):requires_grad()
  check.falsy(batch.constant(leaf * 2, "f64"):is_recorded())
  check.prints(batch.constant(leaf, "f64"), "[1 2] dtype=f64")
  check.prints(batch.constant({ { 1, 2 } }, "f32"), "[[1 2]]")
end

function T.without_weights_the_average_is_the_mean()
  local values = tensor.tensor({ 1, 2, 6 })
  check.near(batch.average(values):item(), 3)
  check.near(batch.average(values, { 1, 0, 0.5 }):item(), 4)
end

return T

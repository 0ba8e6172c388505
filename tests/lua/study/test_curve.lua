--- lua/hyla/study/curve.lua

local check = require("tests.support.check")
local curves = require("hyla.study.curve")

local T = {}

function T.only_steps_are_kept()
  local curve = curves.of({ 0, 0, 0.25, 0.25, 0.125 })
  check.equal(table.concat(curve.k, " "), "0 2 4")
  check.equal(table.concat(curve.imp, " "), "0 0.25 0.125")
  check.equal(curve.last, 4)
end

function T.every_value_comes_back()
  local values = { 0, 0, 0.25, 0.25, 0.125 }
  local curve = curves.of(values)
  for k = 0, 4 do
    check.equal(curves.at(curve, k), values[k + 1])
  end
end

function T.nothing_is_known_beyond_the_end()
  check.equal(curves.at(curves.of({ 0, 1 }), 2), nil)
  check.equal(curves.at(curves.of({ 0, 1 }), -1), nil)
  check.equal(curves.area(curves.of({ 0, 1 }), 2), nil)
end

function T.the_area_is_the_mean_from_one_on()
  local curve = curves.of({ 8, 0, 0.25, 0.25, 0.125 })
  check.equal(curves.area(curve, 4), 0.15625)
  check.equal(curves.area(curve, 2), 0.125)
  check.equal(curves.area(curve, 1), 0)
end

return T

--- lua/hyla/repl/curves.lua

local check = require("tests.support.check")
local curves = require("hyla.repl.curves")
local t = require("hyla.tensor")

local T = {}

local function text(...)
  local parts = {}
  for i, curve in ipairs(curves.of({ n = select("#", ...), ... })) do
    local points = {}
    for k, point in ipairs(curve) do
      points[k] = ("%g,%g"):format(point.x, point.y)
    end
    parts[i] = table.concat(points, " ")
  end
  return table.concat(parts, " | ")
end

function T.lists_tensors_and_rows_are_curves()
  check.equal(text({ 4, 5 }), "1,4 2,5")
  check.equal(text({ 4, 5 }, { 6 }), "1,4 2,5 | 1,6")
  check.equal(text(t.tensor({ 4, 5 })), "1,4 2,5")
  check.equal(text(t.tensor({ { 1, 2 }, { 3, 4 } })), "1,1 2,2 | 1,3 2,4")
  check.equal(text({ t.tensor({ 1 }), { 2 } }), "1,1 | 1,2")
end

function T.positions_may_be_given_and_are_put_in_order()
  check.equal(text({ x = { 3, 1 }, y = t.tensor({ 30, 10 }) }), "1,10 3,30")
end

function T.what_has_no_place_is_left_out()
  check.equal(text({ 1, 0 / 0, math.huge, 4 }), "1,1 4,4")
end

function T.a_function_is_sampled()
  local curve = curves.of({ n = 3, math.abs, -2, 2 })[1]
  check.equal(#curve, 201)
  check.equal(curve[1].y, 2)
  check.near(curve[101].y, 0, 1e-12)
end

function T.what_cannot_be_drawn_is_told()
  check.fails("wanted numbers, got string", curves.of, { n = 1, "x" })
  check.fails("none that can be drawn", curves.of, { n = 1, {} })
end

function T.a_range_is_never_empty()
  local low, high = curves.range({ { { x = 1, y = 4 } } }, "y")
  check.equal(low, 2)
  check.equal(high, 6)
end

return T

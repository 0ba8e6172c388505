--- lua/hyla/chart/spread.lua

local check = require("tests.support.check")
local spread = require("hyla.chart.spread")

local T = {}

local function texts(wishes, gap)
  return table.concat(spread.of(wishes, gap), " ")
end

function T.what_has_room_stays()
  check.equal(texts({ 0, 20, 50 }, 10), "0 20 50")
  check.equal(texts({}, 10), "")
end

function T.what_overlaps_moves_apart_by_the_same()
  check.equal(texts({ 10, 12 }, 10), "6 16")
  check.equal(texts({ 10, 10, 10 }, 10), "0 10 20")
end

function T.groups_that_meet_are_joined()
  check.equal(texts({ 0, 2, 11, 100 }, 10), "-5.6666666666667 4.3333333333333 14.333333333333 100")
end

return T

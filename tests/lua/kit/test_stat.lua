--- lua/hyla/kit/stat.lua

local check = require("tests.support.check")
local stat = require("hyla.kit.stat")

local T = {}

function T.an_empty_list_gives_zero_everywhere()
  for _, name in ipairs({ "count", "sum", "mean", "spread", "least", "greatest", "median" }) do
    check.equal(stat[name]({}), 0)
  end
end

function T.weights_move_the_mean()
  check.equal(stat.mean({ 1, 4 }), 2.5)
  check.equal(stat.mean({ 1, 4 }, { 3, 0 }), 1)
  check.equal(stat.mean({ 1, 4 }, { 0, 0 }), 0)
end

function T.lists_may_be_long()
  local values = {}
  for i = 1, 100000 do
    values[i] = (i * 7919) % 100000
  end
  check.equal(stat.least(values), 0)
  check.equal(stat.greatest(values), 99999)
  check.equal(stat.median(values), 49999.5)
end

function T.the_median_lies_in_the_middle()
  check.equal(stat.median({ 9, 1, 5 }), 5)
  check.equal(stat.median({ 9, 1, 5, 6 }), 5.5)
  check.equal(stat.median({ 7 }), 7)
end

function T.a_scale_brings_columns_to_mean_zero_and_spread_one()
  local rows = { { 1, 10, 5 }, { 3, 30, 5 } }
  local scale = stat.scale(rows)
  local row = stat.rescale(rows[1], scale)
  check.equal(row[1], -1)
  check.equal(row[2], -1)
end

function T.a_constant_column_stays_as_it_is()
  local scale = stat.scale({ { 1, 5 }, { 3, 5 } })
  check.equal(stat.rescale({ 1, 5 }, scale)[2], 5)
end

return T

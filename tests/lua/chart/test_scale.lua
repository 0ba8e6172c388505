--- lua/hyla/chart/scale.lua

local check = require("tests.support.check")
local scales = require("hyla.chart.scale")

local T = {}

local function texts(scale)
  local list = {}
  for i, tick in ipairs(scale.ticks) do
    list[i] = tick.text
  end
  return table.concat(list, " ")
end

function T.an_even_scale_has_round_ticks()
  check.equal(texts(scales.even(0, 0.37, 0, 100)), "0 0.1 0.2 0.3")
  check.equal(texts(scales.even(0, 0.37, 0, 100, { widen = true })), "0 0.1 0.2 0.3 0.4")
  check.equal(texts(scales.even(-3, 7, 0, 100)), "-2 0 2 4 6")
  check.equal(texts(scales.even(0, 50000, 0, 100)), "0 10k 20k 30k 40k 50k")
end

function T.counts_have_whole_ticks()
  check.equal(texts(scales.even(0, 2, 0, 100, { count = 8, whole = true })), "0 1 2")
  check.equal(texts(scales.even(0, 20, 0, 100, { count = 8, whole = true })), "0 5 10 15 20")
end

function T.an_even_scale_places_in_between()
  local scale = scales.even(0, 10, 100, 200)
  check.equal(scale.place(0), 100)
  check.equal(scale.place(2.5), 125)
  check.equal(scales.even(0, 10, 200, 100).place(10), 100)
end

function T.equal_ends_are_moved_apart()
  check.equal(scales.even(3, 3, 0, 100).place(3), 50)
end

function T.a_logarithmic_scale_gives_zero_a_place()
  local scale = scales.logarithmic({ 0, 10, 100, 1000 }, 0, 400)
  check.equal(scale.place(0), 0)
  check.near(scale.place(10), 100)
  check.near(scale.place(100), 250)
  check.near(scale.place(1000), 400)
  check.equal(texts(scale), "0 10 100 1k")
end

function T.without_zero_it_begins_at_the_least()
  local scale = scales.logarithmic({ 1, 100 }, 0, 400)
  check.equal(scale.place(1), 0)
  check.near(scale.place(10), 200)
end

function T.one_value_stands_in_the_middle()
  check.equal(scales.logarithmic({ 5 }, 0, 400).place(5), 200)
  check.equal(scales.logarithmic({ 0 }, 0, 400).place(0), 0)
end

function T.many_values_have_round_ticks_that_do_not_overlap()
  local values = {}
  for k = 0, 300 do
    values[k + 1] = k
  end
  check.equal(texts(scales.logarithmic(values, 0, 600)), "0 1 2 5 10 20 50 100 200")
  check.equal(texts(scales.logarithmic({ 999, 1000 }, 0, 0)), "1k")
end

function T.large_numbers_are_short()
  check.equal(scales.short(2500), "2.5k")
  check.equal(scales.short(1e6), "1M")
  check.equal(scales.short(3e9), "3G")
  check.equal(scales.short(720), "720")
end

return T

--- lua/hyla/study/units.lua

local check = require("tests.support.check")
local curves = require("hyla.study.curve")
local studies = require("tests.support.study")
local units = require("hyla.study.units")

local T = {}

local flat = studies.flat

local function last(curve)
  return curves.at(curve, 2)
end

local function values(list, method, family)
  local index = units.index(list)
  return units.values(index, units.arm(index, method), last, family)
end

function T.families_weigh_the_same_however_many_instances_they_have()
  local found = values({
    flat("a", 1, "xor", 1),
    flat("a", 1, "rings", 0.25),
    flat("a", 1, "rings", 0.75, { instance = 2 }),
  }, "a")
  check.equal(#found.values, 1)
  check.equal(found.values[1], 0.75)
end

function T.one_family_can_be_asked_for()
  local list = { flat("a", 1, "xor", 1), flat("a", 1, "rings", 0.25) }
  check.equal(values(list, "a", "rings").values[1], 0.25)
  check.equal(#values(list, "a", "none").values, 0)
end

function T.seeds_come_in_order()
  local list = {}
  for _, seed in ipairs({ 10, 2, 1 }) do
    list[#list + 1] = flat("a", seed, "xor", seed)
  end
  check.equal(table.concat(values(list, "a").seeds, " "), "1 2 10")
end

function T.a_seed_with_missing_episodes_is_left_out_and_named()
  local list = { flat("a", 1, "xor", 1), flat("a", 1, "rings", 1), flat("a", 2, "xor", 5) }
  local index = units.index(list)
  check.equal(#units.values(index, units.arm(index, "a"), last).seeds, 1)
  local gap = index.gaps[1]
  check.equal(gap.seed, 2)
  check.equal(gap.found, 1)
  check.equal(gap.wanted, 2)
end

function T.an_arm_is_that_of_the_greatest_budget_within_reach()
  local list = {}
  for i, budget in ipairs({ 100, 1000 }) do
    list[i] = flat("a", 1, "xor", 1, { meta_budget = budget })
  end
  local index = units.index(list)
  check.equal(units.arm(index, "a").budget, 1000)
  check.equal(units.arm(index, "a", 999).budget, 100)
  check.equal(units.arm(index, "a", 5).budget, 100)
  check.equal(units.arm(index, "b"), nil)
end

function T.differences_are_taken_within_seeds_over_common_cells()
  local index = units.index({
    flat("a", 1, "xor", 1),
    flat("a", 1, "rings", 8),
    flat("a", 2, "xor", 2),
    flat("a", 2, "rings", 8),
    flat("b", 1, "xor", 0.5),
    flat("b", 2, "xor", 0.25),
    flat("b", 3, "xor", 0.25),
  })
  local found = units.differences(index, units.arm(index, "a"), units.arm(index, "b"), last)
  check.equal(table.concat(found.seeds, " "), "1 2")
  check.equal(table.concat(found.values, " "), "0.5 1.75")
end

function T.what_was_not_reached_has_no_value()
  local list = { flat("a", 1, "xor", 1) }
  local index = units.index(list)
  local found = units.values(index, units.arm(index, "a"), function(curve)
    return curves.at(curve, 3)
  end)
  check.equal(#found.values, 0)
end

return T

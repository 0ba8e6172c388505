--- lua/hyla/kit/near.lua

local answer = require("hyla.kit.answer")
local check = require("tests.support.check")
local near = require("hyla.kit.near")

local ROWS = { { 1, -3 }, { 1, -1 }, { 1, 1 }, { 1, 3 } } -- of spread sqrt(5)

local function cases(answers)
  local list = {}
  for i, value in ipairs(answers) do
    list[i] = { answer = value }
  end
  return list
end

local function known(kind, answers)
  local list = cases(answers)
  return near.new(answer.code({ answers = kind }, list), ROWS, list)
end

local T = {}

function T.a_row_is_nearer_to_the_centre_of_its_class()
  local row = near.centres(known({ "a", "b" }, { "a", "a", "b", "b" }), { 1, 2 })
  -- squared distances 16 and 0 in two columns, of variance 5
  check.equal(#row, 4)
  check.near(row[4], 16 / 5 / 2 / 2)
  check.near(row[3], -row[4])
end

function T.a_training_row_is_no_part_of_the_centre_it_is_told_of()
  local row = near.centres(known({ "a", "b" }, { "a", "a", "b", "b" }), ROWS[4], 4)
  -- the centre of "a" is 5 away, what is left of "b" 2
  check.near(row[4], (25 - 4) / 5 / 2 / 2)
end

function T.numbers_fall_into_a_lower_and_an_upper_group()
  local row = near.centres(known("number", { 10, 12, 30, 32 }), { 1, 2 })
  check.truthy(row[4] > row[3])
end

function T.a_group_that_is_empty_tells_nothing()
  local row = near.centres(known({ "a", "b", "c" }, { "a", "a", "a", "b" }), ROWS[4], 4)
  check.equal(row[4], 0)
  check.equal(row[5], 0)
end

function T.the_nearest_rows_say_what_they_have()
  local row = near.neighbours(known({ "a", "b" }, { "a", "a", "b", "b" }), { 1, 0.5 }, 3)
  check.near(row[3], 1 / 3)
  check.near(row[4], 2 / 3)
end

function T.a_training_row_is_no_neighbour_of_its_own()
  local row = near.neighbours(known({ "a", "b" }, { "a", "b", "b", "b" }), ROWS[1], 1, 1)
  check.equal(row[4], 1)
  local alone = near.neighbours(known("number", { 1, 2, 3, 4 }), ROWS[1], 99)
  check.near(alone[3], 0)
end

return T

--- editors/: those that move whole statements

local check = require("tests.support.check")
local tried = require("tests.support.tried_editor")

local SOURCE = [[
local M = {}
function M.learn(x)
  local steps = 3
  local sum = steps
  sum = sum + x
  for i = 1, steps do
    sum = sum * 2
  end
  return sum
end
return M.learn
]]

local MATE = [[
local stat = require("hyla.kit.stat")
local numbers = ...
local M = {}
function M.learn(x)
  local steps = 3
  local sum = steps
  sum = sum + stat.mean({ x }) + numbers.n1
  sum = sum + x
  for i = 1, steps do
    sum = sum * 2
    sum = sum + i
  end
  local last = sum
  return sum
end
return M.learn
]]

local GIVEN = { mate = MATE, owned = { n1 = 10 } }

local T = {}

function T.a_deleted_statement_is_not_done()
  local changed = tried.apply("delete_statement", SOURCE, "sum = sum + x")
  check.equal(tried.run(changed)(1), 24)
end

function T.a_duplicated_statement_is_done_twice()
  local once = tried.apply("duplicate_statement", SOURCE, "sum = sum + x")
  check.equal(tried.run(once)(1), 40)
  local loops = tried.apply("duplicate_statement", SOURCE, "learn for i")
  check.equal(tried.run(loops)(1), 256)
end

function T.swapped_statements_are_done_in_the_other_order()
  local changed = tried.apply("swap_statements", SOURCE, "sum = sum + x")
  check.equal(tried.run(changed)(1), 25)
end

function T.a_statement_stays_below_the_names_that_it_needs()
  local labels = {}
  for i, site in ipairs(tried.sites("swap_statements", SOURCE)) do
    labels[i] = site.label
  end
  check.equal(table.concat(labels, "; "), "sum = sum + x")
end

function T.an_inserted_statement_comes_with_what_it_needs()
  local label = "sum = sum + stat.mean({ x }) + numbers.n1"
  local changed, numbers = tried.apply("insert_statement", SOURCE, label, {}, GIVEN)
  check.equal(numbers.n1, 10)
  check.equal(tried.run(changed, numbers)(1), 120)
end

function T.a_statement_of_a_loop_is_inserted_into_the_loop()
  local changed = tried.apply("insert_statement", SOURCE, "sum = sum + i", {}, GIVEN)
  check.equal(tried.run(changed)(1), 43)
end

function T.only_what_is_new_can_be_inserted()
  check.equal(#tried.sites("insert_statement", SOURCE, GIVEN), 4)
  check.equal(#tried.sites("insert_statement", SOURCE, { mate = SOURCE }), 0)
  check.equal(#tried.sites("insert_statement", SOURCE), 0)
end

function T.crossover_takes_the_whole_function_with_what_it_needs()
  local changed, numbers = tried.apply("crossover", SOURCE, "learn", {}, GIVEN)
  check.contains(changed, 'local stat = require("hyla.kit.stat")\n')
  check.equal(tried.run(changed, numbers)(1), tried.run(MATE, { n1 = 10 })(1))
end

return T

--- lua/hyla/lifted.lua

local check = require("tests.support.check")
local lifted = require("hyla.lifted")
local syntax = require("hyla.syntax")

local tree = assert(syntax.parse("local y = numbers.n1 * numbers.n10 ^ numbers.n1\n"))

local T = {}

function T.uses_are_found_by_the_whole_name()
  check.equal(#lifted.uses(tree, "n1"), 2)
  check.equal(#lifted.uses(tree, "n10"), 1)
  check.equal(#lifted.uses(tree, "n2"), 0)
end

function T.a_free_name_is_the_first_that_no_number_has()
  check.equal(lifted.free_name({ n1 = 1, n3 = 1, g2 = 1 }, "n"), "n2")
  check.equal(lifted.free_name({ n1 = 1 }, "g"), "g1")
end

function T.the_line_that_receives_numbers_comes_once()
  local with = lifted.receive(tree)
  check.equal(syntax.print(with), "local numbers = ...\n" .. syntax.print(tree))
  check.equal(lifted.receive(with), with)
end

function T.all_uses_give_way_to_a_text()
  local lowered = lifted.replace(tree, "n1", "-0.5")
  check.equal(syntax.print(lowered), "local y = -0.5 * numbers.n10 ^ -0.5\n")
end

return T

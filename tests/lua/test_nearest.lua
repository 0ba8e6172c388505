--- lua/hyla/nearest.lua

local check = require("tests.support.check")
local nearest = require("hyla.nearest")

local T = {}

local COMMANDS = { "log", "show", "diff", "checkout" }

function T.a_slip_of_the_finger_is_understood()
  check.equal(nearest.word("lgo", COMMANDS), "log")
  check.equal(nearest.word("chekcout", COMMANDS), "checkout")
  check.equal(nearest.word("shw", COMMANDS), "show")
end

function T.a_different_word_is_not()
  check.equal(nearest.word("frobnicate", COMMANDS), nil)
  check.equal(nearest.hint("frobnicate", COMMANDS), "")
end

function T.the_first_of_equals_is_meant()
  check.equal(nearest.hint("bat", { "cat", "hat" }), "; did you mean cat?")
end

return T

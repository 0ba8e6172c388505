--- lua/hyla/repl/printing.lua

local check = require("tests.support.check")
local printing = require("hyla.repl.printing")
local t = require("hyla.tensor")

local T = {}

function T.short_values_share_a_line()
  check.equal(printing.text({ n = 3, 1, "a" }, 80), "1\ta\tnil")
end

function T.long_values_have_lines_of_their_own()
  check.equal(printing.text({ n = 2, t.ones(2, 1), 1 }, 80), "[[1]\n [1]]  f32 [2, 1]\n1")
  local long = ("x"):rep(50)
  check.equal(printing.text({ n = 2, long, long }, 80), long .. "\n" .. long)
end

function T.words_stand_in_columns()
  check.equal(printing.columns({ "a", "bb", "c", "d" }, 9, 10), "a   c\nbb  d")
  check.equal(printing.columns({ "a", "b", "c" }, 1, 2), "a\nb\n... 1 more")
  check.equal(printing.columns({}, 80, 2), "")
end

return T

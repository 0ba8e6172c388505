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

function T.an_entry_of_an_archive_is_a_card()
  local edit = { steps = { { editor = "add_gate", part = "agent" } } }
  local entry = { n = 7, id = ("ab"):rep(20), outcome = "ok", score = 0.5, edit = edit, parent = 3 }
  local card = "#7 ababababab ok score 0.5000  add_gate -> agent of #3"
  check.equal(printing.text({ n = 1, entry }, 80), card)
  local start = { n = 1, id = ("cd"):rep(20), outcome = "ok" }
  check.equal(printing.text({ n = 1, { start } }, 80), "{ #1 cdcdcdcdcd ok score -  start }")
  check.equal(printing.text({ n = 1, { n = 7 } }, 80), "{ n = 7 }")
end

function T.words_stand_in_columns()
  check.equal(printing.columns({ "a", "bb", "c", "d" }, 9, 10), "a   c\nbb  d")
  check.equal(printing.columns({ "a", "b", "c" }, 1, 2), "a\nb\n... 1 more")
  check.equal(printing.columns({}, 80, 2), "")
end

return T

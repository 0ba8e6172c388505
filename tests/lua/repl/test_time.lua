--- lua/hyla/repl/time.lua

local check = require("tests.support.check")
local program = require("tests.support.program")
local time = require("hyla.repl.time")

local T = {}

local function typed(text)
  return program.hyla("repl", text .. "\n")
end

function T.durations_have_a_unit()
  check.equal(time.text(2.5), "2.5 s")
  check.equal(time.text(0.00123), "1.23 ms")
  check.equal(time.text(4.56e-6), "4.56 us")
  check.equal(time.text(7e-9), "7 ns")
  check.equal(time.text(0), "0 ns")
end

function T.a_value_is_shown_with_what_it_took()
  local out = typed(":time 6 * 7").out
  check.truthy(out:find("^42\n[%d.e-]+ %ws?, [%d.e-]+ %ws? of processor time, [+-]%d+ KiB\n$"))
  check.falsy(typed(":time 6 * 7;").out:find("42\n", 1, true))
  check.contains(typed(":time 6 * 7;\n_").out, "\n42\n")
end

function T.many_calls_give_a_mean()
  local out = typed("n = 0\n:time 70x (function() n = n + 1 end)()\nn").out
  check.truthy(out:find(" each, [%d.e-]+ %ws? at best %(7 batches of 10%)\n70\n$"))
  check.contains(typed(":time 2x 1").out, "(2 batches of 1)")
end

function T.mistakes_are_told()
  check.contains(typed(":time error('bad')").err, "stdin:1: bad")
  check.contains(typed(":time )").err, "unexpected symbol")
end

return T

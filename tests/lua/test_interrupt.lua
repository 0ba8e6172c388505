--- runtime/script/bind_interrupt.c; what Ctrl-C does is tested by tests/lua/repl/test_console.lua

local check = require("tests.support.check")
local interrupt = require("hyla.interrupt")

local T = {}

function T.a_call_returns_what_the_function_does()
  local has_come, is_ok, sum, none = interrupt.call(tostring, function(a, b)
    return a + b, nil
  end, 1, 2)
  check.equal(has_come, false)
  check.equal(is_ok, true)
  check.equal(sum, 3)
  check.equal(none, nil)
end

function T.an_error_goes_through_the_handler()
  local _, is_ok, message = interrupt.call(function(value)
    return "handled " .. value
  end, error, "bad")
  check.equal(is_ok, false)
  check.equal(message, "handled bad")
end

function T.calls_are_nested()
  local _, is_ok, _, inner, message = interrupt.call(tostring, function()
    return interrupt.call(tostring, error, "inner")
  end)
  check.equal(is_ok, true)
  check.equal(inner, false)
  check.equal(message, "inner")
end

function T.units_are_dealt_while_nobody_interrupts()
  check.truthy(interrupt.deal() > 0)
end

function T.what_is_no_function_is_refused()
  check.fails("function expected", interrupt.call, tostring, 3)
end

return T

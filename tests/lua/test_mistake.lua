--- lua/hyla/mistake.lua

local check = require("tests.support.check")
local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local T = {}

function T.an_argument_that_is_fine_is_no_mistake()
  mistake.unless(true, "f", "a number", "x", 1)
  mistake.unless_extent("f", "count", 3)
  mistake.unless_function("f", "call", print)
  mistake.unless_params("f", {})
end

function T.a_mistake_says_what_was_wanted_and_what_came()
  local message = "f: wanted a number as x, got "
  for value, text in pairs({ [t.ones(2)] = "a tensor", [0.5] = "0.5", a = "string" }) do
    check.fails(message .. text, mistake.unless, nil, "f", "a number", "x", value)
  end
end

function T.an_extent_is_whole_and_at_least_1()
  local message = "f: wanted a whole number of at least 1 as size, got "
  for value, text in pairs({ [0] = "0", [1.5] = "1.5", ["2"] = "string" }) do
    check.fails(message .. text, mistake.unless_extent, "f", "size", value)
  end
  check.fails(message .. "nil", mistake.unless_extent, "f", "size", nil)
end

function T.options_that_nothing_knows_are_refused()
  local known = { rate = true, decay = true }
  check.equal(mistake.options("f", { rate = 2 }, known).rate, 2)
  check.equal(next(mistake.options("f", nil, known)), nil)
  check.fails("f: knows decay, rate, got the option rte; did you mean rate?", mistake.options, "f",
    { rte = 2 }, known)
  check.fails("f: wanted a table as options, got 1", mistake.options, "f", 1, known)
end

return T

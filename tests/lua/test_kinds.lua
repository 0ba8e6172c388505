--- lua/hyla/kinds.lua

local check = require("tests.support.check")
local kinds = require("hyla.kinds")

local T = {}

function T.integers_have_a_range()
  local kind = kinds.integer(1, 9)
  check.equal(kind(9), nil)
  check.equal(kind(0), "an integer from 1 to 9")
  check.equal(kind(1.5), "an integer from 1 to 9")
  check.equal(kind("3"), "an integer from 1 to 9")
  check.equal(kinds.integer(1)(2 ^ 60), "an integer of at least 1")
end

function T.numbers_have_a_range()
  check.equal(kinds.number(0, 1)(0.5), nil)
  check.equal(kinds.number(0, 1)(0 / 0), "a number from 0 to 1")
end

function T.modules_can_be_found()
  check.equal(kinds.module("hyla.kinds"), nil)
  check.equal(kinds.module("no.such"), "a module that can be found (a file no/such.lua)")
  check.truthy(kinds.module("lua/hyla/kinds.lua"):find("as for require", 1, true))
  check.equal(kinds.modules({ "hyla.kinds", "hyla.files" }), nil)
  check.equal(kinds.modules("hyla.kinds"), "a list of modules")
  check.truthy(kinds.modules({ "no.such" }):find("no/such.lua", 1, true))
end

function T.values_are_shown_as_they_were_written()
  check.equal(kinds.show("x"), '"x"')
  check.equal(kinds.show(1.5), "1.5")
  check.equal(kinds.show({ 1 }), "a list")
  check.equal(kinds.show({ a = 1 }), "a mapping")
  check.equal(kinds.show(true), "true")
end

return T

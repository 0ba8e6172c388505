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

function T.a_kind_tells_what_it_takes()
  check.equal(kinds.words(kinds.integer(1)), "an integer of at least 1")
  check.equal(kinds.schema(kinds.number(0, 1)).maximum, 1)
  check.equal(kinds.schema(kinds.modules).items.type, "string")
  check.equal(next(kinds.schema(function() end)), nil)
end

function T.a_module_that_cannot_be_found_gets_a_guess()
  check.equal(kinds.hint(kinds.module, "hyla.kidns"), "; did you mean hyla.kinds?")
  check.equal(kinds.hint(kinds.modules, { "hyla.kinds", "hyla.fiels" }),
    "; did you mean hyla.files?")
  check.equal(kinds.hint(kinds.module, "hyla.kinds"), "")
  check.equal(kinds.hint(kinds.module, "nowhere.at.all"), "")
  check.equal(kinds.hint(kinds.integer(1), 0), "")
  check.equal(kinds.hint(kinds.modules, "hyla.kidns"), "")
end

return T

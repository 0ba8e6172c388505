--- lua/hyla/settings.lua

local check = require("tests.support.check")
local kinds = require("hyla.kinds")
local settings = require("hyla.settings")

local T = {}

local ROWS = {
  { key = "one.a", kind = kinds.integer(1) },
  { key = "one.b", kind = kinds.integer(1) },
  { key = "two.c", kind = kinds.integer(1) },
}

local function read(text)
  return settings.read(text, "f", ROWS, { "open" })
end

function T.every_section_is_there()
  local values, given, position = read("one: { a: 3 }")
  check.equal(values.one.a, 3)
  check.equal(next(values.two), nil)
  check.equal(given["one.a"], true)
  check.equal(given["one.b"], nil)
  check.equal(position.keys.one.line, 1)
end

function T.an_open_section_takes_any_key()
  check.equal(read("open: { x: y }").open.x, "y")
end

function T.the_first_fault_of_the_file_is_told()
  local _, message = read("two: { c: 0, d: 1 }\none: 1")
  check.equal(message, "f:1:11: two.c wants an integer of at least 1, got 0")
  check.equal(select(2, read("two: { d: 1 }")), "f:1:8: two.d is not a key here; did you mean c?")
  check.equal(select(2, read("tow: {}")), "f:1:1: tow is not a section here; did you mean two?")
end

function T.what_is_not_there_gets_its_default_or_is_asked_for()
  local rows = {
    { key = "one.a", kind = kinds.integer(1), default = 5, meaning = "A." },
    { key = "one.b", kind = kinds.integer(1), meaning = "B." },
    {
      key = "two.c",
      kind = kinds.integer(1),
      default = function()
        return 7
      end,
      meaning = "C.",
    },
  }
  local values = { one = { b = 2 }, two = {} }
  check.equal(settings.complete(values, "f", rows), true)
  check.equal(values.one.a + values.one.b + values.two.c, 14)
  local _, message = settings.complete({ one = {}, two = {} }, "f", rows)
  check.equal(message, "f: one.b is missing; it says: B.")
end

return T

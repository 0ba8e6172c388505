--- lua/hyla/literal.lua

local check = require("tests.support.check")
local literal = require("hyla.literal")

local T = {}

function T.plain_data_are_written_in_order()
  local value = { 1, "a", { x = true }, size = 0.1, ["end"] = 2, ["a b"] = 3 }
  check.equal(
    literal.of(value),
    '{ 1, "a", { x = true }, ["a b"] = 3, ["end"] = 2, size = 0.1 }'
  )
end

function T.numbers_read_back_as_they_were()
  for _, value in ipairs({ 0.1, 1 / 3, 1e300, -0.25, 2 ^ 53 }) do
    check.equal(tonumber(literal.of(value)), value)
  end
end

function T.texts_stay_on_a_line()
  check.equal(literal.of('a\n"b"'), '"a\\n\\"b\\""')
  check.equal(loadstring("return " .. literal.of("a\r\n\0b"))(), "a\r\n\0b")
end

function T.what_is_long_gets_a_line_for_each_entry()
  local text = literal.of({ { name = ("x"):rep(50) }, { name = ("y"):rep(50) } })
  check.equal(select(2, text:gsub("\n", "")), 3)
  check.equal(loadstring("return " .. text)()[2].name, ("y"):rep(50))
end

function T.what_is_no_plain_data_is_refused()
  check.contains(select(2, literal.of({ { print } })), "function")
  check.contains(select(2, literal.of({ x = 1 / 0 })), "finite")
  check.contains(select(2, literal.of({ [2.5] = 1 })), "key")
end

return T

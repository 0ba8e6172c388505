--- lua/hyla/canonical.lua

local canonical = require("hyla.canonical")
local check = require("tests.support.check")

local T = {}

local function refusal(value, name)
  local text, message = canonical.encode(value, name)
  check.equal(text, nil)
  return message
end

function T.keys_are_sorted_and_nothing_is_spaced()
  local value = { b = { 1, true, "x" }, a = { y = 1, x = 2 } }
  check.equal(canonical.encode(value), '{"a":{"x":2,"y":1},"b":[1,true,"x"]}')
end

function T.numbers_come_back_exactly()
  for _, number in ipairs({ 0.1, 1 / 3, 1e300, 5e-324, 2 ^ 53, -7 }) do
    check.equal(canonical.decode(canonical.encode({ number }))[1], number)
  end
end

function T.every_byte_comes_back()
  local bytes = {}
  for i = 0, 255 do
    bytes[i + 1] = string.char(i)
  end
  local text = table.concat(bytes)
  check.equal(canonical.decode(canonical.encode({ text }))[1], text)
end

function T.an_empty_table_is_an_object()
  check.equal(canonical.encode({ {} }), "[{}]")
end

function T.a_refusal_says_where()
  check.equal(refusal({ a = { { b = 0 / 0 } } }, "edit"), "edit.a[1].b: nan has no place in JSON")
  check.equal(refusal({ math.huge }), "value[1]: inf has no place in JSON")
  check.equal(refusal({ f = print }), "value.f: a function has no place in JSON")
end

function T.a_table_is_a_list_or_an_object()
  check.equal(refusal({ 1, nil, 3 }), "value: a list with a hole has no place in JSON")
  check.equal(refusal({ 1, x = 2 }), "value: a list with a hole has no place in JSON")
  check.equal(refusal({ [7] = 1 }), "value: the key 7 has no place in JSON")
end

function T.a_circle_is_refused()
  local circle = {}
  circle.self = circle
  check.truthy(refusal(circle):find("more than 100 deep", 1, true))
end

function T.text_that_is_no_json_is_refused()
  local value, message = canonical.decode("{")
  check.equal(value, nil)
  check.truthy(message)
end

return T

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
  check.equal(canonical.encode({ 0.1, 2 ^ 53, 1 / 3 }), "[0.1,9007199254740992,0.3333333333333333]")
end

function T.every_byte_comes_back()
  local bytes = {}
  for i = 0, 255 do
    bytes[i + 1] = string.char(i)
  end
  local text = table.concat(bytes)
  check.equal(canonical.decode(canonical.encode({ text }))[1], text)
end

function T.an_empty_table_is_an_object_unless_said_otherwise()
  check.equal(canonical.encode({ {}, canonical.EMPTY_LIST }), "[{},[]]")
end

function T.a_refusal_says_where()
  check.equal(refusal({ a = { { b = 0 / 0 } } }, "edit"), "edit.a[1].b: nan has no place in JSON")
  check.equal(refusal({ math.huge }), "value[1]: inf has no place in JSON")
  check.equal(refusal({ f = print }), "value.f: a function has no place in JSON")
end

function T.a_list_with_holes_comes_back()
  check.equal(canonical.encode({ a = { [2] = "x", [4] = "y" } }), '{"a":[null,"x",null,"y"]}')
  local list = canonical.decode('[null,"x",null,"y",null]')
  check.equal(list[1], nil)
  check.equal(list[2], "x")
  check.equal(list[4], "y")
  check.equal(list[5], nil)
end

function T.a_table_is_a_list_or_an_object()
  local both = "value: a table that is both a list and an object has no place in JSON"
  check.equal(refusal({ 1, x = 2 }), both)
  check.equal(refusal({ [0.5] = 1 }), "value: the key 0.5 has no place in JSON")
  check.truthy(refusal({ [2 ^ 40] = 1 }):find("a list of 1099511627776 places", 1, true))
  local lists = {}
  for i = 1, 20 do
    lists[i] = { [100000] = 1 }
  end
  check.truthy(refusal(lists):find("value[11]: a list of 100000 places for 1 values", 1, true))
  check.truthy(refusal({ [1 / 0] = 1 }))
end

-- the text of an object so many levels deep
local function nest(depth)
  return depth == 0 and "1" or '{"self":' .. nest(depth - 1) .. "}"
end

function T.texts_stay_right_when_code_is_hot()
  for round = 1, 300 do
    local depth = round % 60
    local text = nest(depth)
    check.equal(canonical.encode(canonical.decode(text)), text)
    check.equal(canonical.encode({ [round] = 1 }), "[" .. ("null,"):rep(round - 1) .. "1]")
  end
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

--- lua/hyla/inspect.lua

local check = require("tests.support.check")
local inspect = require("hyla.inspect")
local t = require("hyla.tensor")

local T = {}

function T.text_is_shown_bare_and_quoted_inside_a_table()
  check.equal(inspect.show("x"), "x")
  check.equal(inspect.show({ "x" }), '{ "x" }')
end

function T.keys_are_in_order()
  check.equal(inspect.show({ b = 1, a = 2, 7, [5] = 8 }), "{ 7, [5] = 8, a = 2, b = 1 }")
  check.equal(inspect.show({ [true] = 1, ["a b"] = 2 }), '{ ["a b"] = 2, [true] = 1 }')
end

function T.long_and_deep_tables_are_cut()
  local long = {}
  for i = 1, 25 do
    long[i] = i
  end
  check.truthy(inspect.show(long):find("20, ... 5 more }", 1, true))
  check.equal(inspect.show({ { { { 1 } } } }), "{ { { {...} } } }")
  check.equal(inspect.show({ 1, 2, 3, { 4 } }, { items = 2, depth = 1 }), "{ 1, 2, ... 2 more }")
  check.contains(inspect.show({ ("x"):rep(500) }), 'x"... 500 bytes')
end

function T.a_value_with_its_own_text_uses_it()
  local value = setmetatable({}, {
    __tostring = function()
      return "mine"
    end,
  })
  check.equal(inspect.show({ value }), "{ mine }")
end

function T.a_table_within_itself_is_marked_by_its_path()
  local value = { a = { b = {} } }
  value.a.b.up, value.a.b.top = value.a, value
  check.equal(inspect.show(value), "{ a = { b = { top = <cycle: .>, up = <cycle: .a> } } }")
  local twice = {}
  check.equal(inspect.show({ twice, twice }), "{ {}, {} }")
end

function T.what_is_too_wide_takes_several_lines()
  local value = { name = "a long name", list = { 1, 2, 3 } }
  check.equal(inspect.show(value, { width = 80 }), '{ list = { 1, 2, 3 }, name = "a long name" }')
  local lines = '{\n  list = { 1, 2, 3 },\n  name = "a long name"\n}'
  check.equal(inspect.show(value, { width = 30 }), lines)
  check.equal(inspect.show({ 111, 222, 333 }, { width = 12 }), "{\n  111, 222,\n  333\n}")
end

function T.tensors_tell_their_type_and_shape()
  check.equal(inspect.show(t.ones(2, 2)), "[[1 1]\n [1 1]]  f32 [2, 2]")
  check.equal(inspect.show(t.zeros(0, 3)), "[]  f32 [0, 3]")
  check.equal(inspect.show(t.arange(2):to("f64")), "[1 2]  f64 [2]")
  check.equal(inspect.show(t.ones(1):requires_grad()), "[1]  f32 [1], recorded")
  check.equal(inspect.show({ t.ones(2, 2), t.ones(1) }), "{ tensor f32 [2, 2], [1]  f32 [1] }")
  check.contains(inspect.show(t.arange(2000)), "...")
end

function T.tables_may_be_described_by_others()
  local function describe(value)
    return value.name and "<" .. value.name .. ">"
  end
  local text = inspect.show({ { name = "x" }, { 1 } }, { describe = describe })
  check.equal(text, "{ <x>, { 1 } }")
end

function T.functions_tell_where_they_are()
  check.equal(inspect.show(print), "function <C>")
  check.contains(inspect.show(inspect.show), "inspect.lua:")
end

return T

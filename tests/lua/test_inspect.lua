--- lua/hyla/inspect.lua

local check = require("tests.support.check")
local inspect = require("hyla.inspect")

local T = {}

function T.text_is_shown_bare_and_quoted_inside_a_table()
  check.equal(inspect.show("x"), "x")
  check.equal(inspect.show({ "x" }), '{ "x" }')
end

function T.keys_are_in_order()
  check.equal(inspect.show({ b = 1, a = 2, 7, [5] = 8 }), "{ 7, [5] = 8, a = 2, b = 1 }")
  check.equal(inspect.show({ [true] = 1, ["a b"] = 2 }), "{ [a b] = 2, [true] = 1 }")
end

function T.long_and_deep_tables_are_cut()
  local long = {}
  for i = 1, 25 do
    long[i] = i
  end
  check.truthy(inspect.show(long):find("20, ... 5 more }", 1, true))
  check.truthy(inspect.show({ { { { 1 } } } }):find("{ { { table: ", 1, true))
end

function T.a_value_with_its_own_text_uses_it()
  local value = setmetatable({}, {
    __tostring = function()
      return "mine"
    end,
  })
  check.equal(inspect.show({ value }), "{ mine }")
end

return T

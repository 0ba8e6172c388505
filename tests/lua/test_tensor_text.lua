--- runtime/script/bind_tensor_text.c

local check = require("tests.support.check")
local t = require("hyla.tensor")

local T = {}

local same = check.prints

function T.elements_are_printed_as_what_they_are()
  same(t.tensor({ { true }, { false } }), "[[ true]\n [false]]")
  same(t.tensor({ -1, 2 ^ 40 }, "i64"), "[           -1 1099511627776] dtype=i64")
  same(t.full({ 1 }, 2 ^ 53, "i64") + 1, "[9007199254740993] dtype=i64")
  same(t.tensor({ 0 / 0, 1 / 0, -1 / 0, 1.5 }), "[ nan  inf -inf  1.5]")
  same(t.tensor({ 1 / 0, 0 / 0, -3.9 }):to("i32"), "[2147483647          0         -3] dtype=i32")
end

function T.types_and_shapes_are_printed_where_elements_do_not_show_them()
  same(t.ones({ 2 }), "[1 1]")
  same(t.ones({ 2 }, "f64"), "[1 1] dtype=f64")
  same(t.tensor(3, "i64"), "3 dtype=i64")
  same(t.tensor({}), "[]")
  same(t.zeros({ 2, 0 }), "[] shape=[2, 0]")
  same(t.zeros({ 0, 3 }, "i32"), "[] shape=[0, 3] dtype=i32")
  same(t.zeros({ 0 }, "bool"), "[] dtype=bool")
end

function T.long_tensors_print_abridged()
  check.truthy(#tostring(t.zeros({ 2000 })) < 40)
  same(t.tensor({ 0 / 0, -(0 / 0) }), "[nan nan]")
end

return T

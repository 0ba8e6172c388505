--- runtime/script/bind_tensor_logic.c

local check = require("tests.support.check")
local t = require("hyla.tensor")

local T = {}

local same = check.prints

local x = t.tensor({ { 1, 0 }, { 0, 0 } })

function T.truth_follows_its_tables()
  local a = t.tensor({ true, true, false, false })
  local b = t.tensor({ 2, 0, 0 / 0, 0 })
  same(a:logical_and(b), "[ true false false false]")
  same(a:logical_or(b), "[ true  true  true false]")
  same(t.logical_xor(a, b), "[false  true  true false]")
  same(t.logical_not(b), "[false  true false  true]")
  same(t.logical_or(0, b), "[ true false  true false]")
end

function T.any_and_all_take_axes()
  same(x:any(), "true")
  same(x:all(), "false")
  same(x:any(1), "[ true false]")
  same(x:any(2, true), "[[ true]\n [false]]")
  same(x:all({ 1, 2 }), "false")
  same(x:count_nonzero(), "1 dtype=i64")
  same(x:count_nonzero(1), "[1 0] dtype=i64")
  same(t.zeros({ 0, 2 }):all(1), "[true true]")
  same(t.zeros({ 0 }):any(), "false")
  same(t.zeros({ 0, 2 }):any(2), "[] dtype=bool")
end

function T.numbers_that_are_none_are_found()
  local odd = t.tensor({ 1, 1 / 0, -1 / 0, 0 / 0 })
  same(odd:isnan(), "[false false false  true]")
  same(odd:isinf(), "[false  true  true false]")
  same(odd:isfinite(), "[ true false false false]")
  same(t.tensor({ 1, 0 }, "i64"):isfinite(), "[true true]")
  same(t.tensor({ true }):isinf(), "[false]")
  same(t.full({ 1 }, -2 ^ 31, "i32"):isnan(), "[false]")
end

function T.close_numbers_may_differ()
  local inf, nan = 1 / 0, 0 / 0
  local a = t.tensor({ 1, 1, 0, inf, inf, nan, 5 })
  local b = t.tensor({ 1.000005, 1.001, 1e-9, inf, -inf, nan, inf })
  same(a:isclose(b), "[ true false  true  true false false false]")
  same(t.isclose(a, 1, { rtol = 0, atol = 1.5 }), "[ true  true  true false false false false]")
  same(t.tensor({ 100, 90 }, "i64"):isclose(t.tensor({ 99, 99 }, "i64"), 0.02), "[ true false]")
end

function T.masks_choose_what_is_filled()
  same(x:masked_fill(x:eq(0), -math.huge), "[[   1 -inf]\n [-inf -inf]]")
  local w = t.tensor({ 1, 2 }):requires_grad()
  same(w:masked_fill(t.tensor({ true, false }), 7):sum():grad(w), "[0 1]")
end

function T.masks_select()
  same(t.arange(4):reshape(2, 2):masked_select(t.tensor({ true, false })), "[1 3]")
  same(x:masked_select(x:gt(5)), "[]")
  same(x:nonzero(), "[[1 1]] dtype=i64")
  local column = t.tensor({ 0, 2, 3 }):nonzero():select(2, 1)
  same(t.tensor({ 7, 8, 9 }):index_select(1, column), "[8 9]")
end

return T

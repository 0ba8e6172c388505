--- runtime/script/bind_tensor_in_place.c

local check = require("tests.support.check")
local t = require("hyla.tensor")

local T = {}

local same, fails = check.prints, check.fails

function T.a_factor_scales_what_is_added()
  same(t.tensor({ 1, 1 }):add_(t.tensor({ 1, 2 }), -0.5), "[0.5   0]")
  same(t.tensor({ 1, 1 }):sub_(t.tensor({ 1, 2 }), 2), "[-1 -3]")
  fails("mul_ takes no alpha", t.mul_, t.tensor({ 1 }), 2, 3)
end

function T.functions_write_and_return_their_tensor()
  local x = t.tensor({ 4, 6 })
  check.truthy(rawequal(x:add_(1), x))
  same(x, "[5 7]")
  same(x:sub_(t.tensor({ 1, 2 })), "[4 5]")
  same(x:mul_(2), "[ 8 10]")
  same(x:div_(4), "[  2 2.5]")
  same(x:clamp_(2.25, nil), "[2.25  2.5]")
  same(x:clamp_(0, 1), "[1 1]")
  same(x:fill_(7), "[7 7]")
  same(t.zero_(x), "[0 0]")
end

function T.a_view_writes_into_its_base()
  local x = t.zeros({ 2, 2 })
  x:narrow(1, 2, 1):copy_(t.tensor({ 3, 4 }))
  same(x, "[[0 0]\n [3 4]]")
end

function T.whole_numbers_stay_whole()
  local x = t.tensor({ 7 }, "i64"):div_(2)
  check.equal(x:dtype(), "i64")
  check.equal(x:item(), 3)
end

function T.a_handle_stands_for_what_was_written()
  local w = t.tensor({ 2, 3 }):requires_grad()
  local y = w * w
  y:add_(w)
  same(t.grad(y:sum(), w), "[5 7]")
  local sum = t.zeros({ 2 })
  for _ = 1, 3 do
    sum:add_(w)
  end
  same(t.grad(sum:sum(), w), "[3 3]")
end

function T.what_a_rule_reads_is_kept_before_it_is_written()
  local w = t.tensor({ 2, 3 }):requires_grad()
  local function slope(write)
    return t.grad(write(w * w):sum(), w)
  end
  same(slope(function(x) return x:mul_(w) end), "[12 27]")
  same(slope(function(x) return x:mul_(x) end), "[ 32 108]")
  same(slope(function(x) return x:div_(w) end), "[1 1]")
  same(slope(function(x) return x:div_(x) end), "[0 0]")
  same(slope(function(x) return x:clamp_(5, nil) end), "[0 6]")
  same(slope(function() return t.ones({ 2 }):mul_(w) end), "[1 1]")
end

function T.handles_of_a_scope_are_written_too()
  local y = t.scope(function()
    local x = t.ones({ 2 })
    x:add_(t.ones({ 2 }):requires_grad())
    return x:mul_(3)
  end)
  same(y, "[6 6]")
end

function T.leaves_and_stale_tensors_are_refused()
  local w = t.tensor({ 2 }):requires_grad()
  fails("add_ wants no leaf that requires a gradient", w.add_, w, 1)
  fails("zero_ wants no leaf that requires a gradient", t.zero_, w:narrow(1, 1, 1):reshape(1, 1))
  local x = t.tensor({ 3 })
  local y = w * x
  x:add_(1)
  fails("mul: a tensor it needs was modified in place after it was saved", t.grad, y, w)
  t.no_grad(function()
    w:sub_(1)
  end)
  check.equal(w:item(), 1)
  check.truthy(w:is_recorded())
end

function T.shapes_must_fit()
  local x = t.zeros({ 2 })
  fails("add_: [3, 2] does not fit into [2]", x.add_, x, t.zeros({ 3, 2 }))
  fails("add_: elements of an expanded tensor are shared", function()
    t.zeros({ 1 }):expand(3):add_(1)
  end)
end

return T

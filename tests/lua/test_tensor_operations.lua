--- runtime/script/bind_tensor_operations.c

local check = require("tests.support.check")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

local T = {}

local same, fails = check.prints, check.fails

local function add_many()
  local many = {}
  for i = 1, 1000 do
    many[i] = t.full({ 1 }, i)
  end
  for i = 1, 1000 do
    check.equal((many[i] + many[1001 - i]):item(), 1001)
  end
end

function T.a_handle_is_known_until_it_is_collected()
  add_many()
  collectgarbage()
  for _ = 1, 1000 do
    check.equal(t.is_tensor(rng.new(1)), false)
  end
end

function T.an_argument_more_may_be_nil()
  local x = t.tensor({ 1, 2 })
  same(x:add(x, nil), "[2 4]")
  same(x:neg(nil), "[-1 -2]")
  same(x:abs(nil), "[1 2]")
  fails("abs takes at most 1 argument, got 2", t.abs, x, false)
end

function T.a_remainder_has_the_sign_of_the_divisor()
  local x = t.tensor({ -3.5, -3, 3, 3.5 })
  same(x % 2, "[0.5   1   1 1.5]")
  same(x % -2, "[-1.5   -1   -1 -0.5]")
  same(7 % t.tensor({ 2, -4 }, "i64"), "[ 1 -1] dtype=i64")
  same(t.remainder(t.tensor({ true, false }), 2), "[1 0] dtype=i64")
  -- exact: 0.1 is a little more than a tenth
  check.near((t.tensor({ 1 }, "f64") % 0.1):item(), 0.1 - 5e-17, 1e-16)
  same(t.tensor({ 5, -5, 5, -5 }) % t.tensor({ 0, 1 / 0, 1 / 0, -1 / 0 }), "[nan inf   5  -5]")
end

function T.a_floor_division_leaves_the_remainder()
  local a = t.tensor({ -7, -6, 6, 7 }, "i32")
  for _, dtype in ipairs({ "i32", "i64", "f32", "f64" }) do
    for _, b in ipairs({ 4, -4, 1, -1 }) do
      local x = a:to(dtype)
      local quotient = x:floor_divide(b)
      check.equal(quotient:dtype(), dtype)
      check.equal(tostring(quotient * b + x % b), tostring(x))
      check.equal(quotient:item(1), math.floor(-7 / b))
    end
  end
  same(t.tensor({ 1, -1 }):floor_divide(0), "[ inf -inf]")
  local least = t.full({ 1 }, -2 ^ 31, "i32")
  same(least:floor_divide(-1), "[-2147483648] dtype=i32")
  same(least:floor_divide(3), "[-715827883] dtype=i32")
  same(t.tensor({ 2147483647 }, "i32"):floor_divide(-2), "[-1073741824] dtype=i32")
  same(least % -1, "[0] dtype=i32")
end

function T.a_whole_zero_divides_nothing()
  local x, zero = t.tensor({ 1, 2 }, "i64"), t.tensor({ 3, 0 }, "i64")
  fails("remainder: element 2 of the divisor is 0", t.remainder, x, zero)
  fails("floor_divide: element 1 of the divisor is 0", x.floor_divide, x, 0)
end

function T.remainders_have_gradients()
  local a, b = t.tensor(7):requires_grad(), t.tensor(2):requires_grad()
  local grads = (a % b):grad({ a, b })
  check.equal(grads[1]:item(), 1)
  check.equal(grads[2]:item(), -3)
end

function T.extents_may_be_arguments()
  check.prints(t.zeros(2, 3), tostring(t.zeros({ 2, 3 })))
  check.prints(t.ones(2, 1, "i64"), "[[1]\n [1]] dtype=i64")
  check.equal(t.zeros(1, 2, { dtype = "f64" }):dtype(), "f64")
  check.prints(t.full(2, 7), "[7 7]")
  local function draws(call)
    return tostring(call(rng.new(1)))
  end
  check.equal(
    draws(function(r) return t.randn(2, 3, r, "f64") end),
    draws(function(r) return t.randn({ 2, 3 }, r, "f64") end)
  )
  check.equal(
    draws(function(r) return t.uniform(2, 3, r, 5, 6) end),
    draws(function(r) return t.uniform({ 2, 3 }, r, 5, 6) end)
  )
  check.equal(
    draws(function(r) return t.randint(1, 6, 4, 5, r) end),
    draws(function(r) return t.randint(1, 6, { 4, 5 }, r) end)
  )
end

function T.sizes_have_the_names_of_pytorch_too()
  local x = t.zeros(2, 3)
  check.equal(x:size(1) * 10 + x:size(-1), 23)
  check.equal(table.concat(x:size(), " "), "2 3")
  check.equal(x:dim(), x:rank())
  check.equal(x:numel(), x:count())
end

function T.a_clone_has_memory_of_its_own()
  local x = t.tensor({ 1, 2 }):requires_grad()
  local y = x:clone()
  same(t.grad(y:mul_(3):sum(), x), "[3 3]")
  same(x, "[1 2]")
  same(t.tensor({ true }):clone(), "[true]")
end

function T.asking_what_a_tensor_is_does_not_compute_it()
  local x = t.ones({ 1000, 10 })
  local bytes = t.memory()
  local y = (x + 1):relu()
  check.equal(table.concat(y:shape(), " "), "1000 10")
  check.equal(y:count() + y:rank(), 10002)
  check.equal(y:dtype(), "f32")
  check.equal(y:is_recorded(), false)
  check.equal(t.is_tensor(y), true)
  check.truthy(t.memory() - bytes < 10000)
  check.equal(y:item(7, 7), 2)
  check.truthy(t.memory() - bytes >= 40000)
end

return T

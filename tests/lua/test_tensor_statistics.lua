--- runtime/script/bind_tensor_statistics.c

local check = require("tests.support.check")
local t = require("hyla.tensor")

local T = {}

local x = t.tensor({ { 1, 2, 3 }, { 4, 5, 9 } }, "f64")

function T.variances_are_of_samples_unless_told()
  check.equal(tostring(x:var(2)), "[1 7] dtype=f64")
  local whole = x:var(1, { correction = 0, keepdim = true })
  check.equal(tostring(whole), "[[2.25 2.25    9]] dtype=f64")
  check.equal(x:var(1, 0, true):rank(), 2)
  check.equal(t.tensor({ 0, 2 }):std({ correction = 0 }):item(), 1)
end

function T.other_reductions_take_axes_too()
  check.equal(tostring(x:prod(2)), "[  6 180] dtype=f64")
  check.equal(tostring(x:prod()), "1080 dtype=f64")
  check.equal(tostring(x:argmin(1)), "[1 1 1] dtype=i64")
  check.equal(x:logsumexp(1, true):rank(), 2)
  check.equal(t.zeros({ 4 }):logsumexp():item(), t.tensor(4):log():item())
end

function T.quantiles_lie_between_elements()
  check.equal(x:quantile(0.5):item(), 3.5)
  check.equal(x:quantile(0.5):rank(), 0)
  check.prints(x:quantile(0.25, 2, true), "[[1.5]\n [4.5]] dtype=f64")
  check.prints(x:quantile({ q = 1, axis = 1 }), "[4 5 9] dtype=f64")
  check.prints(t.tensor({ 1, 2 }, "i32"):quantile(0.5), "1.5")
end

function T.norms_take_a_power_first()
  check.equal(t.tensor({ 3, -4 }):norm():item(), 5)
  check.equal(t.tensor({ 3, -4 }):norm(1):item(), 7)
  check.equal(tostring(x:norm(math.huge, 2)), "[3 9] dtype=f64")
  check.equal(tostring(x:norm({ axis = 2, p = 0, keepdim = true })), "[[3]\n [3]] dtype=i64")
end

function T.whole_numbers_are_promoted()
  local whole = t.tensor({ 1, 2, 3 }, "i32")
  check.equal(whole:prod():dtype(), "i64")
  check.equal(whole:var():dtype(), "f32")
  check.equal(tostring(whole:norm(2.5)), tostring(whole:to("f32"):norm(2.5)))
  check.equal(whole:logsumexp():dtype(), "f32")
end

function T.extremes_come_with_their_positions()
  local values, positions = t.max(x, 2)
  check.equal(tostring(values), "[3 9] dtype=f64")
  check.equal(tostring(positions), "[3 3] dtype=i64")
  values, positions = x:min({ axis = 1, keepdim = true })
  check.equal(tostring(values), "[[1 2 3]] dtype=f64")
  check.equal(tostring(positions), "[[1 1 1]] dtype=i64")
  check.equal(select("#", x:max()), 1)
  check.equal(select("#", t.scope(t.min, x)), 1)
  check.equal(select("#", t.scope(t.min, x, 1)), 2)
  check.equal(tostring(x:amax(1)), "[4 5 9] dtype=f64")
  check.equal(x:amin():item(), 1)
  local w = x:detach():requires_grad()
  check.equal(tostring(w:max(1):sum():grad(w)), "[[0 0 0]\n [1 1 1]] dtype=f64")
end

function T.what_holds_a_nan_has_its_position()
  local y = t.tensor({ 1, 0 / 0, 3, 0 / 0 })
  for _, extreme in ipairs({ t.max, t.min }) do
    local value, position = extreme(y, 1)
    check.truthy(value:isnan():item())
    check.equal(position:item(), 2)
  end
  local median, position = y:median(1)
  check.truthy(median:isnan():item())
  check.truthy(y:item(position:item()) ~= y:item(position:item()))
  check.equal(y:norm(0):item(), 4)
end

function T.the_least_whole_number_is_found()
  check.equal(t.tensor({ 5, -2 ^ 31, -2 ^ 31 }, "i32"):argmin():item(), 2)
  check.equal(t.tensor({ 5, -2 ^ 63 }, "i64"):argmin():item(), 2)
  check.equal(t.tensor({ true, false }):argmin():item(), 2)
end

function T.a_deviation_of_0_has_a_gradient()
  local y = t.ones({ 3 }):requires_grad()
  check.prints(y:std():grad(y), "[0 0 0]")
end

function T.medians_are_elements()
  local values, positions = x:median(2)
  check.equal(tostring(values), "[2 5] dtype=f64")
  check.equal(tostring(positions), "[2 2] dtype=i64")
  check.equal(tostring((x:median(1, true))), "[[1 2 3]] dtype=f64")
  check.equal(x:median():item(), 3)
  check.equal(select("#", x:median()), 1)
end

return T

--- runtime/script/bind_tensor_layers.c

local check = require("tests.support.check")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

local T = {}

local fails = check.fails

function T.bounds_may_be_numbers_tensors_or_nil()
  local x = t.tensor({ -2, 0, 3 })
  check.equal(tostring(x:clamp(-1, 1)), "[-1  0  1]")
  check.equal(tostring(x:clamp(nil, 1)), "[-2  0  1]")
  check.equal(tostring(x:clamp({ max = t.tensor({ 0, -1, 5 }) })), "[-2 -1  3]")
  fails("clamp wants a bound", x.clamp, x)
  fails("clamp: wanted a tensor or a number as min, got string", x.clamp, x, "low")
end

function T.slopes_have_defaults()
  local x = t.tensor({ -100, 1 })
  check.equal(tostring(x:leaky_relu()), "[-1  1]")
  check.equal(tostring(x:leaky_relu(0.5)), "[-50   1]")
  check.equal(t.tensor(0):silu():item(), 0)
end

function T.losses_are_means()
  local a, b = t.tensor({ 0, 3 }), t.tensor({ 1, 0 })
  check.equal(a:l1(b):item(), 2)
  check.equal(a:huber(b):item(), 1.5)
  check.equal(a:huber(b, { delta = 2 }):item(), 2.25)
  check.equal(a:to("i64"):huber(b:to("i64"), 0.5):item(), a:huber(b, 0.5):item())
  check.equal(t.tensor({ 0.5 }):bce(t.ones({ 1 })):item(), -t.tensor(0.5):log():item())
  check.equal(t.tensor({ { -1, -2 }, { -3, -4 } }):nll({ 2, 1 }):item(), 2.5)
end

function T.batch_norm_returns_what_it_used()
  local x = t.tensor({ { 1, 10 }, { 3, 30 } })
  local y, mean, var = x:batch_norm({ eps = 0 })
  check.equal(tostring(y), "[[-1 -1]\n [ 1  1]]")
  check.equal(tostring(mean), "[ 2 20]")
  check.equal(tostring(var), "[  1 100]")
  y = x:batch_norm(t.tensor({ 2, 1 }), nil, { mean = mean, var = var, eps = 0 })
  check.equal(tostring(y), "[[-2 -1]\n [ 2  1]]")
end

function T.dropout_repeats_with_its_seed()
  local x = t.ones({ 100 })
  local y = x:dropout(0.5, rng.new(1))
  check.equal(tostring(y), tostring(x:dropout(0.5, rng.new(1))))
  check.equal(y:max():item(), 2)
  fails("dropout wants a probability, got -1", x.dropout, x, -1, rng.new(1))
end

return T

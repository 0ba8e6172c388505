--- runtime/script/position.h: mistakes and anomalies say which line they are on.

local autodiff = require("hyla.autodiff")
local check = require("tests.support.check")
local nn = require("hyla.nn")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

local T = {}

--- Returns the number of the line that it is called from.
local function line()
  return debug.getinfo(2, "l").currentline
end

--- Checks that a call fails with a message of a line of this file.
local function fails(number, message, call, ...)
  local ok, text = pcall(call, ...)
  check.equal(ok, false)
  check.contains(text, ("test_position.lua:%d: %s"):format(number, message))
end

local a, b, c = t.ones({ 2, 3 }), t.ones({ 2, 3 }), t.ones({ 4 })

function T.methods_functions_and_operators_name_their_line()
  local inner = "matmul inner extents differ: 3 and 2"
  fails(line() + 1, inner, function()
    local x = a:matmul(b)
    return x + 1
  end)
  fails(line() + 1, inner, function()
    local x = t.matmul(a, b)
    return x + 1
  end)
  fails(line() + 1, "add: shapes do not broadcast: [2, 3] and [4]", function()
    local x = a + c
    return x + 1
  end)
end

function T.a_call_that_lua_forgot_names_the_line_of_its_caller()
  local ok, text = pcall(a.matmul, a, b)
  check.equal(ok, false)
  check.contains(text, ("test_position.lua:%d: matmul"):format(line() - 2))
end

function T.compiled_loops_name_their_line()
  for _ = 1, 2 do
    fails(line() + 3, "add: shapes do not broadcast", function()
      for i = 1, 300 do
        local y = i < 300 and b or c
        local x = a + y
        x:exp()
      end
    end)
  end
end

function T.coroutines_name_their_line()
  fails(line() + 1, "matmul", coroutine.wrap(function()
    local x = a:matmul(b)
    return x + 1
  end))
end

function T.wrong_arguments_name_their_line()
  fails(line() + 1, "add: wanted a tensor or a number as b, got table", function()
    local x = a + {}
    return x + 1
  end)
end

function T.a_mistake_inside_the_library_names_the_line_that_called_it()
  local net = nn.mlp({ 3, 4, 2 })
  local params = net.init(rng.new(1))
  fails(line() + 1, "linear wants [..., k] and [k, n], got [4] and [3, 4]", function()
    local y = net.apply(params, c)
    return y + 1
  end)
end

function T.an_anomaly_names_its_line()
  fails(line() + 1, "log made a NaN of inputs without one", t.anomaly, function()
    local x = (a - 2):log()
    return x + 1
  end)
end

function T.an_anomaly_of_a_large_result_names_its_line()
  local x = t.zeros({ 300, 300 })
  fails(line() + 1, "div made a NaN of inputs without one", t.anomaly, function()
    local y = x / x
    return (y + 1):sum()
  end)
end

function T.an_anomaly_of_a_gradient_names_the_line_of_the_op()
  local x = t.tensor({ 0, 1 }):requires_grad()
  local file = debug.getinfo(1, "S").short_src
  local expected = ("the gradient of sqrt, called at %s:%d, is NaN"):format(file, line() + 2)
  fails(line() + 2, expected, t.anomaly, function()
    local y = x:sqrt() * t.tensor({ 0, 1 })
    local grads = y:sum():grad(x)
    return grads
  end)
end

function T.an_anomaly_in_a_custom_gradient_names_its_line()
  local x = t.tensor({ 0, 1 }):requires_grad()
  local odd = autodiff.custom(function(v) return v * 1 end, function(_, grad)
    local zero = grad * 0
    return zero / zero
  end)
  fails(line() - 2, "div made a NaN", t.anomaly, function()
    return odd(x):sum():grad(x)
  end)
end

function T.anomalies_are_looked_for_inside_only()
  check.equal(t.anomaly(function() return 1, 2 end), 1)
  local x = (a - 2):log()
  check.truthy(x:item(1, 1) ~= x:item(1, 1))
  check.truthy(t.anomaly(function() return x + 1 end))
end

return T

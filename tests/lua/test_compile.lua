--- lua/hyla/autodiff/compile and the functions that it is made of

local autodiff = require("hyla.autodiff")
local check = require("tests.support.check")
local nest = require("hyla.nest")
local optim = require("hyla.optim")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

local T = {}

local same, fails = check.prints, check.fails

local function draw(seed, ...)
  return t.randn({ ... }, rng.new(seed), "f64")
end

local function check_same(got, wanted)
  check.equal(got:sub(wanted):abs():max():item(), 0)
end

function T.later_calls_do_what_the_first_one_did()
  local calls = 0
  local f = t.compile(function(x, y)
    calls = calls + 1
    return (x * 2 + y):sum(), x:exp()
  end)
  for i = 1, 5 do
    local total, powers = f(t.tensor({ i, 0 }), t.tensor({ 1, 1 }))
    check.equal(total:item(), 2 * i + 2)
    check.near(powers:item(1), math.exp(i), 1e-5 * math.exp(i))
  end
  check.equal(calls, 1)
end

function T.what_was_returned_stays_as_it_was()
  local f = t.compile(function(x)
    return x, x * 2
  end)
  local x1, y1 = f(t.tensor({ 1 }))
  local x2, y2 = f(t.tensor({ 2 }))
  x2:add_(10)
  same(x1, "[1]")
  same(y1, "[2]")
  same(y2, "[4]")
end

function T.trees_come_and_go()
  local f = t.compile(function(tree, scale)
    return { sum = tree.w + tree.b[1], list = { tree.w * scale, "text", 7, true } }, nil, scale
  end)
  for i = 1, 3 do
    local result, nothing, scale = f({ w = t.tensor(i), b = { t.tensor(1) } }, 3)
    check.equal(result.sum:item(), i + 1)
    check.equal(result.list[1]:item(), 3 * i)
    check.equal(result.list[2], "text")
    check.equal(result.list[3], 7)
    check.equal(result.list[4], true)
    check.equal(nothing, nil)
    check.equal(scale, 3)
  end
end

function T.arguments_of_another_kind_make_another_plan()
  local calls = 0
  local f = t.compile(function(x, how)
    calls = calls + 1
    return how == "double" and x * 2 or x + #x:shape()
  end)
  local function check_calls(count, ...)
    f(...)
    f(...)
    check.equal(calls, count)
  end
  check_calls(1, t.zeros({ 2 }))
  check_calls(2, t.zeros({ 3 }))
  check_calls(3, t.zeros({ 3, 1 }))
  check_calls(4, t.zeros({ 3 }, "f64"))
  check_calls(5, t.zeros({ 3 }), "double")
  check_calls(6, t.zeros({ 3 }), "single")
  check_calls(7, t.zeros({ 3 }), 1)
  check_calls(8, t.zeros({ 3 }), true)
  check_calls(9, t.zeros({ 3 }), false)
  check_calls(10, t.zeros({ 3 }), {})
  check_calls(11, t.zeros({ 3 }), { a = "single" })
  check_calls(12, t.zeros({ 3 }), { "single", "a" })
  same(f(t.tensor({ 4 }), "double"), "[8]")
  same(f(t.tensor({ 4 }), "single"), "[5]")
end

function T.any_number_of_kinds_is_right()
  local f = t.compile(function(x, add)
    return x + add
  end)
  for round = 1, 3 do
    for i = 1, 40 do
      check.equal(f(t.full({ i }, round), 1):sum():item(), (round + 1) * i)
      -- once more: numbers that are used again may be many
      check.equal(f(t.tensor(round), i):item(), round + i)
      check.equal(f(t.tensor(round + 1), i):item(), round + 1 + i)
    end
  end
end

function T.a_number_that_always_changes_is_refused()
  local adam = optim.adam()
  local fast = autodiff.compile(function(params, state)
    return adam.step(params, params, state)
  end)
  local params = { w = t.ones({ 2 }) }
  local state = adam.init(params)
  local function train(steps)
    for _ = 1, steps do
      params, state = fast(params, state)
    end
  end
  train(16)
  local why = "compile: a number in argument 2 was another one in each of 17 calls: "
    .. "what changes from call to call belongs in a tensor"
  fails(why, train, 1)
  -- nothing is lost
  state.count = t.tensor(state.count)
  train(20)
  check.equal(state.count:item(), 36)
end

function T.long_arguments_fit()
  local f = t.compile(function(list, text)
    return t.stack(list):sum(), #text
  end)
  local text = ("x"):rep(5000)
  for round = 1, 3 do
    local list = {}
    for i = 1, 100 do
      list[i] = t.tensor(i * round)
    end
    local sum, length = f(list, text)
    check.equal(sum:item(), 5050 * round)
    check.equal(length, 5000)
  end
end

function T.other_tensors_are_read_and_written_where_they_lie()
  local weights, count = t.tensor({ 1, 2 }), t.zeros({})
  local f = t.compile(function(x)
    count:add_(1)
    return weights * x
  end)
  same(f(t.tensor(2)), "[2 4]")
  weights:copy_(t.tensor({ 10, 20 }))
  same(f(t.tensor(2)), "[20 40]")
  check.equal(count:item(), 2)
end

function T.what_it_reads_lives_as_long_as_it()
  local f
  do
    local weights = t.tensor({ 1, 2 })
    local kept = { weights }
    f = t.compile(function(x)
      return kept[1] * x
    end)
    f(t.tensor(1))
    kept[1] = nil
  end
  collectgarbage()
  collectgarbage()
  for i = 1, 20 do
    local _ = t.full({ 2 }, i)
  end
  same(f(t.tensor(3)), "[3 6]")
end

function T.a_saved_tensor_that_it_writes_is_outdated()
  local x = t.tensor({ 1, 2 })
  local f = t.compile(function()
    x:mul_(2)
  end)
  f()
  local p = t.tensor({ 1, 1 }):requires_grad()
  local y = (p * x):sum()
  f()
  fails("was modified in place", y.grad, y, p)
end

function T.tensors_made_inside_end_with_the_call()
  local leaked
  local f = t.compile(function(x)
    leaked = x * 2
    return leaked + 1
  end)
  same(f(t.tensor(1)), "3")
  fails("tensor used after its scope ended", function() return leaked + 1 end)
end

function T.an_error_inside_comes_out_and_nothing_is_kept()
  local is_wrong = true
  local f = t.compile(function(x)
    local y = x * 2
    return is_wrong and y:matmul(x) or y
  end)
  local x = t.tensor(1)
  collectgarbage()
  collectgarbage()
  local before = select(3, t.memory())
  fails("matmul", f, x)
  check.equal(select(3, t.memory()), before)
  is_wrong = false
  same(f(x), "2")
end

function T.what_cannot_be_noted_says_so()
  local x, source = t.tensor({ 1, 2 }), rng.new(1)
  local square = t.eye(2)
  local refused = {
    item = function(y) return y:item(1) end,
    tolist = function(y) return y:tolist() end,
    tostring = tostring,
    randn = function() return t.randn({ 2 }, source) end,
    dropout = function(y) return y:dropout(0.5, source) end,
    nonzero = function(y) return y:nonzero() end,
    cholesky = function() return square:cholesky() end,
    floor_divide = function(y) return y:to("i64"):floor_divide(2) end,
  }
  for name, f in pairs(refused) do
    fails(name .. " cannot be part of a compiled function", t.compile(f), x)
  end
  fails("writes into its argument 1: return it instead", t.compile(x.add_), x, 1)
  fails("clone it first", t.compile(function(y) return t.tensor({ 1, 2 }):add_(y) end), x)
  fails("compile: wanted a function as f, got 3", t.compile, 3)
end

function T.positions_are_checked_in_every_call()
  local f = t.compile(function(x, index)
    return x:index_select(1, index)
  end)
  local x = t.tensor({ 5, 6, 7 })
  same(f(x, t.tensor({ 1, 3 }, "i64")), "[5 7]")
  for _, wrong in ipairs({ -1, 0, 4 }) do
    local message = ("index %d at place 2 is not one of 3"):format(wrong)
    fails(message, f, x, t.tensor({ 1, wrong }, "i64"))
  end
  same(f(x, t.tensor({ 2, 3 }, "i64")), "[6 7]")
end

function T.large_chains_are_noted()
  local f = t.compile(function(x, row)
    return ((x * 2 + 1):exp() * x + row):sum(1)
  end)
  local row = draw(1, 400)
  for seed = 2, 4 do
    local x = draw(seed, 300, 400)
    check_same(f(x, row), ((x * 2 + 1):exp() * x + row):sum(1))
  end
end

local function perceptron(sizes)
  local layers = {}
  for i = 1, #sizes - 1 do
    layers[i] = { w = draw(i, sizes[i], sizes[i + 1]), b = t.zeros({ sizes[i + 1] }, "f64") }
  end
  return layers
end

local function forward(params, x)
  for i = 1, #params - 1 do
    x = x:linear(params[i].w, params[i].b, "relu")
  end
  return x:linear(params[#params].w, params[#params].b)
end

function T.training_is_the_same_bit_by_bit()
  local adam = optim.adam({ rate = 0.01 })
  local slope = autodiff.value_and_grad(function(params, x, y)
    return forward(params, x):mse(y)
  end)
  local calls = 0
  local function step(params, state, x, y)
    calls = calls + 1
    local loss, grads = slope(params, x, y)
    params, state = adam.step(params, grads, state)
    return loss, params, state
  end
  local fast = autodiff.compile(step)
  local params = perceptron({ 3, 8, 1 })
  local state = adam.init(params)
  state.count = t.tensor(0, "f64")
  local fast_params, fast_state = params, state
  for seed = 1, 5 do
    local x, y = draw(seed, 4, 3), draw(seed + 9, 4, 1)
    local loss, fast_loss
    loss, params, state = step(params, state, x, y)
    fast_loss, fast_params, fast_state = fast(fast_params, fast_state, x, y)
    check_same(fast_loss, loss)
  end
  nest.map(check_same, fast_params, params)
  -- one plan, however the tables of parameters came about
  check.equal(calls, 5 + 1)
end

function T.the_order_in_which_a_table_was_filled_does_not_matter()
  local calls = 0
  local fast = autodiff.compile(function(p)
    calls = calls + 1
    return { less = p.a - p.b * p[1] + p[2], nested = { p.nested[0.5], p.nested[-1] } }
  end)
  local names = { "a", "b", 1, 2 }
  for seed = 1, 6 do
    local values = { a = draw(seed, 3), b = draw(seed + 1, 3), draw(seed + 2, 3), draw(7, 3) }
    local p = { nested = {} }
    for i = 0, 40 * (seed % 2) do
      -- room of another size in the table
      p["filler" .. i] = 0
    end
    for i = 0, 40 * (seed % 2) do
      p["filler" .. i] = nil
    end
    for i = 1, #names do
      local name = names[(i + seed) % #names + 1]
      p[name] = values[name]
    end
    for _, key in ipairs(seed % 2 == 0 and { 0.5, -1 } or { -1, 0.5 }) do
      p.nested[key] = t.tensor({ key })
    end
    local y = fast(p)
    check_same(y.less, values.a - values.b * values[1] + values[2])
    check.equal(y.nested[1]:item(), 0.5)
    check.equal(y.nested[2]:item(), -1)
  end
  check.equal(calls, 1)
end

function T.tables_of_many_names_are_read()
  local p = {}
  for i = 1, 300 do
    p["w" .. i] = t.tensor({ i })
  end
  local fast = autodiff.compile(function(q)
    return (q.w7 - q.w300) * q.w29
  end)
  check.equal(fast(p):item(), (7 - 300) * 29)
  local swapped = { w7 = p.w300, w29 = p.w29, w300 = p.w7 }
  check.equal(fast(swapped):item(), (300 - 7) * 29)
end

function T.keys_are_numbers_and_strings()
  local fast = autodiff.compile(function()
    return 1
  end)
  fails("compile: a table has a key that is a boolean, wanted numbers and strings", fast, {
    [true] = 1,
  })
  fails("compile: a table has a key that is a userdata, wanted", fast, { [t.ones(1)] = 1 })
end

function T.gradients_pass_to_any_order()
  local function f(p, x)
    local h = (x:matmul(p.w) + p.b):tanh()
    return (h * h):sum(), { h = h, size = 5 }
  end
  local fast = autodiff.compile(f)
  local params = { w = draw(1, 3, 4):requires_grad(), b = draw(2, 4):requires_grad() }
  for seed = 3, 5 do
    local x = draw(seed, 5, 3)
    local derivatives = {}
    for i, g in ipairs({ f, fast }) do
      local y, others = g(params, x)
      check.equal(others.size, 5)
      local first = (y + others.h:sum()):grad(params)
      local second = (first.w * first.w):sum():grad(params)
      local third = (second.b * second.b):sum():grad(params.w)
      derivatives[i] = { y, first.w, first.b, second.w, second.b, third }
    end
    for i, wanted in ipairs(derivatives[1]) do
      local difference = derivatives[2][i]:sub(wanted):abs():max():item()
      check.truthy(difference <= 1e-9 * wanted:abs():max():item())
    end
  end
end

function T.results_without_a_gradient_have_none()
  local f = autodiff.compile(function(x)
    return x * 2, x:detach(), x:gt(0)
  end)
  local double, cut, sign = f(t.tensor({ 1, -1 }):requires_grad())
  check.equal(double:is_recorded(), true)
  check.equal(cut:is_recorded(), false)
  same(sign, "[ true false]")
end

function T.no_gradient_is_lost_in_silence()
  local weights = t.tensor({ 1, 2 }):requires_grad()
  local f = autodiff.compile(function(x)
    return (weights * x):sum()
  end)
  fails("result 1 is recorded", f, t.tensor({ 3, 4 }))
  same(t.no_grad(f, t.tensor({ 3, 4 })), "11")
end

function T.compiled_functions_nest()
  local square = autodiff.compile(function(x)
    return x * x
  end)
  local f = autodiff.compile(function(x)
    return square(square(x)):sum()
  end)
  for i = 1, 3 do
    local x = t.tensor({ i, 1 }):requires_grad()
    local y = f(x)
    check.equal(y:item(), i ^ 4 + 1)
    check_same(y:grad(x), t.tensor({ 4 * i ^ 3, 4 }))
  end
end

function T.anomalies_are_found_inside()
  local f = autodiff.compile(function(x)
    return x:log()
  end)
  f(t.tensor(1))
  fails("log", t.anomaly, f, t.tensor(-1))
end

function T.memory_goes_with_the_function()
  collectgarbage()
  collectgarbage()
  local before = t.memory()
  local f = t.compile(function(x)
    return (x * 2):exp()
  end)
  f(t.zeros({ 1000 }))
  check.truthy(t.memory() > before)
  f = nil -- luacheck: ignore
  collectgarbage()
  collectgarbage()
  check.equal((t.memory()), before)
end

return T

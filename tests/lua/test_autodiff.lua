--- lua/hyla/autodiff

local autodiff = require("hyla.autodiff")
local check = require("tests.support.check")
local t = require("hyla.tensor")

local T = {}

local function f64(value)
  return t.tensor(value, "f64")
end

local same, fails = check.prints, check.fails

local function cube(x)
  return (x * x * x):sum()
end

function T.whole_powers_have_derivatives_at_zero()
  local x = f64({ 0, 2 }):requires_grad()
  for _, square in ipairs({ x ^ 2, x ^ t.full({ 2 }, 2, "f64") }) do
    local first = square:sum():grad(x)
    local second = first:sum():grad(x)
    same(first, "[0 4] dtype=f64")
    same(second, "[2 2] dtype=f64")
    same(second:sum():grad(x):abs(), "[0 0] dtype=f64")
  end
  same((x ^ 0):sum():grad(x), "[0 0] dtype=f64")
  -- an exponent that is written later is one that was needed
  local exponent = f64(1)
  local y = (x ^ exponent):sum()
  exponent:fill_(3)
  fails("was modified in place", y.grad, y, x)
end

function T.the_gradient_of_a_tie_goes_to_the_first()
  local a, b = f64({ 0, 1, 2 }):requires_grad(), f64({ 1, 1, 1 }):requires_grad()
  local grads = t.maximum(a, b):sum():grad({ a, b })
  same(grads[1], "[0 1 1] dtype=f64")
  same(grads[2], "[1 0 0] dtype=f64")
  grads = t.minimum(a, b):sum():grad({ a, b })
  same(grads[1], "[1 1 0] dtype=f64")
  same(grads[2], "[0 0 1] dtype=f64")
  same(a:clamp(0, 2):sum():grad(a), "[1 1 1] dtype=f64")
end

function T.value_and_grad_follow_a_tree()
  local loss = function(p, scale) return (p.w * p.w):sum() * scale + p.b[1]:sum() end
  local params = { w = f64({ 1, 2 }), b = { f64({ 4 }) } }
  local value, grads = autodiff.value_and_grad(loss)(params, 3)
  check.equal(value:item(), 19)
  same(grads.w, "[ 6 12] dtype=f64")
  same(grads.b[1], "[1] dtype=f64")
end

function T.other_results_come_after_the_gradients()
  local f = function(x) return x:sum(), { x * 2 }, "note" end
  local grads, doubled, note = autodiff.grad(f)(f64({ 1, 2 }))
  same(grads, "[1 1] dtype=f64")
  same(doubled[1], "[2 4] dtype=f64")
  check.equal(doubled[1]:is_recorded(), false)
  check.equal(note, "note")
end

function T.results_are_recorded_only_when_something_outside_was()
  local x, w = f64({ 1, 2 }), f64({ 3, 4 }):requires_grad()
  local value, grads = autodiff.value_and_grad(cube)(x)
  check.equal(value:is_recorded() or grads:is_recorded(), false)
  local open = autodiff.grad(function(v) return (v * v * w):sum() end)(x)
  same(open:sum():grad(w), "[2 4] dtype=f64")
  check.equal(autodiff.grad(cube)(w):is_recorded(), true)
end

function T.other_uses_of_a_parameter_are_constants()
  local x = f64({ 3 }):requires_grad()
  local grads = autodiff.grad(function(v) return (v * x):sum() end)(x)
  same(grads, "[3] dtype=f64")
  same(grads:sum():grad(x), "[1] dtype=f64")
end

function T.grad_works_where_nothing_is_recorded()
  local grads = t.no_grad(autodiff.grad(cube), f64({ 2 }):requires_grad())
  same(grads, "[12] dtype=f64")
  check.equal(grads:is_recorded(), false)
end

function T.grad_nests_to_any_order()
  local f = function(x) return x:exp():sum() end
  for _ = 1, 5 do
    f = autodiff.grad(f)
  end
  check.near(f(f64({ 1.5 })):item(), math.exp(1.5))
end

function T.grad_wants_one_number()
  fails("grad: wanted a function that returns one number in a tensor, got shape [2]",
    autodiff.grad(function(x) return x end), f64({ 1, 2 }))
  fails("got nil", autodiff.grad(function() end), f64({ 1 }))
end

function T.vjp_pulls_gradients_back_as_often_as_asked()
  local y, pull = autodiff.vjp(function(x) return { x * x, twice = x * 2 } end, f64({ 1, 2 }))
  same(y[1], "[1 4] dtype=f64")
  check.equal(y[1]:is_recorded(), false)
  same(pull({ f64({ 1, 0 }), twice = f64({ 0, 10 }) }), "[ 2 20] dtype=f64")
  same(pull({ f64({ 0, 1 }), twice = f64({ 0, 0 }) }), "[0 4] dtype=f64")
end

function T.pulled_gradients_are_linear_in_recorded_cotangents()
  local _, pull = autodiff.vjp(function(x) return x * x end, f64({ 1, 2 }))
  local u = f64({ 1, 1 }):requires_grad()
  same(pull(u):sum():grad(u), "[2 4] dtype=f64")
end

function T.jvp_pushes_tangents_forward()
  local f = function(p) return { sum = (p.a * p.b):sum(), sine = p.a:sin() } end
  local params = { a = f64({ 1, 2 }), b = f64({ 3, 4 }) }
  local y, dy = autodiff.jvp(f, params, { a = f64({ 1, 0 }), b = f64({ 0, 10 }) })
  check.equal(y.sum:item(), 11)
  check.equal(dy.sum:item(), 23)
  check.near(dy.sine:item(1), math.cos(1))
  check.equal(dy.sine:item(2), 0)
  check.equal(dy.sum:is_recorded(), false)
end

function T.jvp_of_a_constant_is_zero()
  local _, dy = autodiff.jvp(function() return f64({ 1, 2 }) end, f64(3), f64(1))
  same(dy, "[0 0] dtype=f64")
end

function T.hvp_is_the_hessian_times_a_vector()
  local f = function(x) return (x * x * x):sum() + x:sum() ^ 2 end
  local x, v = f64({ 1, 2, 3 }), f64({ 1, -1, 2 })
  local product = autodiff.hessian(f, x):matmul(v:reshape(3, 1)):reshape(3)
  same(autodiff.hvp(f, x, v), tostring(product))
end

function T.jacobian_has_the_shapes_of_result_and_input()
  local f = function(x) return (x * x):sum(1):sin() end
  local x = f64({ { 1, 2 }, { 3, 4 }, { 5, 6 } })
  local jacobian = autodiff.jacobian(f, x)
  check.equal(table.concat(jacobian:shape(), " "), "2 3 2")
  check.near(jacobian:item(2, 3, 2), 12 * math.cos(56))
  check.equal(jacobian:item(2, 3, 1), 0)
end

function T.hessian_matches_a_closed_form()
  local f = function(x) return (x:narrow(1, 1, 1) * x:narrow(1, 2, 1) ^ 2):sum() end
  same(autodiff.hessian(f, f64({ 3, 5 })), "[[ 0 10]\n [10  6]] dtype=f64")
end

function T.stop_gradient_cuts_a_tree_off()
  local x = f64({ 2 }):requires_grad()
  local cut = autodiff.stop_gradient({ y = x * 3, note = "kept" })
  same((cut.y * x):sum():grad(x), "[6] dtype=f64")
  check.equal(cut.note, "kept")
end

local exp = autodiff.custom(function(x)
  local y = x:exp()
  return y, y
end, function(y, grad)
  return grad * y
end)

function T.a_custom_function_passes_the_check_to_second_order()
  assert(autodiff.check(function(x) return exp(x * 2) end, f64({ 0.3, -0.2 }), { order = 2 }))
end

function T.a_custom_gradient_replaces_the_one_of_its_ops()
  local straight = autodiff.custom(function(x) return x:sign() end,
    function(_, grad) return grad end)
  local grad = autodiff.grad(function(x) return (straight(x) * 5):sum() end)
  same(grad(f64({ -2, 3 })), "[5 5] dtype=f64")
end

function T.custom_takes_trees_and_other_values()
  local scale = autodiff.custom(function(p, factor)
    return (p.a + p.b) * factor, { factor = factor, a = p.a }
  end, function(saved, grad)
    return { a = grad * saved.factor, b = nil }
  end)
  local f = function(p) return scale(p, 3):sum() end
  local grads = autodiff.grad(f)({ a = f64({ 1, 2 }), b = f64({ 1, 1 }) })
  same(grads.a, "[3 3] dtype=f64")
  same(grads.b, "[0 0] dtype=f64")
end

function T.custom_functions_work_out_of_the_scope_that_called_them()
  local x = f64({ 1, 2 }):requires_grad()
  local y = t.scope(function() return exp(x * 1):sum() end)
  collectgarbage()
  check.near(y:grad(x):item(2), math.exp(2))
end

function T.a_custom_gradient_may_drop_what_is_differentiated_by()
  local tree = { f64({ 1, 2 }):requires_grad(), f64({ 3, 4 }):requires_grad() }
  local y = t.custom(f64({ 1, 2 }), { tree[1] }, function(grad)
    tree[2] = nil
    collectgarbage()
    -- takes the memory of what was dropped
    for _ = 1, 100 do
      tree.other = f64({ 1, 2, 3 }):requires_grad()
    end
    return { grad }
  end)
  same(y:sum():grad(tree)[2], "[0 0] dtype=f64")
end

function T.an_error_in_a_custom_gradient_says_where_it_was()
  local broken = autodiff.custom(function(x) return x * 1 end, function() error("no idea") end)
  local x = f64({ 1 }):requires_grad()
  local y = broken(x):sum()
  local _, _, before = t.memory()
  fails("in the gradient of a custom function: ", y.grad, y, x)
  fails("test_autodiff.lua:", y.grad, y, x)
  fails("no idea", y.grad, y, x)
  check.equal(select(3, t.memory()), before)
end

function T.custom_gradients_must_fit()
  local x = f64({ 1, 2 }):requires_grad()
  local function gradient_of(backward)
    return autodiff.custom(function(v) return v * 1 end, backward)(x):sum():grad(x)
  end
  fails("gradient 1 is f64 [], its input f64 [2]", gradient_of, function(_, g) return g:sum() end)
  fails("gradient 1: wanted a tensor, got number", gradient_of, function() return 1 end)
  fails("returned 2 gradients for 1 arguments", gradient_of, function(_, g) return g, g end)
  fails("custom: wanted a tensor as the result of forward, got nil",
    autodiff.custom(function() end, function() end), x)
end

function T.a_custom_gradient_may_differentiate_what_it_is_part_of()
  local x = f64({ 2 }):requires_grad()
  local inner = x * x
  local odd = autodiff.custom(function(v) return v * 1 end, function(_, grad)
    return grad * inner:grad(x)
  end)
  -- d/dx of x * odd(inner): odd + x * (1 * inner'(x)) * inner'(x)
  local y = (x * odd(inner) * 1):sum()
  same(y:grad(x), "[36] dtype=f64")
end

function T.a_custom_gradient_may_come_from_a_coroutine_that_is_gone()
  local x = f64({ 1 }):requires_grad()
  local nested = autodiff.custom(function(v) return v * 1 end, function(_, grad)
    local y = coroutine.wrap(function() return grad * 2 end)()
    collectgarbage()
    return y
  end)
  same(nested(nested(x)):sum():grad(x), "[4] dtype=f64")
  local pause = autodiff.custom(function(v) return v * 1 end, coroutine.yield)
  local thread = coroutine.create(function() return pause(x):sum():grad(x) end)
  local ok, message = coroutine.resume(thread)
  check.equal(ok, false)
  check.contains(message, "yield")
end

function T.functions_of_dead_results_are_let_go()
  local alive = setmetatable({}, { __mode = "k" })
  local x = f64({ 1 }):requires_grad()
  t.scope(function()
    for _ = 1, 10 do
      local backward = function() return alive end
      alive[backward] = true
      t.custom(x * 1, { x }, backward)
    end
  end)
  t.custom(x * 1, { x }, function() end)
  collectgarbage()
  check.equal(next(alive), nil)
end

local function segment(x, w)
  return (x * w):sin():exp()
end

function T.a_checkpoint_has_the_gradients_of_its_function()
  local w = f64({ 0.5, -1 }):requires_grad()
  local x = f64({ 0.3, 0.2 })
  local inside = function(v) return autodiff.checkpoint(function(u) return segment(u, w) end, v) end
  assert(autodiff.check(inside, x, { order = 2 }))
  local leaf = x:requires_grad()
  same(inside(leaf):sum():grad(w), tostring(segment(leaf, w):sum():grad(w)))
end

function T.checkpoints_take_and_return_trees()
  local f = function(p)
    local out = autodiff.checkpoint(function(q, power)
      return { sum = (q.a * q.b):sum(), list = { q.a ^ power } }
    end, p, 3)
    return { out.sum * out.list[1] }
  end
  assert(autodiff.check(f, { a = f64({ 1, 2 }), b = f64({ 3, 4 }) }, { order = 2 }))
end

function T.checkpoints_nest()
  local w = f64({ 0.5, -1 })
  local f = function(x)
    return autodiff.checkpoint(function(v)
      return autodiff.checkpoint(segment, autodiff.checkpoint(segment, v, w), w)
    end, x)
  end
  assert(autodiff.check(f, f64({ 0.3, 0.2 }), { order = 2 }))
end

--- Returns the most tensor memory in use during a chain of steps and its gradient.
local function peak_of(step)
  collectgarbage()
  local base, peak = t.memory(), 0
  local x = t.ones({ 100, 100 }):requires_grad()
  t.scope(function()
    local y = x
    for _ = 1, 20 do
      y = t.scope(step, y)
      peak = math.max(peak, t.memory() - base)
    end
    y:sum():grad(x)
  end)
  return peak
end

function T.a_checkpoint_keeps_no_intermediates()
  local function steps(x)
    for _ = 1, 10 do
      x = x:sin()
    end
    return x
  end
  local kept = peak_of(steps)
  local again = peak_of(function(x) return autodiff.checkpoint(steps, x) end)
  check.truthy(again < kept / 5)
end

function T.checks_name_the_first_wrong_gradient()
  local wrong = autodiff.custom(function(x) return x * x end, function(_, grad)
    return grad * 3
  end)
  local ok, message = autodiff.check(wrong, f64({ 1.5, 2 }))
  check.equal(ok, nil)
  check.contains(message, "order 1, tensor 1, element 2: the gradient is")
end

function T.checks_reach_the_second_order()
  local half = autodiff.custom(function(x) return x * x * x, x end, function(x, grad)
    return grad * (3 * x * x):detach()
  end)
  local f = function(p) return half(p) end
  assert(autodiff.check(f, f64({ 1.5, 2 })))
  local ok, message = autodiff.check(f, f64({ 1.5, 2 }), { order = 2 })
  check.equal(ok, nil)
  check.contains(message, "order 2")
end

function T.wrong_arguments_are_refused_at_the_line_of_the_caller()
  local v, m = t.ones({ 3 }, "f64"), t.ones({ 2, 3 })
  local function square(x)
    return (x * x):sum()
  end
  check.fails("grad: wanted a function as f, got nil", autodiff.grad)
  check.fails("value_and_grad: wanted a function as f, got 3", autodiff.value_and_grad, 3)
  check.fails("vjp: wanted a function as f, got a tensor", autodiff.vjp, v, v)
  check.fails("jvp: wanted a tree with the shapes of the other as tangents, got a tensor",
    autodiff.jvp, square, v, m)
  check.fails("hvp: wanted a tree with the shapes of the other as v, got nil", autodiff.hvp, square,
    v)
  check.fails("jacobian: wanted a tensor as x, got table", autodiff.jacobian, square, { v })
  check.fails("jacobian: wanted a tensor as the result of f, got 3", autodiff.jacobian,
    function() return 3 end, v)
  check.fails("hessian: wanted a tensor as x, got nil", autodiff.hessian, square)
  check.fails("checkpoint: wanted a function as f, got nil", autodiff.checkpoint)
  check.fails("checkpoint: wanted a tree of tensors as the result of f, got 3", autodiff.checkpoint,
    function() return 3 end, v:requires_grad())
  check.fails("custom: wanted a function as backward, got nil", autodiff.custom, square)
  check.fails("check: wanted tensors of f64, got f32", autodiff.check, square, m)
  check.fails("check: knows order, step, tolerance, got the option eps", autodiff.check, square, v,
    { eps = 1 })
end

return T

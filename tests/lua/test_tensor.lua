--- runtime/script/bind_tensor.c

local check = require("tests.support.check")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

local T = {}

local same, fails = check.prints, check.fails

function T.nested_tables_become_tensors()
  local x = t.tensor({ { 1, 2, 3 }, { 4, 5, 6 } })
  check.equal(table.concat(x:shape(), " "), "2 3")
  check.equal(x:rank(), 2)
  check.equal(x:dtype(), "f32")
  check.equal(x:item(2, 3), 6)
  check.equal(t.tensor(2.5, "f64"):item(), 2.5)
  check.equal(t.tensor({}):count(), 0)
end

function T.tolist_gives_the_nested_tables_back()
  local list = t.tensor({ { 1, 2 }, { 3, 4 } }):transpose():tolist()
  check.equal(list[1][2], 3)
  check.equal(list[2][1], 2)
  check.equal(t.tensor(7):tolist(), 7)
end

function T.ragged_tables_are_refused()
  fails("element 3: wanted a table of 2 elements, got 1", t.tensor, { { 1, 2 }, { 3 } })
  fails("element 2: wanted a number, got string", t.tensor, { 1, "x" })
  fails("element 3: wanted a table of 2 elements, got 3", t.tensor, { { 1, 2 }, 3 })
end

function T.makers_fill_as_they_say()
  same(t.zeros({ 2 }) + t.ones({ 2 }) + t.full({ 2 }, 3), "[4 4]")
  same(t.arange(3), "[1 2 3]")
  same(t.eye(2), "[[1 0]\n [0 1]]")
  same(t.linspace(0, 1, 5), "[   0 0.25  0.5 0.75    1]")
  same(t.linspace(3, 0, 2, "f64"), "[3 0] dtype=f64")
  same(t.linspace(2, 9, 1), "[2]")
  check.equal(t.linspace(-0.1, 0.7, 9, "f64"):item(9), 0.7)
  check.equal(t.zeros({ 2 }, "f64"):dtype(), "f64")
  fails("zeros: wanted bool, i32, i64, f32 or f64 as dtype, got f16", t.zeros, { 2 }, "f16")
  fails("tensor: wanted bool, i32, i64, f32 or f64 as dtype, got table", t.tensor, 1, {})
end

function T.makers_take_shape_and_type_of_another()
  local x = t.ones({ 2, 1 }, "f64")
  same(t.zeros_like(x), "[[0]\n [0]] dtype=f64")
  same(t.ones_like(x:to("bool")), "[[true]\n [true]]")
  same(t.full_like(x, 2, "i32"), "[[2]\n [2]] dtype=i32")
end

function T.random_tensors_repeat_with_their_seed()
  local a = t.randn({ 3, 4 }, rng.new(5)):tolist()
  local b = t.randn({ 3, 4 }, rng.new(5)):tolist()
  check.equal(a[3][4], b[3][4])
  local u = t.uniform({ 1000 }, rng.new(6), -2, -1)
  check.truthy(u:min():item() >= -2 and u:max():item() < -1)
end

function T.operators_take_numbers_on_either_side()
  local x = t.tensor({ 1, 2 })
  same(1 + x, "[2 3]")
  same(x - 1, "[0 1]")
  same(2 / x, "[2 1]")
  same(x ^ 2, "[1 4]")
  same(2 ^ x, "[2 4]")
  same(-x * 3, "[-3 -6]")
end

function T.shapes_broadcast()
  local column = t.tensor({ { 1 }, { 2 } })
  same(column + t.tensor({ 10, 20 }), "[[11 21]\n [12 22]]")
  fails("add: shapes do not broadcast: [2] and [3]", t.add, t.ones({ 2 }), t.ones({ 3 }))
end

function T.element_types_mix_by_promotion()
  local function kind(x)
    return x:dtype()
  end
  local whole, flags = t.ones({ 1 }, "i32"), t.tensor({ true })
  check.equal(kind(t.ones({ 1 }) + t.ones({ 1 }, "f64")), "f64")
  check.equal(kind(whole + 1), "i32")
  check.equal(kind(whole + 0.5), "f32")
  check.equal(kind(2 ^ 40 * whole), "i64")
  check.equal(kind(whole / 2), "f32")
  check.equal(kind(1 - flags), "i64")
  check.equal(kind(flags * t.ones({ 1 }, "f64")), "f64")
  check.equal(kind(whole:exp()), "f32")
  check.equal(kind(flags:sum()), "i64")
  check.equal(kind(whole:argmax()), "i64")
  check.equal(kind(t.where(flags, 1, 2)), "i64")
  check.equal(kind(t.stack({ whole, flags })), "i32")
  check.equal(kind(t.arange(2)), "f32")
end

function T.an_accuracy_is_the_mean_of_a_comparison()
  local likely = t.tensor({ { 1, 3 }, { 2, 0 }, { 0, 1 } }):argmax(2)
  check.equal(likely:eq(t.tensor({ 2, 1, 1 })):mean():item(), t.tensor(2 / 3):item())
  check.equal(likely:eq(likely):mean():item(), 1)
end

function T.booleans_are_elements()
  local x = t.tensor({ { true, false } })
  check.equal(x:dtype(), "bool")
  check.equal(x:item(1, 1), true)
  check.equal(x:tolist()[1][2], false)
  check.equal(t.tensor(true):item(), true)
  check.equal(t.tensor({ true, false }, "f64"):item(1), 1)
  fails("tensor: element 2: wanted a boolean, got 1", t.tensor, { true, 1 })
  fails("element 2: wanted a number, got boolean", t.tensor, { 1, true })
end

function T.what_a_lua_number_cannot_hold_is_not_given_out()
  local x = t.full({ 1 }, 2 ^ 53, "i64") + 1
  fails("element 1, about 9.007199254741e+15, is no exact number in Lua", x.item, x)
  fails("is no exact number in Lua", x.tolist, x)
  check.equal((x - 1):item(), 2 ^ 53)
end

function T.only_floats_are_recorded()
  local x = t.ones({ 1 }, "i64")
  fails("requires_grad wants a float, got i64", x.requires_grad, x)
end

function T.comparisons_give_bools()
  local x = t.tensor({ 1, 2, 3 })
  same(x:lt(2), "[ true false false]")
  same(x:ge(2), "[false  true  true]")
  same(t.eq(x, 2), "[false  true false]")
  same(x:ne(2), "[ true false  true]")
  same(t.where(x:gt(1), x, -1), "[-1  2  3]")
  same(t.maximum(x, 2), "[2 2 3]")
end

function T.arguments_are_spoken_of_by_name()
  local x = t.ones({ 2, 3 })
  fails("softmax: wanted an axis as axis, got string", x.softmax, x, "rows")
  fails("sum: wanted true or false as keepdim, got 2", x.sum, x, 1, 2)
  fails("full: wanted a number as value, got nil", t.full, { 2 })
  fails("matmul: wanted a tensor as b, got 1", x.matmul, x, 1)
  fails("concat: element 2 of list: wanted a tensor, got boolean", t.concat, { x, true })
  fails("eye: wanted a whole number of at least 0 as count, got 1.5", t.eye, 1.5)
  fails("sum takes at most 3 arguments, got 4", x.sum, x, 1, true, "f64")
  fails("where: wanted a tensor as condition, got 1", t.where, 1, 2, 3)
end

function T.the_last_arguments_may_be_given_by_name()
  local x = t.tensor({ { 1, 2 }, { 3, 4 } })
  same(x:sum({ keepdim = true }), "[[10]]")
  same(x:sum(1, { keepdim = true }), "[[4 6]]")
  same(t.one_hot({ 1 }, { dtype = "f64", count = 2 }), "[[1 0]] dtype=f64")
  fails("sum takes no argument of the name axes here", x.sum, x, { axes = 1 })
  fails("sum takes no argument of the name axis here", x.sum, x, 1, { axis = 1 })
  fails("sum takes no argument of the name 1.5 here", x.sum, x, { keepdim = true, [1.5] = 2 })
end

function T.reductions_take_an_axis_or_all()
  local x = t.tensor({ { 1, 2, 3 }, { 4, 5, 6 } })
  check.equal(x:sum():item(), 21)
  same(x:sum(1), "[5 7 9]")
  same(x:mean(-1), "[2 5]")
  same(x:max(2, true), "[[3]\n [6]]")
  same(x:min(1), "[1 2 3]")
  same(x:argmax(2), "[3 3] dtype=i64")
  same(x:sum({ 1, 2 }), "21")
  fails("no axis 3 among 2", x.sum, x, 3)
end

function T.linear_adds_a_bias_and_applies_a_function()
  local x, w = t.tensor({ { 1, 2 }, { 3, -4 } }), t.tensor({ { 1, 0 }, { 0, 1 } })
  local b = t.tensor({ 1, 1 })
  same(x:linear(w, b), "[[ 2  3]\n [ 4 -3]]")
  same(t.linear(x, w, b, "relu"), "[[2 3]\n [4 0]]")
  same(x:linear(w), "[[ 1  2]\n [ 3 -4]]")
  check.truthy(math.abs((x:linear(w, b, "gelu") - (x + 1):gelu()):sum():item()) < 1e-6)
  fails("linear wants [..., k] and [k, n], got [2, 2] and [2]", t.linear, x, b)
  fails("linear wants a bias of [2], got [2, 2]", t.linear, x, w, x)
end

function T.layer_norm_makes_rows_alike()
  local x = t.tensor({ { 1, 3 }, { -10, 10 } })
  same(x:layer_norm({ eps = 0 }), "[[-1  1]\n [-1  1]]")
  same(x:layer_norm(t.tensor({ 2, 1 }), t.tensor({ 0, 1 }), 0), "[[-2  2]\n [-2  2]]")
  fails("layer_norm wants a weight and a bias of [2], got [3]", t.layer_norm, x, t.ones({ 3 }))
end

function T.sums_take_a_factor()
  check.equal((t.tensor(1):add(2, { alpha = 3 })):item(), 7)
  local x, y = t.tensor({ 1, 2 }), t.tensor({ 10, 20 })
  same(x:add(y, 0.5), "[ 6 12]")
  same(x:sub(y, 2), "[-19 -38]")
  same(t.add(1, x, 3), "[4 7]")
end

function T.matmul_takes_vectors()
  local x, v = t.arange(6):reshape(2, 3), t.tensor({ 1, 2, 3 })
  same(x:matmul(v), "[14 32]")
  same(t.tensor({ 1, -1 }):matmul(x), "[-3 -3 -3]")
  same(v:matmul(v), "14")
  same(t.arange(12):reshape(2, 2, 3):matmul(v), "[[14 32]\n [50 68]]")
  same(t.zeros({ 2, 0 }):matmul(t.zeros({ 0 })), "[0 0]")
  local w = v:requires_grad()
  same(x:matmul(w):sum():grad(w), "[5 7 9]")
end

function T.matmul_names_the_extents_that_differ()
  local x = t.ones({ 2, 3 })
  same(x:matmul(t.ones({ 3, 2 })), "[[3 3]\n [3 3]]")
  fails("matmul inner extents differ: 3 and 2", t.matmul, x, x)
  fails("matmul wants ranks of at least 1, got 2 and 0", t.matmul, x, t.ones({}))
  fails("matmul inner extents differ: 2 and 3", t.matmul, t.ones({ 2 }), t.ones({ 3 }))
end

function T.errors_name_the_line()
  local x = t.ones({ 2, 3 })
  local ok, message = pcall(function()
    local y = x:matmul(x)
    return y
  end)
  check.equal(ok, false)
  check.truthy(message:match("test_tensor.lua:%d+: matmul inner extents differ: 3 and 2$"))
end

function T.shapes_change_without_a_copy_of_the_meaning()
  local x = t.arange(6):reshape(2, 3)
  same(x:reshape({ 3, -1 }), "[[1 2]\n [3 4]\n [5 6]]")
  same(x:transpose():reshape(6), "[1 4 2 5 3 6]")
  same(x:narrow(2, 2, 2), "[[2 3]\n [5 6]]")
  same(t.arange(2):unsqueeze(2):expand(2, 2), "[[1 1]\n [2 2]]")
  same(t.ones({ 1, 2, 1 }):squeeze(), "[1 1]")
  same(x:permute({ 2, 1 }):narrow(1, 3, 1), "[[3 6]]")
  fails("reshape: the 6 elements of [2, 3] do not fill [4]", x.reshape, x, 4)
  fails("narrow: 2 elements from element 3 on, 1 apart, do not fit", x.narrow, x, 2, 3, 2)
  fails("narrow: positions count from 1, got 0", x.narrow, x, 2, 0, 2)
end

function T.tensors_are_picked_and_joined_by_position()
  local x = t.tensor({ { 1, 2, 3 }, { 4, 5, 6 } })
  same(x:index_select(2, { 3, 1 }), "[[3 1]\n [6 4]]")
  same(x:gather(2, { { 1 }, { 3 } }), "[[1]\n [6]]")
  same(t.concat({ x, x:narrow(2, 1, 1) }, 2), "[[1 2 3 1]\n [4 5 6 4]]")
  same(t.stack({ t.arange(2), t.arange(2) }, 2), "[[1 1]\n [2 2]]")
  same(t.one_hot({ 2, 1 }, 2), "[[0 1]\n [1 0]]")
  fails("index_select: index 4 at place 1 is not one of 3", x.index_select, x, 2, { 4 })
end

function T.an_axis_splits_into_a_list()
  local x = t.arange(5)
  local by_size, by_sizes, chunks = x:split(2), x:split({ 1, 4 }), x:chunk(2)
  same(t.concat({ by_size[3], by_size[1] }), "[5 1 2]")
  same(by_sizes[2], "[2 3 4 5]")
  same(chunks[2], "[4 5]")
  check.equal(#by_size * 100 + #by_sizes * 10 + #chunks, 322)
  check.equal(#t.zeros({ 2, 0 }):chunk(3, 2), 1)
  fails("split: 5 positions do not fall into pieces of 0", x.split, x, 0)
  fails("split wants sizes that add up to 5", x.split, x, { 2, 2 })
  fails("split wants sizes that add up to 5", x.split, x, { 7, -2 })
  fails("split: no axis 1 among 0", x.split, x:sum(), 1)
end

function T.losses_are_what_their_formulas_say()
  local logits = t.tensor({ { 0, 0 }, { 0, 0 } }, "f64")
  local log2 = math.log(2)
  check.truthy(math.abs(t.cross_entropy(logits, { 1, 2 }):item() - log2) < 1e-12)
  local hits = t.tensor({ { 1, 0 }, { 0, 1 } }, "f64")
  check.truthy(math.abs(t.bce_with_logits(logits, hits):item() - log2) < 1e-12)
  check.equal(t.mse(logits, hits):item(), 0.5)
  fails("cross_entropy: class 3 at place 2 is not one of 2", t.cross_entropy, logits, { 1, 3 })
end

function T.gradients_come_in_the_order_asked_for()
  local a = t.tensor({ 1, 2 }):requires_grad()
  local b = t.tensor({ 3, 4 }):requires_grad()
  local grads = (a * b):sum():grad({ b, a })
  same(grads[1], "[1 2]")
  same(grads[2], "[3 4]")
end

function T.gradients_take_the_shape_of_the_parameters_table()
  local w = t.ones({ 2 }):requires_grad()
  local params = { layer = { w = w }, b = t.ones({ 1 }):requires_grad() }
  local grads = (params.layer.w * 3 + params.b):sum():grad(params)
  same(grads.layer.w, "[3 3]")
  same(grads.b, "[2]")
  same((params.b * 2):sum():grad(params.b), "[2]")
end

function T.unconnected_gradients_are_zeros()
  local a = t.ones({ 2 }):requires_grad()
  local b = t.ones({ 2 }):requires_grad()
  same(a:sum():grad({ b })[1], "[0 0]")
end

function T.gradients_of_gradients_are_recorded()
  local x = t.tensor(2, "f64"):requires_grad()
  local first = (x ^ 3):grad({ x })[1]
  local second = first:grad({ x })[1]
  check.equal(first:item(), 12)
  check.equal(second:item(), 12)
  check.equal(second:grad({ x })[1]:item(), 6)
end

function T.gradients_refuse_what_is_not_recorded()
  local x = t.ones({ 2 })
  fails("number 1 is not (see requires_grad)", x.grad, x:sum(), { x })
  local leaf = x:requires_grad()
  fails("grad wants one element or a seed, got shape [2]", leaf.grad, leaf * 2, { leaf })
  same((leaf * 2):grad({ leaf }, t.tensor({ 1, 10 }))[1], "[ 2 20]")
  fails("grad wants tensors and tables of them, got 1", x.grad, leaf:sum(), { 1 })
end

function T.detached_and_unrecorded_results_carry_no_graph()
  local x = t.ones({ 2 }):requires_grad()
  check.equal((x * 2):is_recorded(), true)
  check.equal((x * 2):detach():is_recorded(), false)
  check.equal(t.no_grad(function() return x * 2 end):is_recorded(), false)
  fails("inside", t.no_grad, function() error("inside") end)
  check.equal((x * 2):is_recorded(), true)
end

function T.a_scope_promotes_what_it_returns_and_releases_the_rest()
  collectgarbage()
  local _, _, before = t.memory()
  local kept, nested = t.scope(function()
    local x = t.ones({ 2 })
    for _ = 1, 100 do x = x + 1 end
    return x, { deep = { x * 2 } }
  end)
  local _, _, after = t.memory()
  same(kept, "[101 101]")
  same(nested.deep[1], "[202 202]")
  check.equal(after - before, 2)
end

function T.a_stale_handle_is_an_error()
  local stale
  t.scope(function() stale = t.ones({ 2 }) end)
  fails("tensor used after its scope ended", t.add, stale, 1)
  t.scope(function() fails("tensor used after its scope ended", t.add, stale, 1) end)
end

function T.a_stale_handle_may_be_returned_but_not_used()
  local stale
  t.scope(function() stale = t.ones({ 2 }) end)
  local result = t.scope(function() return { old = stale, new = t.ones({ 1 }) } end)
  check.equal(result.new:item(), 1)
  fails("tensor used after its scope ended", t.exp, result.old)
end

function T.a_scope_releases_also_on_error()
  collectgarbage()
  local _, _, before = t.memory()
  fails("inside", t.scope, function()
    local x = t.ones({ 2 }) + 1
    error("inside " .. x:count())
  end)
  local _, _, after = t.memory()
  check.equal(after, before)
end

function T.scopes_nest()
  local x = t.scope(function()
    local y = t.scope(function() return t.ones({ 1 }) + 1 end)
    return y + 1
  end)
  check.equal(x:item(), 3)
end

function T.a_result_of_an_inner_scope_lives_in_the_outer_one()
  local stale, kept, inner_kept
  local sum = t.scope(function()
    local a = t.ones({ 1 })
    kept = t.scope(function()
      local _ = a * 5
      inner_kept = a * 2
      return { inner_kept, a, inner_kept + 1 }
    end)
    check.equal(kept[2], a)
    fails("tensor used after its scope ended", t.exp, inner_kept)
    stale = kept[1]
    return kept[1] + kept[3]
  end)
  check.equal(sum:item(), 5)
  fails("tensor used after its scope ended", t.exp, stale)
end

function T.a_result_has_one_handle_wherever_it_occurs()
  local a, b, list = t.scope(function()
    local x = t.ones({ 1 })
    return x, x, { x, { x } }
  end)
  check.truthy(rawequal(a, b) and rawequal(a, list[1]) and rawequal(a, list[2][1]))
end

function T.a_scope_holds_many_tensors()
  local last = t.scope(function()
    local x = t.zeros({ 1 })
    for _ = 1, 20000 do x = x + 1 end
    return x
  end)
  check.equal(last:item(), 20000)
end

function T.a_promoted_result_keeps_its_graph()
  local w = t.tensor(3, "f64"):requires_grad()
  local y = t.scope(function() return (w * w) * w end)
  check.equal(y:grad({ w })[1]:item(), 27)
end

function T.results_may_share_tables_and_hold_cycles()
  local value = t.scope(function()
    local node = { x = t.ones({ 1 }) }
    node.self = node
    return { node, node }
  end)
  check.equal(value[1].self.x:item(), 1)
end

function T.garbage_outside_scopes_is_bounded()
  local peak = 0
  for _ = 1, 400 do
    local _ = t.zeros({ 1000, 100 })
    peak = math.max(peak, (t.memory()))
  end
  check.truthy(peak < 100 * 1024 * 1024)
end

-- ops of the table without a name of their own in Lua, and what makes them
local INTERNAL = {
  add_scaled = "add with alpha",
  convert = "to",
  cross_entropy_slope = "the gradient of cross_entropy",
  embed_diagonal = "diag_embed",
  fold = "the gradient of windows",
  layer_norm_slope = "the gradient of layer_norm",
  mask = "the gradient of relu",
  scale = "mul by a number",
  spread = "the gradient of slice",
  sum_to = "the gradient of expand",
  windows = "conv1d, conv2d and pools",
}

function T.every_op_has_a_name_or_a_reason()
  local list = io.open("runtime/autodiff/op_list.h"):read("*a")
  local unnamed = {}
  for name in list:match("HY_OP_LIST.*"):gmatch("X%(([%w_]+)%)") do
    if (t[name] == nil) == (INTERNAL[name] == nil) then
      unnamed[#unnamed + 1] = name
    end
  end
  check.equal(table.concat(unnamed, " "), "")
end

function T.other_values_are_refused()
  fails("add: wanted a tensor or a number as b, got nil", t.add, t.ones({ 1 }), nil)
  fails("exp: wanted a tensor as x, got userdata", t.exp, rng.new(1))
  fails("add wants a tensor, got two numbers", t.add, 1, 2)
  check.equal(t.is_tensor(1), false)
  check.equal(t.is_tensor(t.ones({ 1 })), true)
  check.equal(getmetatable(t.ones({ 1 })), false)
end

function T.light_userdata_of_others_stay_what_they_are()
  local null = require("cjson").null
  check.equal(tostring(null), "userdata: NULL")
  check.equal(t.is_tensor(null), false)
  check.equal(t.scope(function() return null end), null)
  fails("add: wanted a tensor or a number as a, got userdata", function() return null + 1 end)
  fails("add: wanted a tensor or a number as b, got userdata", t.add, t.ones({ 1 }), null)
end

function T.large_results_are_the_same_however_they_are_read()
  local x = t.arange(5000) / 5000 - 0.5
  local y = (x * 2 + x):relu() - 0.25
  check.equal(y:item(1), -0.25)
  check.equal((x * 2 + x):sum():item(), (x * 3):sum():item())
  check.equal(#((x + 1):tolist()), 5000)
  check.equal(tostring(x + 1):sub(1, 7), tostring(t.add(x, 1)):sub(1, 7))
  check.equal((x + 1):reshape({ 50, 100 }):transpose():shape()[1], 100)
  local leaf = (x + 0):requires_grad()
  check.equal(t.grad((leaf * (x + 1)):sum(), { leaf })[1]:item(3), (x + 1):item(3))
  local kept = t.scope(function()
    return x + 1
  end)
  check.equal(kept:item(5000), x:item(5000) + 1)
end

function T.large_results_that_cannot_be_are_errors_at_once()
  local x = t.zeros({ 5000 })
  fails("do not broadcast", t.add, x, t.zeros({ 5001 }))
end

return T

--- runtime/script/bind_tensor_arrange.c

local check = require("tests.support.check")
local t = require("hyla.tensor")

local T = {}

local x = t.tensor({ { 1, 2, 3 }, { 4, 5, 6 } })

local same, fails = check.prints, check.fails

function T.axes_run_backwards_or_around()
  same(x:flip(), "[[6 5 4]\n [3 2 1]]")
  same(x:flip(1), "[[4 5 6]\n [1 2 3]]")
  same(x:roll(1, 2), "[[3 1 2]\n [6 4 5]]")
  same(x:roll(-4, 2), "[[2 3 1]\n [5 6 4]]")
  check.equal(t.zeros({ 0, 2 }):flip():roll(1, 1):count(), 0)
end

function T.slices_hold_their_last_position()
  same(x:slice(2, 2), "[[2 3]\n [5 6]]")
  same(x:slice(2, 1, 2), "[[1 2]\n [4 5]]")
  same(x:slice(2, -2, -1), "[[2 3]\n [5 6]]")
  same(x:slice(2, { step = 2 }), "[[1 3]\n [4 6]]")
  check.equal(table.concat(x:slice(2, 3, 1):shape(), " "), "2 0")
  same(x:slice(2, -9, 99), tostring(x))
  fails("slice wants a step of at least 1, got 0", x.slice, x, 1, 1, 2, 0)
end

function T.one_position_drops_the_axis()
  same(x:select(1, 2), "[4 5 6]")
  same(x:select(2, -1), "[3 6]")
  local columns = x:unbind(2)
  check.equal(#columns, 3)
  same(columns[2], "[2 5]")
  fails("select: no position 3 among 2", x.select, x, 1, 3)
  fails("select: no position 0 among 2", x.select, x, 1, 0)
end

function T.pads_count_from_the_last_axis()
  same(t.tensor({ 1, 2 }):pad({ 1, 2 }), "[0 1 2 0 0]")
  same(t.tensor({ { 1 } }):pad({ 0, 1, 1, 0 }, 7), "[[7 7]\n [1 7]]")
  fails("pad wants pairs of widths, at most 2, got 3 numbers", x.pad, x, { 1, 2, 3 })
  fails("pad wants widths of at least 0", x.pad, x, { -1, 0 })
end

function T.tiles_repeat()
  same(x:tile({ 1, 2 }), "[[1 2 3 1 2 3]\n [4 5 6 4 5 6]]")
  same(x:tile({ 2, 1 }):sum(2), "[ 6 15  6 15]")
  same(x:tile(1, 2), tostring(x:tile({ 1, 2 })))
  same(x:permute(2, 1), tostring(x:transpose()))
  fails("tile wants one count per axis, 2, got 1", x.tile, x, 2)
  fails("permute wants each of the 2 axes once", x.permute, x, 2, 2)
  fails("permute: wanted a list of axes as order, got boolean as element 2", x.permute, x, 2, true)
end

function T.axes_become_one()
  local cube = t.arange(8):reshape(2, 2, 2)
  same(x:flatten(), "[1 2 3 4 5 6]")
  same(t.tensor(3):flatten(), "[3]")
  same(cube:flatten(2), "[[1 2 3 4]\n [5 6 7 8]]")
  same(cube:flatten(1, -2), "[[1 2]\n [3 4]\n [5 6]\n [7 8]]")
  fails("flatten: axis 3 comes after axis 2", t.flatten, cube, 3, 2)
end

function T.vectors_span_a_grid()
  local grid = t.meshgrid({ t.arange(2), t.arange(3) })
  check.equal(#grid, 2)
  same(grid[1], "[[1 1 1]\n [2 2 2]]")
  same(grid[2], "[[1 2 3]\n [1 2 3]]")
  fails("meshgrid wants vectors, at most 6", t.meshgrid, { x })
end

function T.diagonals_may_lie_aside()
  same(x:diag(), "[1 5]")
  same(x:diag(1), "[2 6]")
  same(x:diag(-1), "[4]")
  same(x:diag(7), "[]")
  same(t.tensor({ 1, 2 }):diag(1), "[[0 1 0]\n [0 0 2]\n [0 0 0]]")
  same(t.tensor({ 1 }):diag(-1), "[[0 0]\n [1 0]]")
end

function T.elements_repeat_beside_themselves()
  same(t.tensor({ 1, 2 }):repeat_interleave(2, 1), "[1 1 2 2]")
  same(x:repeat_interleave(2, 1):select(2, 1), "[1 1 4 4]")
  check.equal(x:repeat_interleave(0, 2):count(), 0)
end

function T.products_run_along_an_axis()
  same(x:cumprod(2), "[[  1   2   6]\n [  4  20 120]]")
  same(t.full({ 11 }, 2, "i32"):cumprod(1):item(11), "2048")
  check.equal(t.zeros({ 0 }):cumprod(1):count(), 0)
end

function T.matrices_have_triangles()
  same(x:tril(), "[[1 0 0]\n [4 5 0]]")
  same(x:triu(1), "[[0 2 3]\n [0 0 6]]")
  same(t.tensor({ 1, 2 }):diag_embed(), "[[1 0]\n [0 2]]")
  fails("triu wants a matrix, got rank 1", t.triu, t.ones({ 2 }))
end

function T.rows_are_picked_by_an_index_of_any_shape()
  same(x:embedding({ { 2, 1 }, { 1, 1 } }):select(2, 1), "[[4 5 6]\n [1 2 3]]")
  same(x:embedding(t.tensor(2)), "[4 5 6]")
  same(t.zeros({ 3 }):scatter_add(1, { 1, 3, 3 }, t.ones({ 3 })), "[1 0 2]")
  fails("scatter_add: only along axis 1", x.scatter_add, x, 1, { { 1 } }, t.ones({ 1, 2 }))
end

function T.elements_are_written_and_added_where_an_index_says()
  local zeros = t.zeros(3, 2)
  check.prints(zeros:scatter(1, { { 3, 1 } }, 5):transpose(), "[[0 0 5]\n [5 0 0]]")
  local rows = t.tensor({ { 1, 2 }, { 3, 4 } })
  check.prints(zeros:scatter(1, { { 2, 2 }, { 2, 2 } }, rows), "[[0 0]\n [3 4]\n [0 0]]")
  check.prints(zeros:index_add(1, { 3, 3 }, rows), "[[0 0]\n [0 0]\n [4 6]]")
  check.prints(zeros, "[[0 0]\n [0 0]\n [0 0]]")
end

function T.sums_run_either_way()
  same(x:cumsum(2), "[[ 1  3  6]\n [ 4  9 15]]")
  same(x:cumsum(1, true), "[[5 7 9]\n [4 5 6]]")
  same(x:transpose():cumsum(1):transpose(), tostring(x:cumsum(2)))
end

function T.sorting_is_stable_and_puts_nan_last()
  local mixed = t.tensor({ 2, 0 / 0, 1, 2, 3 })
  local values, positions = mixed:sort()
  same(values, "[  1   2   2   3 nan]")
  same(positions, "[3 1 4 5 2] dtype=i64")
  values, positions = mixed:sort({ descending = true })
  same(values, "[  3   2   2   1 nan]")
  same(positions, "[5 1 4 3 2] dtype=i64")
  same(x:argsort(1, true), "[[2 2 2]\n [1 1 1]] dtype=i64")
end

function T.the_first_of_the_order_are_the_top()
  local values, positions = x:topk(2)
  same(values, "[[3 2]\n [6 5]]")
  same(positions, "[[3 2]\n [3 2]] dtype=i64")
  same(x:topk(1, { axis = 1, largest = false }), "[[1 2 3]]")
  fails("topk: 4 elements from element 1 on, 1 apart, do not fit an extent of 3", x.topk, x, 4)
end

function T.long_rows_are_sorted_by_merging()
  local count = 1000
  local row = (t.arange(count) * 7919):sin()
  local values = row:sort():tolist()
  for i = 2, count do
    check.truthy(values[i - 1] <= values[i])
  end
  check.equal(row:argsort():sum():item(), count * (count + 1) / 2)
end

function T.values_carry_gradients_to_where_they_came_from()
  local w = t.tensor({ 3, 1, 2 }):requires_grad()
  same((w:sort() * t.tensor({ 1, 10, 100 })):sum():grad(w), "[100   1  10]")
  same(w:topk(2):sum():grad(w), "[1 0 1]")
end

return T

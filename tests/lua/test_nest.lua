--- lua/hyla/nest.lua

local check = require("tests.support.check")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

local T = {}

local function tree()
  return { b = t.tensor({ 3 }), a = { t.tensor({ 1 }), t.tensor({ 2 }) }, name = "net" }
end

local same = check.prints

function T.map_visits_tensors_and_keeps_other_values()
  local doubled = nest.map(function(x) return x * 2 end, tree())
  same(doubled.a[2], "[4]")
  same(doubled.b, "[6]")
  check.equal(doubled.name, "net")
end

function T.map_takes_what_lies_at_the_same_places()
  local sum = nest.map(function(x, y, z) return x + y + z end, tree(), tree(),
    { b = 10, a = { 20, 30 } })
  same(sum.a[1], "[22]")
  same(sum.b, "[16]")
end

function T.trees_that_are_not_alike_are_refused()
  local message = "map: wanted trees alike, got one without a tensor at "
  check.fails(message .. "b", nest.map, t.add, { b = t.ones(1) }, { a = 1 })
  check.fails(message .. "1", nest.map, t.add, { a = { t.ones(1) } }, { b = 1 })
  check.fails(message .. "a", nest.map, t.where, { a = t.ones(1) }, { a = 1 }, 2)
  check.fails("unflatten: wanted a vector of the elements of the tree as vector", nest.unflatten,
    tree(), t.ones(4))
  check.fails("f: wanted a tree with the shapes of the other as x, got a tensor",
    nest.unless_alike, "f", "x", t.ones(2), t.ones(2, 1))
  check.fails("got table", nest.unless_alike, "f", "x", tree(), {})
  nest.unless_alike("f", "x", tree(), tree())
  check.fails("tree: wanted numbers and texts as keys, got boolean, boolean", nest.list,
    { [true] = t.ones(1), [false] = t.ones(1) })
end

function T.a_tensor_is_a_tree()
  local x = t.ones({ 1 })
  check.equal(nest.list(x)[1], x)
  same(nest.map(t.neg, x), "[-1]")
  check.equal(nest.fill(x, { 7 }), 7)
end

function T.lists_follow_the_sorted_keys_numbers_first()
  local list = nest.list({ z = t.tensor(4), [2] = t.tensor(2), a = t.tensor(3), t.tensor(1) })
  check.equal(table.concat({ list[1]:item(), list[2]:item(), list[3]:item(), list[4]:item() }),
    "1234")
end

function T.fill_is_the_inverse_of_list()
  local filled = nest.fill(tree(), nest.list(tree()))
  same(filled.a[1], "[1]")
  same(filled.a[2], "[2]")
  same(filled.b, "[3]")
  check.equal(filled.name, "net")
end

function T.a_skeleton_is_filled_like_its_tree()
  local filled = nest.fill(nest.skeleton(tree()), { "x", "y", "z" })
  check.equal(filled.a[1] .. filled.a[2] .. filled.b .. filled.name, "xyznet")
end

function T.values_are_found_at_the_places_of_tensors()
  local list, count = nest.values_at(nest.skeleton(tree()), { a = { nil, 20 }, b = 30, c = 40 })
  check.equal(count, 3)
  check.equal(list[1], nil)
  check.equal(list[2], 20)
  check.equal(list[3], 30)
  check.equal(select(2, nest.values_at(tree(), nil)), 3)
end

function T.flatten_and_unflatten_are_inverse()
  local shaped = { w = t.tensor({ { 1, 2 }, { 3, 4 } }), b = t.tensor(5) }
  local vector = nest.flatten(shaped)
  same(vector, "[5 1 2 3 4]")
  local back = nest.unflatten(shaped, vector * 2)
  same(back.w, "[[2 4]\n [6 8]]")
  check.equal(back.b:item(), 10)
  check.equal(nest.count(shaped), 5)
end

function T.dot_sums_products_of_all_elements()
  check.equal(nest.dot(tree(), tree()):item(), 14)
end

return T

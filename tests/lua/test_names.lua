--- lua/hyla/names.lua

local check = require("tests.support.check")
local names = require("hyla.names")
local t = require("hyla.tensor")

local T = {}

local x = t.ones({ 1 })

function T.parents_and_positions_are_joined_by_dots()
  local leaves, list = names.flatten({ layers = { { w = x }, { w = x } }, b = x })
  check.equal(table.concat(list, " "), "b layers.0.w layers.1.w")
  check.equal(leaves["layers.1.w"], x)
end

function T.a_tree_comes_back_as_it_was()
  local leaves = names.flatten({ layers = { { w = x }, { w = x } }, b = x })
  local tree = names.nest(leaves)
  check.equal(tree.layers[2].w, x)
  check.equal(#tree.layers, 2)
  check.equal(tree.b, x)
end

function T.numbers_with_gaps_stay_names()
  local tree = names.nest({ ["0.w"] = x, ["2.w"] = x })
  check.equal(tree["2"].w, x)
  check.equal(tree[1], nil)
end

function T.what_is_no_tree_of_tensors_is_refused()
  local function refused(tree, text)
    local leaves, message = names.flatten(tree)
    check.equal(leaves, nil)
    check.contains(message, text)
  end
  refused({ a = 1 }, 'wanted tensors in tables, got a number named "a"')
  refused({ [0] = x }, "positions without a gap")
  refused({ x, ["0"] = x }, "positions without a gap")
  refused({ ["a.b"] = x, a = { b = x } }, 'wanted one tensor named "a.b", got two')
  local cycle = {}
  cycle.a = cycle
  refused(cycle, "at most 64 deep")
end

function T.names_that_are_no_tree_are_refused()
  local tree, message = names.nest({ a = x, ["a.b"] = x })
  check.equal(tree, nil)
  check.contains(message, 'got "a.b" beside or below another')
  check.equal(names.nest({ [("a."):rep(100)] = x }), nil)
end

return T

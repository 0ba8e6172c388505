--- lua/hyla/syntax/index.lua

local check = require("tests.support.check")
local indexes = require("hyla.syntax.index")
local syntax = require("hyla.syntax")

local SOURCE = [[
local a = 1
local function f(b)
  return { b + 2, function() return 3 end }
end
return f(a) ]]

local T = {}

function T.every_node_below_the_tree_is_numbered_in_source_order()
  local tree = assert(syntax.parse(SOURCE))
  local index, number = indexes.of(tree), -1
  syntax.walk(tree, function(node, path)
    number = number + 1
    check.equal(index.nodes[number], number > 0 and node or nil)
    check.equal(indexes.path(index, number), path)
    check.equal(indexes.number(index, path), number)
  end)
  check.equal(index.count, number)
end

function T.no_number_stands_where_no_node_does()
  local index = indexes.of(assert(syntax.parse(SOURCE)))
  for _, path in ipairs({ "4", "1/3", "1/1/1/1", "3/9/1", "0" }) do
    check.equal(indexes.number(index, path), nil)
  end
end

function T.a_tree_has_one_index()
  local tree = assert(syntax.parse(SOURCE))
  check.equal(indexes.of(tree), indexes.of(tree))
  check.equal(syntax.find(tree, "Number"), syntax.find(tree, "Number"))
end

function T.an_index_goes_with_its_tree()
  local kept = setmetatable({}, { __mode = "k" })
  do
    local tree = assert(syntax.parse(SOURCE))
    kept[tree] = #syntax.functions(tree) + #syntax.find(tree, "Return")
  end
  collectgarbage()
  collectgarbage()
  check.equal(next(kept), nil)
end

return T

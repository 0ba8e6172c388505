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
  local section, number = indexes.at(tree, ""), -1
  syntax.walk(tree, function(node, path)
    number = number + 1
    check.equal(section.index.nodes[number], number > 0 and node or nil)
    check.equal(indexes.path(section, number), path)
    check.equal(indexes.number(section.index, path), number)
  end)
  check.equal(section.index.count, number)
end

function T.a_node_has_paths_for_each_place_that_it_stands_at()
  local node = assert(syntax.parse(SOURCE))[2]
  local here, there = indexes.at(node, "2"), indexes.at(node, "7/1")
  check.equal(here.index, there.index)
  for i, match in ipairs(indexes.matches(here, "Number")) do
    local other = indexes.matches(there, "Number")[i]
    check.equal(match.node, other.node)
    check.equal("7/1" .. match.path:sub(2), other.path)
  end
  check.equal(indexes.at(node, "2"), here)
end

function T.no_number_stands_where_no_node_does()
  local index = indexes.of(assert(syntax.parse(SOURCE)))
  for _, path in ipairs({ "4", "1/3", "1/1/1/1", "3/9/1", "0" }) do
    check.equal(indexes.number(index, path), nil)
  end
end

function T.trees_share_the_index_of_a_statement_that_they_share()
  local tree = assert(syntax.parse(SOURCE))
  local first = syntax.find(tree, "Number")
  local changed = assert(syntax.insert_before(tree, "1", "local z = 0"))
  local second = syntax.find(changed, "Number")
  check.equal(#second, #first + 1)
  for i, match in ipairs(first) do
    check.equal(second[i + 1].node, match.node)
    check.equal(syntax.at(changed, second[i + 1].path), match.node)
  end
  check.equal(indexes.of(tree[2]), indexes.of(changed[3]))
end

function T.a_tree_has_one_index()
  local tree = assert(syntax.parse(SOURCE))
  check.equal(indexes.of(tree), indexes.of(tree))
  check.equal(syntax.find(tree, "Number"), syntax.find(tree, "Number"))
  check.equal(syntax.functions(tree), syntax.functions(tree))
end

function T.what_is_found_in_many_trees_does_not_pile_up()
  local kept, count = setmetatable({}, { __mode = "k" }), 0
  for _ = 1, 5000 do
    local tree = assert(syntax.parse(SOURCE))
    kept[tree] = #syntax.functions(tree) + #syntax.find(tree, "Return")
  end
  collectgarbage()
  collectgarbage()
  for _ in pairs(kept) do
    count = count + 1
  end
  check.truthy(count < 2500, count)
end

return T

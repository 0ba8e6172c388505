--- lua/hyla/syntax/query.lua, lua/hyla/syntax/path.lua

local check = require("tests.support.check")
local syntax = require("hyla.syntax")

local T = {}

local SOURCE = [[
local M = {}
local function features(case)
  return case.title
end
function M.learn(cases) return features(cases[1]) end
function M:act(case) end
M.init = function() return { step = function() end } end
local one, two = 1, function() end
return M
]]

local function tree_of(source)
  return assert(syntax.parse(source))
end

function T.functions_are_named_in_source_order()
  local names = {}
  for index, found in ipairs(syntax.functions(tree_of(SOURCE))) do
    names[index] = found.name
  end
  check.equal(table.concat(names, " "), "features M.learn M:act M.init step two")
end

function T.a_function_can_be_found_again_by_its_path()
  local tree = tree_of(SOURCE)
  for _, found in ipairs(syntax.functions(tree)) do
    check.equal(syntax.at(tree, found.path), found.node)
    check.equal(found.node.body.kind, "Block")
    check.truthy(found.node.parameters)
  end
end

function T.walk_goes_before_the_children_and_in_order()
  local seen = {}
  syntax.walk(tree_of("a = b + 1"), function(node, path)
    seen[#seen + 1] = path .. ":" .. node.kind
  end)
  check.equal(table.concat(seen, " "), ":Block 1:Assign 1/1:Targets 1/1/1:Name 1/2:Expressions "
    .. "1/2/1:Binary 1/2/1/1:Name 1/2/1/2:Number")
end

function T.walk_skips_the_children_when_told_false()
  local count = 0
  syntax.walk(tree_of("f(a)(b)"), function(node)
    count = count + 1
    return node.kind ~= "CallStatement"
  end)
  check.equal(count, 2)
end

function T.every_path_leads_back_to_its_node()
  local tree = tree_of(SOURCE)
  syntax.walk(tree, function(node, path)
    check.equal(syntax.at(tree, path), node)
  end)
end

function T.a_path_that_leads_nowhere_gives_nil()
  check.equal(syntax.at(tree_of(SOURCE), "1/9/1"), nil)
end

function T.a_step_may_have_several_digits()
  local tree = tree_of(("f() "):rep(123))
  check.equal(syntax.find(tree, "Name")[112].path, "112/1/1")
  check.equal(syntax.at(tree, "112/1/1").text, "f")
  check.equal(select(2, syntax.position(tree, "112")), 4 * 111 + 1)
  check.equal(select(2, syntax.parent(tree, "112/1")), "112")
end

function T.find_takes_a_kind_or_a_predicate()
  local tree = tree_of("local a = 1 + 2")
  check.equal(syntax.find(tree, "Number")[2].path, "1/2/1/2")
  local ones = syntax.find(tree, function(node)
    return node.value == 1
  end)
  check.equal(#ones, 1)
  check.equal(ones[1].node.text, "1")
end

function T.find_looks_below_a_scope_only()
  local tree = tree_of("local a = 1 local b = { 2, { 3 } } local c = 4")
  local texts = {}
  for i, found in ipairs(syntax.find(tree, "Number", "2")) do
    texts[i] = found.node.text .. "@" .. found.path
  end
  check.equal(table.concat(texts, " "), "2@2/2/1/1 3@2/2/1/2/1")
  check.equal(#syntax.find(tree, "Local", "2"), 0)
  check.equal(#syntax.find(tree, "Local", "9/1"), 0)
  local found = syntax.find(tree, function(node)
    return node.kind == "Table"
  end, "2/2/1")
  check.equal(#found, 1)
end

function T.find_puts_the_tree_itself_first()
  local found = syntax.find(tree_of("do end"), "Block")
  check.equal(found[1].path .. " " .. found[2].path, " 1/1")
end

function T.the_parent_is_one_step_up()
  local tree = tree_of("local a = 1 + 2")
  local parent, path = syntax.parent(tree, "1/2/1/2")
  check.equal(parent.kind, "Binary")
  check.equal(path, "1/2/1")
  check.equal(syntax.parent(tree, "1"), tree)
  check.equal(syntax.parent(tree, ""), nil)
end

function T.positions_count_lines_and_bytes_from_one()
  local tree = tree_of("-- a\r\n\r\nlocal x = f(1,\r\n  2)")
  local line, column = syntax.position(tree, "1")
  check.equal(line .. ":" .. column, "3:1")
  line, column = syntax.position(tree, "1/2/1/2/2")
  check.equal(line .. ":" .. column, "4:3")
end

--- Tells which of the numbers of a source are quantities, as "1 0.5".
local function quantities(source)
  local tree, texts = tree_of(source), {}
  for _, found in ipairs(syntax.find(tree, "Number")) do
    texts[#texts + 1] = syntax.is_quantity(tree, found.path) and found.node.text or nil
  end
  return table.concat(texts, " ")
end

function T.quantities_are_operands_and_initial_values()
  check.equal(quantities("local a, b = 1, -2"), "1 2")
  check.equal(quantities("x = 3 y.z = (4)"), "3 4")
  check.equal(quantities("return f(0.5 * a) + 2 ^ b"), "0.5 2")
  check.equal(quantities("if 0.1 * x > 2 then f(3) end"), "0.1")
end

function T.places_and_counts_are_no_quantities()
  check.equal(quantities("local a = t[1] local b = t[i + 1]"), "")
  check.equal(quantities("for i = 1, n - 1, 2 do end"), "")
  check.equal(quantities("f(3) return 4, { 5, [6] = 7 }, i % 2"), "")
end

return T

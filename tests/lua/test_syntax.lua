--- lua/hyla/syntax/: what holds for every rewriting function.

local check = require("tests.support.check")
local rng = require("hyla.rng")
local syntax = require("hyla.syntax")
local trees = require("tests.lua.syntax.trees")

local EDIT_COUNT = 400

local T = {}

local function tree_of(source)
  return assert(syntax.parse(source))
end

function T.the_old_tree_stays_and_the_rest_is_shared()
  local tree = tree_of("local a = { 1 }\nlocal b = 2\nreturn a, b\n")
  local before = trees.copy(tree)
  local new = assert(syntax.replace(tree, "2/2/1", "3"))
  assert(syntax.append(tree, "", "f()"))
  assert(syntax.remove(tree, "1"))
  check.equal(trees.difference(tree, before), nil)
  check.equal(new[1], tree[1])
  check.equal(new[3], tree[3])
end

local EXPRESSIONS = {
  "x", "1", "-x", "a + b", "a or b", "f(x)", "function(...) return ... end", "{ 1 }", "[[s]]",
  "not a", "2^3", "...", "a .. b", ".5", "(a)", "a.b.c", "-- hi\n x --[[ yo ]]",
}
local STATEMENTS = {
  "x = 1", "-- why\nf(a)\nif x then\n  y()\nend", "return 3", "(f or g)(1)", "do break end",
  "local t = [[\na\n  b]] -- tail", "goto continue", "foo() -- c", "g(...)",
}
local EDITS = { "replace", "insert_before", "insert_after", "append", "prepend", "remove" }

local function one_of(list, draws)
  return list[draws:integer(#list)]
end

--- Tells where an edit of one sort has its place.
local function is_place(edit, node, parent)
  if edit == "append" or edit == "prepend" then
    return node.kind == "Block"
  end
  return edit == "replace" or parent ~= nil and parent.kind == "Block"
end

--- Applies an edit of one sort somewhere; nil where it is refused.
local function edited(tree, draws)
  local edit = one_of(EDITS, draws)
  local places = syntax.find(tree, function(node, path)
    return is_place(edit, node, (syntax.parent(tree, path)))
  end)
  if not places[1] then
    return nil -- a file of comments
  end
  local place = one_of(places, draws)
  local parent = syntax.parent(tree, place.path)
  local is_expression = parent and parent.kind ~= "Block" and place.node.kind ~= "Block"
  return syntax[edit](tree, place.path, one_of(is_expression and EXPRESSIONS or STATEMENTS, draws))
end

function T.edited_files_parse_again_to_the_same_tree()
  local draws, sources, done = rng.new(11), trees.sources(), 0
  for _ = 1, EDIT_COUNT do
    local new = edited(tree_of(one_of(sources, draws).source), draws)
    if new then
      done = done + 1
      check.equal(trees.difference(new, tree_of(new.text)), nil)
      check.truthy(loadstring(new.text))
    end
  end
  check.truthy(done > EDIT_COUNT / 4)
end

return T

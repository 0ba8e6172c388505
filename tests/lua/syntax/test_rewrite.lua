--- lua/hyla/syntax/rewrite.lua: expressions, and what holds for every rewriting function.

local check = require("tests.support.check")
local rng = require("hyla.rng")
local syntax = require("hyla.syntax")
local trees = require("tests.lua.syntax.trees")

local EDIT_COUNT = 400

local T = {}

local function tree_of(source)
  return assert(syntax.parse(source))
end

--- Replaces the first node with a certain text.
local function replaced(source, text, replacement)
  local tree = tree_of(source)
  local found = syntax.find(tree, function(node)
    return node.text == text and node.kind ~= "Expressions" and node.kind ~= "Arguments"
  end)
  local new, message = syntax.replace(tree, found[1].path, replacement)
  return new and new.text, message
end

function T.an_expression_takes_the_place_of_another()
  check.equal(replaced("local rate = 0.1 -- why\n", "0.1", "0.25"), "local rate = 0.25 -- why\n")
  check.equal(replaced("f(a , --[[b]] c)", "c", "{ d }"), "f(a , --[[b]] { d })")
  check.equal(replaced("return { x = 1 }", "1", "-- two\n 2 --[[ 3 ]]"), "return { x = 2 }")
end

function T.parentheses_come_where_precedence_demands_them()
  check.equal(replaced("return a * b", "a", "x + y"), "return (x + y) * b")
  check.equal(replaced("return a * b", "b", "x / y"), "return a * (x / y)")
  check.equal(replaced("return a + b", "a", "x * y"), "return x * y + b")
  check.equal(replaced("return a ^ b", "a", "-x"), "return (-x) ^ b")
  check.equal(replaced("return not a", "a", "b == c"), "return not (b == c)")
  check.equal(replaced("a.b()", "a", "1"), "(1).b()")
  check.equal(replaced("a 'x'", "a", "function() end"), "(function() end) 'x'")
  check.equal(replaced("f 'x'", "'x'", "y"), "f (y)")
end

function T.tokens_are_kept_apart()
  check.equal(replaced("return(a)", "(a)", "b"), "return b")
  check.equal(replaced("return a-b", "b", "-c"), "return a- -c")
  check.equal(replaced("return t[a]", "a", "[[k]]"), "return t[ [[k]]]")
  check.equal(replaced("return(a)or b", "(a)", "1"), "return 1 or b")
end

function T.a_statement_that_comes_to_start_with_a_parenthesis_is_set_apart()
  check.equal(replaced("x = y\nf.a()", "f", "g or h"), "x = y;\n(g or h).a()")
end

function T.names_keys_and_targets_take_what_the_grammar_allows()
  check.equal(replaced("local a = 1", "a", "b"), "local b = 1")
  check.equal(replaced("x.key = 1", "key", "other"), "x.other = 1")
  check.equal(replaced("x = 1", "x", "t[1].z"), "t[1].z = 1")
  check.equal(replaced("f(a, b)", "f(a, b)", "g { 1 }"), "g { 1 }")
end

function T.what_does_not_fit_is_refused()
  local new, message = replaced("local a = 1", "a", "b.c")
  check.equal(new, nil)
  check.equal(message, "wanted what can stand for 'a', got 'b.c'")
  check.equal(select(2, replaced("x = 1", "1", "2 +")),
    "expression:1:4: wanted an expression, got end of file")
  check.equal(select(2, replaced("function f() return 1 end", "1", "...")),
    "'...' outside a function that takes it")
  check.equal(select(2, syntax.replace(tree_of("x = 1"), "7/1", "2")), "no node at '7/1'")
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

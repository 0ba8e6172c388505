--- lua/hyla/syntax/replace.lua

local check = require("tests.support.check")
local syntax = require("hyla.syntax")

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

function T.a_number_takes_the_place_of_a_number()
  check.equal(replaced("x = a..1", "1", "2.5"), "x = a..2.5")
  check.equal(replaced("x = a..1", "1", ".5"), "x = a.. .5")
  check.equal(replaced("x = 1 ..a", "1", "0x1p4"), "x = 0x1p4 ..a")
  check.equal(replaced("x = -1", "1", "1e-3"), "x = -1e-3")
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

return T

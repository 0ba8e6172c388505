--- lua/hyla/syntax/statements.lua, and statements in lua/hyla/syntax/replace.lua

local check = require("tests.support.check")
local syntax = require("hyla.syntax")

local T = {}

local MODULE = [[
--- Doc.

local M = {}

-- how fast
-- it learns
local rate = 0.1 -- note

function M.learn(a)
    local x = a
    return x
end

return M
]]

--- Applies an edit to a source and returns the new source.
local function edited(source, edit, ...)
  local tree, message = syntax[edit](assert(syntax.parse(source)), ...)
  if not tree then
    return nil, message
  end
  check.truthy(loadstring(tree.text))
  return tree.text
end

--- Checks that an edit of the module replaced one piece of its text by another.
local function check_change(piece, new_piece, edit, ...)
  local first, last = MODULE:find(piece, 1, true)
  local expected = MODULE:sub(1, first - 1) .. new_piece .. MODULE:sub(last + 1)
  check.equal(edited(MODULE, edit, ...), expected)
end

function T.an_insertion_before_goes_above_the_comment_of_the_statement()
  check_change("-- how", "local z = 3\n-- how", "insert_before", "2", "local z = 3")
end

function T.an_insertion_after_goes_below_the_comment_on_the_line()
  check_change("-- note\n", "-- note\nlocal z = 3\n", "insert_after", "2", "local z = 3")
end

function T.several_lines_are_indented_like_their_neighbours()
  check_change("    return x\n", "    if x then\n      f()\n\n      g()\n    end\n    return x\n",
    "append", "3/3", "\n  if x then\n    f()\n\n    g()\n  end\n")
end

function T.the_insides_of_long_strings_stay()
  check_change("    return x\n", "    f [[\na\n  b]] -- c\n    return x\n",
    "append", "3/3", "f [[\na\n  b]] -- c")
end

function T.append_stays_above_a_return()
  check_change("return M", "f()\nreturn M", "append", "", "f()")
end

function T.prepend_goes_first()
  check_change("    local x", "    -- why\n    f()\n    local x", "prepend", "3/3", "-- why\nf()")
end

function T.removing_takes_the_line_and_the_comment()
  check_change("-- how fast\n-- it learns\nlocal rate = 0.1 -- note\n\n", "", "remove", "2")
  check_change("    local x = a\n", "", "remove", "3/3/1")
end

function T.replacing_keeps_what_is_around()
  check_change("local x = a", "do\n      f()\n    end", "replace", "3/3/1", "do\n  f()\nend")
  check_change("    local x = a\n    return x\n", "    f()\n    return 1\n", "replace", "3/3",
    "f()\nreturn 1")
end

function T.a_block_on_one_line_is_opened_up()
  check.equal(edited("  if a then b() --[[c]] end", "append", "1/1/2", "d()\ne()"),
    "  if a then\n    b() --[[c]]\n    d()\n    e()\n  end")
  check.equal(edited("f = function() end\n", "append", "1/2/1/2", "d()"),
    "f = function()\n  d()\nend\n")
end

function T.an_empty_block_keeps_its_comment()
  check.equal(edited("do\n  -- nothing\nend", "append", "1/1", "f()"),
    "do\n  -- nothing\n  f()\nend")
end

function T.statements_on_one_line_come_apart()
  check.equal(edited("do\n  a() b()\nend", "insert_after", "1/1/1", "x()"),
    "do\n  a()\n  x()\n  b()\nend")
  check.equal(edited("do\n  a(); b()\nend", "remove", "1/1/2"), "do\n  a()\nend")
  check.equal(edited("do\n  a(); b()\nend", "remove", "1/1/1"), "do\n  b()\nend")
  check.equal(edited("if a then b() end", "remove", "1/1/2/1"), "if a then end")
end

function T.an_empty_file_takes_statements()
  check.equal(edited("", "append", "", "f()\n"), "f()")
  check.equal(edited("-- c\n", "append", "", "f()"), "-- c\nf()\n")
  check.equal(edited("#!/bin/lua", "append", "", "f()"), "#!/bin/lua\nf()")
end

function T.the_line_ends_of_the_file_are_kept()
  check.equal(edited("do\r\n\tf()\r\nend\r\n", "append", "1/1", "if a then\n\tg()\nend"),
    "do\r\n\tf()\r\n\tif a then\r\n\t\tg()\r\n\tend\r\nend\r\n")
end

function T.a_statement_that_starts_with_a_parenthesis_is_set_apart()
  check.equal(edited("f()\n", "append", "", "(g or h)()"), "f();\n(g or h)()\n")
  check.equal(edited("x = 1\n;(g or h)()\n", "insert_after", "1", "f()"),
    "x = 1\nf()\n;(g or h)()\n")
end

function T.statements_that_are_put_in_again_are_parsed_once_for_each_indentation()
  local source = "if a then\n\tg()\nend"
  local one = syntax.append(syntax.parse("f()\n"), "", source)
  local two = syntax.prepend(syntax.parse("h()\n"), "", source)
  local deeper = syntax.append(syntax.parse("do\n  f()\nend\n"), "1/1", source)
  check.equal(one[2], two[1])
  check.equal(deeper.text, "do\n  f()\n  if a then\n  \tg()\n  end\nend\n")
end

function T.what_cannot_stand_there_is_refused()
  local function refusal(...)
    return select(2, edited(MODULE, ...))
  end
  check.equal(refusal("insert_after", "4", "f()"), "a return must be the last of its block")
  check.equal(refusal("insert_before", "2", "return 1"), "a return must be the last of its block")
  check.equal(refusal("append", "3/3", "break"), "a break must be the last of its block")
  check.equal(refusal("insert_before", "4", "break"), "a break must be the last of its block")
  check.equal(refusal("append", "", "goto nowhere"), "no label 'nowhere' for goto")
  check.equal(refusal("append", "", "-- only"), "wanted a statement, got none")
  check.equal(refusal("append", "", "f("),
    "statement:1:3: wanted an expression or ')', got end of file")
  check.equal(refusal("append", "1/1", "f()"), "wanted the path of a block, got '1/1'")
  check.equal(refusal("remove", "1/1"), "wanted the path of a statement, got '1/1'")
  check.equal(refusal("remove", ""), "wanted the path of a statement, got ''")
end

return T

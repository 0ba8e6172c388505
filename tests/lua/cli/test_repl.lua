--- lua/hyla/cli/repl.lua

local check = require("tests.support.check")
local program = require("tests.support.program")

local T = {}

local function typed(text)
  return program.hyla("repl", text)
end

function T.values_are_shown()
  check.equal(typed("1 + 1\n=2\nx = 3\nx\n'a', nil\n").out, "2\n2\n3\na\tnil\n")
  check.equal(typed("{ 1, a = { 'x' } }\n").out, '{ 1, a = { "x" } }\n')
end

function T.a_chunk_may_take_several_lines()
  check.equal(typed("for i = 1, 2 do\nprint(i)\nend\n").out, "1\n2\n")
  check.equal(typed("s = [[a\nb]] print(s)\n").out, "a\nb\n")
end

function T.an_error_does_not_end_it()
  local result = typed("error('bad')\n)\nprint('still here')\n")
  check.equal(result.status, 0)
  check.equal(result.out, "still here\n")
  check.truthy(result.err:find("bad\n", 1, true))
  check.truthy(result.err:find("unexpected symbol near ')'", 1, true))
end

function T.a_chunk_cut_short_by_the_end_is_an_error()
  check.truthy(typed("for i = 1, 2 do\n").err:find("<eof>", 1, true))
end

function T.an_error_of_an_expression_has_its_line()
  check.contains(typed("hyla.tensor.exp(3)\n").err, "stdin:1: exp: wanted a tensor as x, got 3")
end

function T.an_expression_may_take_several_lines()
  check.equal(typed("1 +\n2\n").out, "3\n")
end

function T.modules_are_at_hand()
  check.equal(typed("hyla.hash.hex('abc'):sub(1, 8)\n").out, "ba7816bf\n")
end

function T.lines_are_those_of_the_input()
  check.contains(typed("\n-- words\nx = 1\nerror('bad')\n").err, "stdin:4: bad\n")
end

function T.commands_work_in_a_pipe()
  check.contains(typed(":help\n").out, ":doc")
  check.equal(typed("1\n:quit\n2\n").out, "1\n")
end

return T

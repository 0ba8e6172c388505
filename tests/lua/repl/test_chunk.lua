--- lua/hyla/repl/chunk.lua

local check = require("tests.support.check")
local chunks = require("hyla.repl.chunk")

local T = {}

local function value_of(text)
  return chunks.compile(text).call()
end

function T.an_expression_gives_its_values()
  check.equal(value_of("1 + 1"), 2)
  check.equal(value_of("= 3"), 3)
  check.equal(select("#", value_of("1, nil, nil")), 3)
  check.equal(value_of("'a;'"), "a;")
end

function T.a_statement_gives_what_it_returns()
  check.equal(value_of("local x = 2 return x"), 2)
  check.equal(value_of("local x = 2"), nil)
end

function T.a_semicolon_at_the_end_silences()
  check.equal(chunks.compile("1 + 1;").is_silent, true)
  check.equal(value_of("1 + 1;"), 2)
  check.equal(chunks.compile("local x = 1;").is_silent, true)
  check.equal(chunks.compile("1 + 1").is_silent, false)
end

function T.more_lines_are_wanted_where_lua_wants_them()
  for _, text in ipairs({ "if x then", "1 +", "f(", "s = [[a", "for i = 1, 2 do", "t = {" }) do
    check.equal(chunks.is_unfinished(text), true)
  end
  for _, text in ipairs({ "x = 1", "x = = 1", "end", "1 + 1", "", "f()" }) do
    check.equal(chunks.is_unfinished(text), false)
  end
end

function T.lines_are_counted_from_what_was_typed_before()
  check.fails("stdin:7: bad", chunks.compile("\nerror('bad')", 6).call)
  check.contains(select(2, chunks.compile("x = = 1", 4)), "stdin:4: ")
end

return T

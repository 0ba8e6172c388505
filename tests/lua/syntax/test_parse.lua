--- lua/hyla/syntax/init.lua

local check = require("tests.support.check")
local syntax = require("hyla.syntax")

local T = {}

--- Returns the message for a source that is not Lua.
local function refusal(source)
  local tree, message = syntax.parse(source, "part.lua")
  check.equal(tree, nil)
  return message
end

function T.print_gives_back_what_was_parsed()
  local sources = {
    "", "\n", "-- only a comment", "#!/usr/bin/luajit\nreturn 1", "x = 1\r\ny = 2\r\n",
    "return", "local a <b\n", "\239\187\191return 1", "do ; end", "f();g();", "x=[==[\r\n]]\n]==]",
  }
  for _, source in ipairs(sources) do
    local tree = syntax.parse(source)
    check.equal(tree and syntax.print(tree) or source, source)
  end
end

function T.a_message_names_the_place_what_was_wanted_and_what_came()
  check.equal(refusal("x = = 3"), "part.lua:1:5: wanted an expression, got '='")
  check.equal(refusal("if x the y end"), "part.lua:1:6: wanted 'then', got 'the'")
  check.equal(refusal("f(a b)"), "part.lua:1:5: wanted ',' or ')', got 'b'")
  check.equal(refusal("local x\n\nfoo bar"), "part.lua:3:5: wanted '=', got 'bar'")
  check.equal(refusal("while true do\n"),
    "part.lua:2:1: wanted a statement or 'end', got end of file")
end

return T

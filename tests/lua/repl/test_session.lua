--- lua/hyla/repl/session.lua, through `hyla repl` on a pipe

local check = require("tests.support.check")
local files = require("hyla.files")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

local T = {}

local function typed(...)
  return program.hyla("repl", table.concat({ ... }, "\n") .. "\n")
end

function T.the_latest_values_have_names()
  check.equal(typed("41;", "_ + 1").out, "42\n")
  check.equal(typed("'a', 'b';", "'c';", "_1 .. _2 .. _3").out, "cab\n")
  check.equal(typed("7;", "x = 1", "_").out, "7\n")
  check.equal(typed("nil, 5;", "_1 == nil and _2").out, "5\n")
  check.equal(typed("_", "_9").out, "nil\nnil\n")
end

function T.the_last_error_has_a_name()
  check.equal(typed("error({ code = 7 })", "_err.code").out, "7\n")
  check.contains(typed("error('bad')", "_err").out, "stdin:1: bad")
end

function T.a_semicolon_shows_nothing()
  check.equal(typed("1;", "x = 2;", "x;", "x").out, "2\n")
end

function T.a_name_that_nobody_set_is_warned_of()
  local result = typed("pritn", "x = pritn", "y = 1", "y")
  check.equal(result.out, "nil\n1\n")
  local warning = "warning: no global 'pritn'; did you mean print?\n"
  check.equal(result.err, warning .. warning)
  check.equal(typed("rawget(_G, 'nothing')").err, "")
end

function T.a_name_that_failed_is_told_of_once()
  local _, count = typed("nobody()").err:gsub("nobody'", "")
  check.equal(count, 1)
end

function T.globals_stay_and_locals_do_not()
  check.equal(typed("x = 1", "local y = 2", "x", "rawequal(y, nil)").out, "1\ntrue\n")
end

T.modules_of_users_are_loaded_as_ever = scratch.test(function(folder)
  local source = "return { f = function(n) for _ = 1, 2 do n = n + 1 end return n end }"
  assert(files.write(folder .. "/mine.lua", source))
  local add = ("package.path = '%s/?.lua;' .. package.path;"):format(folder)
  check.equal(typed(add, "require('mine').f(1)").out, "3\n")
end)

function T.an_error_while_showing_does_not_end_it()
  local result = typed("setmetatable({}, { __tostring = function() error('shy') end })", "1")
  check.equal(result.out, "1\n")
  check.contains(result.err, "shy")
end

return T

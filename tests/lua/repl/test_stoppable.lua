--- lua/hyla/repl/stoppable.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local scratch = require("tests.support.scratch")
local stoppable = require("hyla.repl.stoppable")

local T = {}

-- the names of what a function has from outside
local function upvalues(call)
  local names, index = {}, 1
  while debug.getupvalue(call, index) do
    names[index] = debug.getupvalue(call, index)
    index = index + 1
  end
  return table.concat(names, " ")
end

function T.loops_and_functions_get_checks()
  check.contains(upvalues(stoppable.load("for i = 1, 3 do end", "=x")), "_fuel")
  check.contains(upvalues(stoppable.load("return function() end", "=x")()), "_fuel")
end

function T.what_ends_by_itself_stays_as_it_is()
  check.equal(upvalues(stoppable.load("return 1, 'before'", "=x")), "")
end

function T.code_with_checks_does_the_same()
  local chunk = stoppable.load("local n = ... for i = 1, 1000 do n = n + i end return n, 'x'", "=x")
  local sum, text = chunk(5)
  check.equal(sum, 500505)
  check.equal(text, "x")
end

function T.lines_and_names_stay()
  local chunk = stoppable.load("\nfor _ = 1, 2 do\n  error('bad')\nend", "=there")
  check.fails("there:3: bad", chunk)
end

function T.what_does_not_compile_is_told_as_ever()
  local chunk, message = stoppable.load("for i = = 1", "=x")
  check.equal(chunk, nil)
  check.equal(message, "x:1: unexpected symbol near '='")
end

-- a loop over so many variables from outside
local function crowded(number)
  local locals, sum = {}, {}
  for i = 1, number do
    locals[i], sum[i] = ("local a%d = 1\n"):format(i), "a" .. i
  end
  local loop = "return function() local s = 0 for _ = 1, 500 do s = s + %s end return s end"
  return table.concat(locals) .. loop:format(table.concat(sum, " + "))
end

-- whether LuaJIT began to compile a function when it was called
local function is_compiled(call)
  local began = false
  local function watch(what, _, traced)
    began = began or what == "start" and traced == call
  end
  jit.attach(watch, "trace")
  call()
  jit.attach(watch)
  return began
end

function T.code_without_room_for_checks_is_not_compiled()
  check.equal(is_compiled(stoppable.load(crowded(20), "=x")()), true)
  local call = stoppable.load(crowded(59), "=x")()
  check.equal(is_compiled(call), false)
  check.equal(call(), 500 * 59)
end

T.modules_of_users_get_checks = scratch.test(function(folder)
  local path = package.path
  package.path = folder .. "/?.lua;" .. path
  assert(files.write(folder .. "/mine.lua", "return { f = function() return 7 end }"))
  assert(files.write(folder .. "/wrong.lua", "return = 3"))
  check.contains(upvalues(stoppable.find("mine")().f), "_fuel")
  check.fails("error loading module 'wrong'", stoppable.find, "wrong")
  check.equal(stoppable.find("hyla.inspect"), nil)
  check.equal(stoppable.find("no.such"), nil)
  package.path = path
end)

T.a_file_may_begin_with_a_line_for_the_shell = scratch.test(function(folder)
  local path = folder .. "/a.lua"
  assert(files.write(path, "#!/usr/bin/env hyla\nreturn debug.getinfo(1, 'l').currentline"))
  check.equal(stoppable.load_file(path)(), 2)
  check.equal(stoppable.is_unchanged(path), true)
  assert(files.write(path, "return 1"))
  check.equal(stoppable.is_unchanged(path), false)
  check.equal(stoppable.load_file(folder .. "/none.lua"), nil)
end)

return T

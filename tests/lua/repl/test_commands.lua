--- lua/hyla/repl/commands.lua

local check = require("tests.support.check")
local commands = require("hyla.repl.commands")
local files = require("hyla.files")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

local T = {}

local function typed(...)
  return program.hyla("repl", table.concat({ ... }, "\n") .. "\n")
end

function T.commands_are_told_from_lua()
  for _, text in ipairs({ ":help", " :doc x", ":x", "print?", "t.zeros ??", "x:y?" }) do
    check.equal(commands.is_command(text), true)
  end
  for _, text in ipairs({ "::label::", "x", "x = 'a?'", "f():g?", "1 ?", "" }) do
    check.equal(commands.is_command(text), false)
  end
end

function T.a_command_may_be_cut_short()
  check.contains(typed(":he").out, ":reload")
  check.contains(typed(":q", "print('on')").out, "")
  check.equal(typed(":q", "print('on')").out, "")
end

function T.a_wrong_command_is_told_of()
  check.contains(typed(":halp").err, "no command :halp; did you mean help?")
  check.contains(typed(":doc").err, ":doc wants NAME")
end

function T.documentation_and_sources_are_shown()
  check.contains(typed("hyla.nearest.word?").out, "Returns the word that is closest")
  check.contains(typed(":doc hyla.nearest.word").out, "Returns the word that is closest")
  check.contains(typed("hyla.nearest.hint??").out, "function M.hint(word, known)")
  check.contains(typed(":doc hyla.nowhere").err, "no 'hyla.nowhere'")
end

T.a_file_is_run_among_the_globals = scratch.test(function(folder)
  local path = folder .. "/a.lua"
  assert(files.write(path, "loaded = 0 for i = 1, 3 do loaded = loaded + i end"))
  check.equal(typed(":load " .. path, "loaded").out, "6\n")
  assert(files.write(path, "local x = 1\nx = )"))
  check.contains(typed(":load " .. path).err, "   2 | x = )")
  assert(files.write(path, "local x = 1\nerror('bad')"))
  check.contains(typed(":load " .. path).err, "a.lua:2: bad\n   2 | error('bad')")
  check.contains(typed(":load " .. folder .. "/none").err, "No such file")
end)

local function words(before)
  local found = commands.complete(before)
  return found and table.concat(found.words, " ")
end

T.commands_and_their_arguments_are_completed = scratch.test(function(folder)
  check.equal(words(":re"), "reload")
  check.equal(words(":doc string.fo"), "format")
  check.equal(words(":reload hyla.nea"), "nearest")
  assert(files.write(folder .. "/abc.lua", ""))
  check.equal(words((":load %s/a"):format(folder)), "abc.lua")
  check.equal(words(":quit x"), nil)
  check.equal(words("x = 1"), nil)
end)

return T

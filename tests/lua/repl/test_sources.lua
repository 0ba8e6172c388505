--- lua/hyla/repl/sources.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local scratch = require("tests.support.scratch")
local sources = require("hyla.repl.sources")

local T = {}

function T.lines_that_were_typed_are_numbered()
  local typed = sources.new()
  check.equal(typed:next_line(), 1)
  typed:add("a\n\nb")
  typed:add("c")
  check.equal(typed:next_line(), 5)
  check.equal(table.concat(typed:lines("=stdin"), "|"), "a||b|c")
end

T.files_are_read = scratch.test(function(folder)
  assert(files.write(folder .. "/a.lua", "one\ntwo"))
  check.equal(sources.new():lines("@" .. folder .. "/a.lua")[2], "two")
  check.equal(sources.new():lines("@" .. folder .. "/none.lua"), nil)
  check.equal(sources.new():lines("=[C]"), nil)
end)

return T

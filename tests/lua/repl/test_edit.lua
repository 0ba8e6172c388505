--- lua/hyla/repl/edit.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

local T = {}

-- an editor that writes 7 for each 1
local SEVEN = "VISUAL= EDITOR='sed -i s/1/7/'"

T.the_last_block_is_edited_and_run = function()
  check.equal(program.hyla("repl", "x = 1\n:edit\nx\n", SEVEN).out, "x = 7\n7\n")
end

T.a_file_is_edited_and_run = scratch.test(function(folder)
  local path = folder .. "/a.lua"
  assert(files.write(path, "x = 1"))
  local keys = (":edit %s\nx\n"):format(path)
  check.equal(program.hyla("repl", keys, SEVEN).out, "7\n")
  check.contains(program.hyla("repl", keys, SEVEN).out, "a.lua is unchanged\n")
end)

function T.an_editor_that_fails_is_told_of()
  local result = program.hyla("repl", "x = 1\n:edit\nx\n", "VISUAL=false")
  check.equal(result.out, "1\n")
  check.contains(result.err, "false failed; $EDITOR names the editor")
end

return T

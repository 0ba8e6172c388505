--- lua/hyla/cli/

local check = require("tests.support.check")
local program = require("tests.support.program")

local T = {}

function T.a_chunk_on_the_command_line_runs()
  local status, output = program.run("-e", "print(6 * 7)")
  check.equal(status, 0)
  check.equal(output, "42\n")
end

function T.a_script_sees_its_words()
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write("print(arg[1], ...)")
  file:close()
  local _, output = program.run(path, "two words")
  os.remove(path)
  check.equal(output, "two words\ttwo words\n")
end

function T.a_script_that_is_not_there_is_bad_usage()
  local status, _, errors = program.run("nowhere.lua")
  check.equal(status, 2)
  check.truthy(errors:find("nowhere.lua", 1, true))
end

return T

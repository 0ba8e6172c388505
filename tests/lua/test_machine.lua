--- lua/hyla/machine.lua

local check = require("tests.support.check")
local machine = require("hyla.machine")
local program = require("tests.support.program")

local T = {}

function T.the_machine_has_something_of_everything()
  check.truthy(machine.processors() >= 1)
  check.truthy(machine.memory_bytes() > 2 ^ 20)
  check.truthy(machine.kernel():find("^%d+%."))
  check.truthy(#machine.processor_name() > 0)
end

function T.only_processors_that_may_be_used_are_counted()
  local count = 'print(require("hyla.machine").processors())'
  local pipe = io.popen("taskset -c 0 $(readlink /proc/$PPID/exe) -e '" .. count .. "'")
  check.equal(pipe:read("*l"), "1")
  pipe:close()
  check.equal(program.hyla(("-e '%s'"):format(count)).out, machine.processors() .. "\n")
end

return T

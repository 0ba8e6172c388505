--- lua/hyla/cli/doctor.lua

local check = require("tests.support.check")
local json = require("cjson")
local program = require("tests.support.program")

local T = {}

function T.it_says_what_it_found()
  local result = program.hyla("doctor")
  check.truthy(result.out:find("luajit      LuaJIT", 1, true))
  check.truthy(result.out:find("seccomp", 1, true))
end

function T.it_really_tries_the_walls()
  local result = program.hyla("doctor", nil, program.without_seccomp())
  check.equal(result.status, 1)
  check.contains(result.out, "fail  seccomp")
  check.contains(result.out, "not seccomp")
end

function T.json_has_a_state_for_each_check()
  local object = json.decode(program.hyla("doctor --json").out)
  for _, finding in ipairs(object.checks) do
    check.truthy(finding.state == "ok" or finding.fix)
  end
end

return T

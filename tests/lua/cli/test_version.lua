--- lua/hyla/cli/version.lua

local check = require("tests.support.check")
local json = require("cjson")
local program = require("tests.support.program")

local T = {}

function T.json_names_the_versions()
  local object = json.decode(program.hyla("version --json").out)
  check.equal(object.version, require("hyla.version"))
  check.equal(object.luajit, jit.version)
end

return T

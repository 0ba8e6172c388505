--- lua/hyla/shipped.lua

local check = require("tests.support.check")
local shipped = require("hyla.shipped")
local system = require("hyla.system")

local T = {}

function T.the_root_holds_the_library()
  check.equal(system.kind(shipped.root() .. "/lua/hyla/shipped.lua"), "file")
end

function T.modules_are_named_for_require_in_order()
  local modules = shipped.modules("lua/hyla/cli")
  check.equal(modules[1], "lua.hyla.cli.bench")
  check.equal(#shipped.modules("nowhere"), 0)
end

return T

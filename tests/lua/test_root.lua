--- runtime/script/root.h

local check = require("tests.support.check")
local sandbox = require("hyla.sandbox")

local T = {}

function T.a_require_string_is_a_path_under_the_root()
  check.equal(require("tests.support.check"), check)
  check.truthy(package.path:find("/lua/?.lua;", 1, true))
end

function T.a_worker_looks_where_it_is_told()
  local pool, message = sandbox.open({ entry = "no.such.module", root = "/nowhere" })
  check.equal(pool, nil)
  check.contains(message, "cannot enter /nowhere: ")
  pool, message = sandbox.open({ entry = "no.such.module" })
  check.equal(pool, nil)
  check.contains(message, "no file './lua/no/such/module.lua'")
end

return T

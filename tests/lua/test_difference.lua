--- lua/hyla/difference.lua

local check = require("tests.support.check")
local difference = require("hyla.difference")

local T = {}

local function program(parts, memory)
  return { parts = parts, numbers = {}, memory = memory }
end

function T.a_new_part_comes_from_nowhere()
  local one = program({ agent = "a\n" })
  local other = program({ agent = "a\n", ["editors/new"] = "n\n" })
  local added = assert(difference.of(one, other))
  check.equal(#added, 1)
  check.equal(added[1].text, "--- /dev/null\n+++ b/editors/new.lua\n@@ -0,0 +1 @@\n+n\n")
  local removed = assert(difference.of(other, one))
  check.truthy(removed[1].text:find("+++ /dev/null\n", 1, true))
end

function T.memory_is_compared_key_by_key()
  local found = difference.of(program({}, { a = 1, b = 2 }), program({}, { a = 1, b = 3 }))
  check.truthy(found[1].text:find('\n-  "b": 2\n+  "b": 3\n', 1, true))
end

function T.a_part_whose_name_leads_elsewhere_is_refused()
  local found, message = difference.of(program({ ["../agent"] = "a" }), program({}))
  check.equal(found, nil)
  check.truthy(message:find('got "../agent"', 1, true))
end

return T

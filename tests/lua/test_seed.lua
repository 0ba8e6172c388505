--- runtime/script/seed.c

local check = require("tests.support.check")
local program = require("tests.support.program")

local SCRIPT = [[
  local keys = {}
  for i = 1, 100 do keys["key" .. i] = true end
  for key in pairs(keys) do io.write(key, " ") end]]

local T = {}

function T.every_process_visits_a_table_in_the_same_order()
  local _, first = program.run("-e", SCRIPT)
  check.truthy(#first > 100)
  -- where things lie in memory decides when the compiler starts, and must not decide the order
  for _ = 1, 10 do
    local _, other = program.run("-e", SCRIPT)
    check.equal(other, first)
  end
end

return T

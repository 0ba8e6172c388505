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
  local _, second = program.run("-e", SCRIPT)
  check.truthy(#first > 100)
  check.equal(first, second)
end

return T

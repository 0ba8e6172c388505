--- lua/hyla/keys.lua

local check = require("tests.support.check")
local keys = require("hyla.keys")

local T = {}

function T.keys_come_in_alphabetical_order()
  check.equal(table.concat(keys.sorted({ b = 1, c = false, a = 3 }), " "), "a b c")
  check.equal(#keys.sorted({}), 0)
end

return T

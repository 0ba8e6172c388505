--- lua/hyla/ledger.lua

local check = require("tests.support.check")
local ledgers = require("hyla.ledger")

local T = {}

function T.entries_are_kept_in_order()
  local ledger = ledgers.new()
  ledger:insert({ n = 1, program = "p", report = "r", policy = "m" })
  check.equal(ledger:insert({ n = 2 }).n, 2)
  check.equal(ledger:count(), 2)
  check.equal(ledger:entry(1).n, 1)
  check.equal(ledger:program(1) .. ledger:report(1) .. ledger:policy(1), "prm")
  check.equal(ledger:policy(2), nil)
  check.equal(ledger:entry(3), nil)
end

function T.an_entry_out_of_order_is_a_mistake()
  check.equal(pcall(ledgers.new().insert, ledgers.new(), { n = 2 }), false)
end

return T

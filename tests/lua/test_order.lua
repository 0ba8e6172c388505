--- lua/hyla/order.lua

local check = require("tests.support.check")
local orders = require("hyla.order")

local T = {}

function T.an_order_holds_each_case_once()
  local seen = {}
  for _, case in ipairs(orders.of("salt", 50)) do
    check.truthy(case >= 1 and case <= 50 and not seen[case])
    seen[case] = true
  end
  check.equal(#seen, 50)
end

function T.the_salt_decides_it()
  local one = table.concat(orders.of("one", 20), " ")
  check.equal(table.concat(orders.of("one", 20), " "), one)
  check.truthy(table.concat(orders.of("two", 20), " ") ~= one)
end

function T.every_order_of_three_comes_up()
  local count, seen = 0, {}
  for i = 1, 100 do
    local text = table.concat(orders.of("salt" .. i, 3), " ")
    count = count + (seen[text] and 0 or 1)
    seen[text] = true
  end
  check.equal(count, 6)
end

function T.undoing_gives_each_case_its_own()
  local order, shown = orders.of("salt", 9), {}
  for i, case in ipairs(order) do
    shown[i] = case > 2 and "answer " .. case or nil
  end
  local values = orders.undo(shown, order)
  check.equal(values[2], nil)
  check.equal(values[9], "answer 9")
end

return T

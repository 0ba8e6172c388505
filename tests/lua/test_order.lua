--- lua/hyla/order.lua

local check = require("tests.support.check")
local orders = require("hyla.order")
local play = require("hyla.play")
local runs = require("hyla.run")
local searches = require("tests.support.searches")

--- An agent that answers by the place of a case: the first high, the second low, and so on.
local BY_PLACE = [[
  local %s = false
  return function()
    %s = not %s
    return %s and "high" or "low"
  end
]]

local T = {}

function T.each_program_is_shown_the_cases_in_an_order_of_its_own()
  local run = assert(runs.open(searches.config(), {}))
  local answers = {}
  for i, name in ipairs({ "one", "other", "one" }) do
    local program = { parts = { agent = BY_PLACE:gsub("%%s", name) }, numbers = {} }
    answers[i] = table.concat(play.try(run, program, "validation", "screen").answers, " ")
  end
  run.pool:close()
  check.equal(answers[3], answers[1])
  check.truthy(answers[1]:find("high", 1, true) and answers[1] ~= answers[2])
end

function T.an_order_has_parts()
  local order = { 3, 1, 2 }
  check.equal(table.concat(orders.part(order, { first = 2, last = 3 }), " "), "1 2")
  check.equal(orders.part(order), order)
end

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

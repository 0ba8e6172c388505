--- lua/hyla/kit/memory.lua

local check = require("tests.support.check")
local memory = require("hyla.kit.memory")

local ANSWERS = { "no", "yes" }

local function remembered()
  local m = memory.new()
  memory.observe(m, { "good", "paper" }, "yes")
  memory.observe(m, { "good" }, "yes")
  memory.observe(m, { "bad", "paper" }, "no")
  memory.observe(m, { "bad" }, "no")
  return m
end

local T = {}

function T.keys_speak_for_the_answer_they_came_with()
  local evidence = memory.evidence(remembered(), { "good" }, ANSWERS, 1)
  -- log((2 + 1) / (2 + 2)) against log((0 + 1) / (2 + 2)), less their mean
  check.near(evidence[2], math.log(3) / 2)
  check.near(evidence[1], -math.log(3) / 2)
end

function T.a_key_that_comes_with_both_speaks_for_neither()
  local evidence = memory.evidence(remembered(), { "paper" }, ANSWERS, 1)
  check.near(evidence[1], 0)
end

function T.unknown_and_rare_keys_are_passed_over()
  check.equal(memory.evidence(remembered(), { "new" }, ANSWERS, 1)[2], 0)
  check.equal(memory.evidence(remembered(), { "good" }, ANSWERS, 3)[2], 0)
end

function T.a_case_does_not_speak_for_itself()
  local m = memory.new()
  memory.observe(m, { "odd" }, "yes")
  memory.observe(m, { "even" }, "no")
  local evidence = memory.evidence(m, { "odd" }, ANSWERS, 0, "yes")
  check.near(evidence[1], (math.log(1 / 3) - math.log(1 / 2)) / 2)
end

function T.repeated_numbers_are_keys_of_their_own()
  check.equal(table.concat(memory.number_keys({ 7, 7, 3.5 }), " "), "7x1 7x2 3.5x1")
end

return T

--- lua/hyla/kit/memory.lua

local check = require("tests.support.check")
local keys = require("hyla.keys")
local memory = require("hyla.kit.memory")

local ANSWERS = { "no", "yes" }

local function amounts(of)
  return { keys = keys.sorted(of), of = of }
end

local CASES = {
  { amounts({ good = 1, paper = 1 }), "yes" },
  { amounts({ good = 2 }), "yes" },
  { amounts({ bad = 1, paper = 1 }), "no" },
  { amounts({ bad = 1 }), "no" },
}

local function remembered(cases)
  local m = memory.new()
  for _, case in ipairs(cases) do
    memory.observe(m, case[1], case[2])
  end
  return m
end

local T = {}

function T.amounts_speak_for_the_answer_they_came_with()
  local m = remembered(CASES)
  -- "bad" is 1, 1, 0, 0: correlation -1 with "yes", one spread below its mean when it is missing
  local evidence = memory.evidence(remembered({ CASES[2], CASES[4] }), amounts({}), ANSWERS, 0)
  check.near(evidence[2], -evidence[1])
  check.truthy(memory.evidence(m, amounts({ good = 2 }), ANSWERS, 0)[2] > 0.5)
  check.truthy(memory.evidence(m, amounts({ bad = 1 }), ANSWERS, 0)[1] > 0.5)
end

function T.an_amount_that_comes_with_both_speaks_for_neither()
  local with, without = amounts({ paper = 1 }), amounts({})
  local m = remembered({ { with, "yes" }, { without, "yes" }, { with, "no" }, { without, "no" } })
  check.near(memory.evidence(m, amounts({ paper = 1 }), ANSWERS, 0)[1], 0)
end

function T.rare_and_unknown_keys_are_passed_over()
  local m = remembered(CASES)
  check.equal(memory.evidence(m, amounts({ new = 1 }), ANSWERS, 0.6)[2], 0)
  check.equal(memory.evidence(memory.new(), amounts({ new = 1 }), ANSWERS, 0)[2], 0)
end

function T.a_case_does_not_speak_for_itself()
  local others = remembered({ CASES[1], CASES[2], CASES[3] })
  local all = remembered(CASES)
  local without = memory.evidence(others, CASES[4][1], ANSWERS, 0)
  local left_out = memory.evidence(all, CASES[4][1], ANSWERS, 0, "no")
  check.near(left_out[1], without[1])
  check.near(left_out[2], without[2])
end

function T.counts_are_amounts_by_value()
  local counts = memory.counts({ 7, 7, 3.5 })
  check.equal(counts.of["7"], 2)
  check.equal(counts.of["3.5"], 1)
end

return T

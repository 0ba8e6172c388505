--- lua/hyla/kit/memory.lua

local answer = require("hyla.kit.answer")
local check = require("tests.support.check")
local keys = require("hyla.keys")
local memory = require("hyla.kit.memory")

local CLASSES = answer.code({ answers = { "no", "yes" } }, {})

local function amounts(of)
  return { keys = keys.sorted(of), of = of }
end

local function case(of, wanted)
  return { amounts = amounts(of), answer = wanted }
end

local CASES = {
  case({ good = 1, paper = 1 }, "yes"),
  case({ good = 2 }, "yes"),
  case({ bad = 1, paper = 1 }, "no"),
  case({ bad = 1 }, "no"),
}

local function remembered(cases, code)
  local m = memory.new(code or CLASSES)
  for _, one in ipairs(cases) do
    memory.observe(m, one.amounts, one)
  end
  return m
end

-- what a memory of all cases tells one of them is what a memory without it tells
local function check_honest(ask, cases, code)
  local all = remembered(cases, code)
  for i, own in ipairs(cases) do
    local others = {}
    for j, other in ipairs(cases) do
      others[#others + 1] = j ~= i and other or nil
    end
    local told, without = ask(all, own.amounts, own), ask(remembered(others, code), own.amounts)
    for column = 1, #without do
      check.near(told[column], without[column])
    end
  end
end

local T = {}

function T.amounts_speak_for_the_answer_they_came_with()
  local m = remembered(CASES)
  -- "bad" is 1, 1, 0, 0: correlation -1 with "yes", one spread below its mean when it is missing
  local evidence = memory.evidence(remembered({ CASES[2], CASES[4] }), amounts({}), 0)
  check.near(evidence[2], -evidence[1])
  check.truthy(memory.evidence(m, amounts({ good = 2 }), 0)[2] > 0.5)
  check.truthy(memory.evidence(m, amounts({ bad = 1 }), 0)[1] > 0.5)
end

function T.an_amount_that_comes_with_both_speaks_for_neither()
  local with, without = { paper = 1 }, {}
  local m = remembered({ case(with, "yes"), case(without, "yes"), case(with, "no"),
    case(without, "no") })
  check.near(memory.evidence(m, amounts({ paper = 1 }), 0)[1], 0)
end

function T.rare_and_unknown_keys_are_passed_over()
  local m = remembered(CASES)
  check.equal(memory.evidence(m, amounts({ new = 1 }), 0.6)[2], 0)
  check.equal(memory.evidence(memory.new(CLASSES), amounts({ new = 1 }), 0)[2], 0)
  check.equal(memory.mean(m, amounts({ new = 1 }), 1)[1], 0)
  check.equal(memory.recent(m, amounts({ new = 1 }), 1)[1], 0)
  check.equal(memory.count(m, amounts({ new = 1 }))[1], 0)
end

function T.a_case_does_not_speak_for_itself()
  check_honest(function(m, keys_of_case, own)
    return memory.evidence(m, keys_of_case, 0, own)
  end, CASES)
  check_honest(function(m, keys_of_case, own)
    return memory.mean(m, keys_of_case, 1, own)
  end, CASES)
  check_honest(memory.count, CASES)
end

-- the answers are numbers, by the one key that each case has
local NUMBERS = {
  case({ a = 1 }, 4),
  case({ a = 1 }, 4),
  case({ b = 1 }, -2),
  case({ a = 1 }, 4),
  case({ b = 1 }, -10),
}

local CODE = answer.code({ answers = "number" }, NUMBERS)

function T.the_mean_of_a_key_is_drawn_to_the_mean_of_all()
  local m = remembered(NUMBERS, CODE)
  local away = 4 / CODE.spread -- the answers of "a" lie 4 above the mean of all, which is 0
  check.near(memory.mean(m, amounts({ a = 1 }), 1)[1], 3 * away / (3 + 1))
  check.near(memory.mean(m, amounts({ a = 1 }), 1e-9)[1], away)
  check.near(memory.mean(m, amounts({ a = 1, b = 1 }), 1e-9)[1], (4 - 6) / 2 / CODE.spread)
end

function T.numbers_are_no_evidence_of_themselves_either()
  check_honest(function(m, keys_of_case, own)
    return memory.evidence(m, keys_of_case, 0, own)
  end, NUMBERS, CODE)
  check_honest(function(m, keys_of_case, own)
    return memory.mean(m, keys_of_case, 1, own)
  end, NUMBERS, CODE)
end

function T.recent_answers_count_for_more()
  local m = remembered(NUMBERS, CODE)
  local soon, late = -2 / CODE.spread * 0.5 ^ 3, -10 / CODE.spread * 0.5
  check.near(memory.recent(m, amounts({ b = 1 }), 1)[1], (soon + late) / (1 + 0.5 ^ 3 + 0.5))
end

function T.a_case_is_told_of_what_came_before_it()
  local m = remembered(NUMBERS, CODE)
  local third, last = NUMBERS[3], NUMBERS[5]
  check.equal(memory.recent(m, third.amounts, 1, third)[1], 0)
  check.near(memory.recent(m, last.amounts, 1, last)[1], -2 / CODE.spread * 0.25 / 1.25)
end

function T.a_key_is_counted()
  local m = remembered(CASES)
  check.near(memory.count(m, amounts({ good = 1 }))[1], math.log(3))
end

function T.counts_are_amounts_by_value()
  local counts = memory.counts({ 7, 7, 3.5 })
  check.equal(counts.of["7"], 2)
  check.equal(counts.of["3.5"], 1)
end

return T

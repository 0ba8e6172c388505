--- lua/hyla/measures.lua

local check = require("tests.support.check")
local facts = require("hyla.facts")
local measures = require("hyla.measures")
local random = require("hyla.rng")

-- cases of two number fields and a source, answered by `answer(a, b, source, i)`
local function cases(count, answer)
  local rng, list = random.new(7), {}
  for i = 1, count do
    local a, b, source = rng:normal(), rng:normal(), rng:integer(4)
    list[i] = { answer = answer(a, b, source, i), input = { a = a, b = 100 * b, source = source } }
  end
  return list
end

local FIELDS = {
  { name = "a", kind = "number" },
  { name = "b", kind = "number" },
  { name = "source", kind = "number" },
}

local function of(answers, list)
  return facts.measure({ answers = answers, fields = FIELDS }, list).measures
end

local function sum(a, b)
  return a + b
end

local function is_same_sign(a, b)
  return a * b > 0 and "yes" or "no"
end

local T = {}

function T.every_task_has_the_same_names_and_bounded_numbers()
  local texts = {
    answers = { "no", "yes" },
    fields = { { name = "t", kind = "text" }, { name = "l", kind = "numbers" } },
  }
  local list = { { answer = "no", input = { t = "", l = {} } } }
  local names = {}
  for _, found in ipairs({ of("number", cases(40, sum)), facts.measure(texts, list).measures }) do
    for name, value in pairs(found) do
      names[name] = (names[name] or 0) + 1
      check.truthy(math.abs(value) <= measures.LIMIT)
    end
  end
  local count = 0
  for _, times in pairs(names) do
    count = count + 1
    check.equal(times, 2)
  end
  check.equal(count, 16)
end

function T.a_task_without_cases_has_measures()
  check.equal(of({ "no", "yes" }, {}).first_look, 0)
end

function T.a_sum_is_told_by_its_terms()
  local found = of("number", cases(200, sum))
  check.near(found.cases, math.log10(2))
  check.near(found.first_look, math.sqrt(0.5), 0.1)
  check.near(found.second_look, math.sqrt(0.5), 0.1)
  check.truthy(found.bend < 0)
  check.truthy(found.neighbour > 0.5)
  check.near(found.scale, 2, 0.1)
  check.equal(found.majority, 0)
end

function T.a_product_is_told_by_its_bend_and_by_neighbours()
  local found = of({ "no", "yes" }, cases(200, is_same_sign))
  check.truthy(found.first_look < 0.3)
  check.truthy(found.bend > 0.3)
  check.truthy(found.neighbour > 0)
  check.equal(found.classes, 1)
end

function T.a_bias_of_sources_shows_in_the_memory_of_numbers()
  local biased = of("number", cases(200, function(a, _, source)
    return a + 3 * (source % 2)
  end))
  check.truthy(biased.memory_number > 2)
  check.truthy(of("number", cases(200, sum)).memory_number < 1)
end

function T.drift_and_tails_show()
  local found = of("number", cases(200, function(a, _, _, i)
    return i / 20 + a
  end))
  check.truthy(found.drift > 0.8)
  check.truthy(of("number", cases(200, function(a)
    return a ^ 5
  end)).tails > 1)
end

return T

--- lua/hyla/facts.lua

local check = require("tests.support.check")
local facts = require("hyla.facts")

local schema = {
  answers = { "no", "yes" },
  fields = {
    { name = "title", kind = "text" },
    { name = "ratings", kind = "numbers" },
    { name = "confidences", kind = "numbers" },
  },
}

local KINDS = {
  { answer = "no", word = "poor", rating = 3 },
  { answer = "yes", word = "fine", rating = 7 },
}

-- twenty cases: the rating and one word tell the answer, the confidence and another word do not
local function cases()
  local list = {}
  for i = 1, 20 do
    local kind = KINDS[i % 2 + 1]
    list[i] = {
      answer = kind.answer,
      input = {
        title = kind.word .. (i % 4 < 2 and " work" or " thing"),
        ratings = { kind.rating, kind.rating + 1 },
        confidences = { i % 3 + 1, 2 },
      },
    }
  end
  return list
end

local function weight_of(found, expression)
  for _, look in ipairs(found.looks) do
    if look.expression == expression then
      return look.weight
    end
  end
end

local T = {}

function T.an_answer_that_is_a_number_is_told_by_what_grows_with_it()
  local numbers = {}
  for i, case in ipairs(cases()) do
    numbers[i] = { answer = 2 * case.input.ratings[1], input = case.input }
  end
  local found = facts.measure({ answers = "number", fields = schema.fields }, numbers)
  check.near(weight_of(found, "stat.mean(input.ratings)"), 1)
end

function T.what_tells_the_answer_weighs_more()
  local found = facts.measure(schema, cases())
  check.near(weight_of(found, "stat.mean(input.ratings)"), 1)
  check.truthy(weight_of(found, "stat.mean(input.confidences)") < 0.2)
  check.truthy(weight_of(found, "stat.mean(input.ratings, input.confidences)") > 0.9)
end

function T.the_most_telling_words_come_first()
  local found = facts.measure(schema, cases())
  local first = { [found.words[1].word] = true, [found.words[2].word] = true }
  check.truthy(first.fine and first.poor)
  check.truthy(found.words[3].weight < found.words[2].weight)
end

function T.every_text_and_list_can_be_a_key()
  local found = facts.measure(schema, cases())
  check.equal(#found.keys, 3)
  check.equal(found.keys[1].expression:format("input"), "text.rates(input.title)")
end

function T.a_number_is_a_key_where_it_comes_again_and_again()
  local fields = { { name = "source", kind = "number" }, { name = "size", kind = "number" } }
  local list = {}
  for i, case in ipairs(cases()) do
    list[i] = { answer = case.answer, input = { source = i % 2, size = i } }
  end
  local found = facts.measure({ answers = schema.answers, fields = fields }, list)
  check.equal(#found.keys, 1)
  check.equal(found.keys[1].expression:format("input"), "memory.counts({ input.source })")
  check.equal(found.keys[1].weight, 1)
end

function T.a_task_without_cases_has_no_words_and_no_weight()
  local found = facts.measure(schema, {})
  check.equal(#found.words, 0)
  check.equal(weight_of(found, "stat.mean(input.ratings)"), 0)
end

return T

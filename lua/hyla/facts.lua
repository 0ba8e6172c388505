--- Facts: statistics measured on a task's training cases, for editors to draw arguments from.
--
-- They speak of fields and answers, never of one task. Validation and test cases have no part in
-- them.

local stat = require("hyla.kit.stat")
local text = require("hyla.kit.text")

---@class Facts
---@field looks Look[]            Numbers that can be read off a case, most telling first.
---@field words WordFact[]        Words of the text fields, most telling first.
---@field keys KeyFact[]          Keys that a memory can be kept by.

---@class Look
---@field expression string  Lua source over `input`, `stat` and `text`.
---@field weight number      Absolute correlation with the answer, or the first class; 0 to 1.

---@class WordFact
---@field field string
---@field word string
---@field weight number      Absolute correlation of its rate with the answer, or the first class.

---@class KeyFact
---@field field string
---@field expression string  Lua source over `%s`, the input: amounts by key.

local M = {}

local NUMBER_STATISTICS = { "mean", "spread", "least", "greatest", "median", "count" }

--- Words in a smaller share of the cases are chance: measured on reviews, shares of 0.05 to 0.15
--- overfit and 0.2 to 0.4 do not.
local LEAST_SHARE = 0.2

--- How many words are kept, over all text fields.
local WORD_COUNT = 200

local function correlation(xs, ys)
  local mean_x, mean_y = stat.mean(xs), stat.mean(ys)
  local sum = 0
  for i = 1, #xs do
    sum = sum + (xs[i] - mean_x) * (ys[i] - mean_y)
  end
  local scale = stat.spread(xs) * stat.spread(ys) * #xs
  return scale > 0 and sum / scale or 0
end

-- what can be read off a field: pairs of source and function
local READINGS = {}

function READINGS.number(field)
  return { { ("input.%s"):format(field.name), function(value)
    return value
  end } }
end

function READINGS.numbers(field)
  local readings = {}
  for _, name in ipairs(NUMBER_STATISTICS) do
    readings[#readings + 1] = { ("stat.%s(input.%s)"):format(name, field.name), stat[name] }
  end
  return readings
end

function READINGS.text(field)
  return { { ("text.length(input.%s)"):format(field.name), text.length } }
end

function READINGS.texts(field)
  return { READINGS.text(field)[1], { ("stat.count(input.%s)"):format(field.name), stat.count } }
end

-- a weighted mean for each ordered pair of number lists that always have the same length
local function weighted_readings(schema)
  local readings = {}
  for _, values in ipairs(schema.fields) do
    for _, weights in ipairs(schema.fields) do
      if values ~= weights and values.kind == "numbers" and weights.kind == "numbers" then
        local expression = ("stat.mean(input.%s, input.%s)"):format(values.name, weights.name)
        readings[#readings + 1] = { expression, stat.mean, values.name, weights.name }
      end
    end
  end
  return readings
end

local function all_readings(schema)
  local readings = weighted_readings(schema)
  for _, field in ipairs(schema.fields) do
    for _, reading in ipairs(READINGS[field.kind](field)) do
      readings[#readings + 1] = { reading[1], reading[2], field.name }
    end
  end
  return readings
end

-- what is to be told: the answers where they are numbers, else 1 for the first of them and 0
local function targets(schema, cases)
  local ys, answers = {}, schema.answers
  for i, case in ipairs(cases) do
    ys[i] = answers == "number" and case.answer or case.answer == answers[1] and 1 or 0
  end
  return ys
end

local function looks(schema, cases)
  local ys, found = targets(schema, cases), {}
  for _, reading in ipairs(all_readings(schema)) do
    local xs = {}
    for i, case in ipairs(cases) do
      xs[i] = reading[2](case.input[reading[3]], reading[4] and case.input[reading[4]])
    end
    found[#found + 1] = { expression = reading[1], weight = math.abs(correlation(xs, ys)) }
  end
  return found
end

-- how many of the cases have each word of a field
local function case_counts(field, cases)
  local counts = {}
  for _, case in ipairs(cases) do
    for _, word in ipairs(text.bag(case.input[field.name]).words) do
      counts[word] = (counts[word] or 0) + 1
    end
  end
  return counts
end

local function add_words(field, cases, ys, found)
  for word, count in pairs(case_counts(field, cases)) do
    if count >= LEAST_SHARE * #cases then
      local xs = {}
      for i, case in ipairs(cases) do
        xs[i] = text.rate(case.input[field.name], word)
      end
      local weight = math.abs(correlation(xs, ys))
      found[#found + 1] = { field = field.name, word = word, weight = weight }
    end
  end
end

local function words(schema, cases)
  local ys, found = targets(schema, cases), {}
  for _, field in ipairs(schema.fields) do
    if field.kind == "text" or field.kind == "texts" then
      add_words(field, cases, ys, found)
    end
  end
  table.sort(found, function(a, b)
    if a.weight ~= b.weight then
      return a.weight > b.weight
    end
    return a.word .. a.field < b.word .. b.field
  end)
  return { unpack(found, 1, math.min(#found, WORD_COUNT)) }
end

local KEY_SOURCES = {
  text = "text.rates(%%s.%s)",
  texts = "text.rates(%%s.%s)",
  numbers = "memory.counts(%%s.%s)",
}

local function keys(schema)
  local found = {}
  for _, field in ipairs(schema.fields) do
    local source = KEY_SOURCES[field.kind]
    if source then
      found[#found + 1] = { field = field.name, expression = source:format(field.name) }
    end
  end
  return found
end

--- Measures the facts of a task.
---
---@param schema Schema
---@param cases Case[] the training cases, with answers
---@return Facts
function M.measure(schema, cases)
  return { looks = looks(schema, cases), words = words(schema, cases), keys = keys(schema) }
end

return M

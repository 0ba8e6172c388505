--- Facts: statistics measured on a task's training cases, for editors to draw arguments from.
--
-- They speak of fields and answers, never of one task. Validation and test cases have no part in them.

local memory = require("hyla.kit.memory")
local stat = require("hyla.kit.stat")
local text = require("hyla.kit.text")

---@class Facts
---@field looks Look[]            Numbers that can be read off a case, most telling first.
---@field words WordFact[]        Words of the text fields, most telling first.
---@field keys KeyFact[]          Keys that a memory can be kept by.

---@class Look
---@field expression string  Lua source over `input`, `stat` and `text`.
---@field weight number      Absolute correlation with the first answer, 0 to 1.

---@class WordFact
---@field field string
---@field word string
---@field weight number      Absolute z score of its log odds between the answers.

---@class KeyFact
---@field field string
---@field expression string  Lua source over `%s`, the input.
---@field library string     The kit module that the expression needs.

local M = {}

local NUMBER_STATISTICS = { "mean", "spread", "least", "greatest", "median", "count" }

--- Words in fewer or more cases than this tell nothing.
local LEAST_CASES, MOST_SHARE = 3, 0.9

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

-- 1 for each case with the first answer, else 0
local function targets(schema, cases)
  local ys = {}
  for i, case in ipairs(cases) do
    ys[i] = case.answer == schema.answers[1] and 1 or 0
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

-- |z| of the log odds ratio with 0.5 added to each cell (Haldane 1956, Anscombe 1956)
local function telling(with_first, with_other, firsts, others)
  local a, b = with_first + 0.5, with_other + 0.5
  local c, d = firsts - with_first + 0.5, others - with_other + 0.5
  return math.abs(math.log(a * d / (b * c))) / math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
end

local function field_words(field, schema, cases, found)
  local seen = memory.new()
  for _, case in ipairs(cases) do
    memory.observe(seen, text.words(case.input[field.name]), case.answer)
  end
  local firsts = seen.cases[schema.answers[1]] or 0
  for word, hits in pairs(seen.seen) do
    local with_first, all = hits[schema.answers[1]] or 0, 0
    for _, count in pairs(hits) do
      all = all + count
    end
    if all >= LEAST_CASES and all <= MOST_SHARE * #cases then
      local weight = telling(with_first, all - with_first, firsts, #cases - firsts)
      found[#found + 1] = { field = field.name, word = word, weight = weight }
    end
  end
end

local function words(schema, cases)
  local found = {}
  for _, field in ipairs(schema.fields) do
    if field.kind == "text" or field.kind == "texts" then
      field_words(field, schema, cases, found)
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
  text = { "text.words(%%s.%s)", "text" },
  texts = { "text.words(%%s.%s)", "text" },
  numbers = { "memory.number_keys(%%s.%s)", "memory" },
}

local function keys(schema)
  local found = {}
  for _, field in ipairs(schema.fields) do
    local source = KEY_SOURCES[field.kind]
    if source then
      found[#found + 1] =
        { field = field.name, expression = source[1]:format(field.name), library = source[2] }
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

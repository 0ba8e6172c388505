--- Facts: statistics measured on a task's training cases, for editors to draw arguments from.
--
-- They speak of fields and answers, never of one task. Validation and test cases have no part in
-- them.

local measures = require("hyla.measures")
local memory = require("hyla.kit.memory")
local signal = require("hyla.signal")
local stat = require("hyla.kit.stat")
local text = require("hyla.kit.text")

---@class Facts
---@field looks Look[]            Numbers that can be read off a case, most telling first.
---@field words WordFact[]        Words of the text fields, most telling first.
---@field keys KeyFact[]          Keys that a memory can be kept by.
---@field measures table<string, number> What the task is like (see hyla.measures).

---@class Look
---@field expression string  Lua source over `input`, `stat` and `text`.
---@field weight number      How strongly it tells the answers (hyla.signal); 0 to 1.

---@class WordFact
---@field field string
---@field word string
---@field weight number      The same of its rate.

---@class KeyFact
---@field field string
---@field expression string  Lua source over `%s`, the input: amounts by key.
---@field weight number      How far the key tells answers apart beyond chance: 1 - 1 / F; 0 to 1.

local M = {}

local NUMBER_STATISTICS = { "mean", "spread", "least", "greatest", "median", "count" }

--- Words in a smaller share of the cases are chance: measured on reviews, shares of 0.05 to 0.15
--- overfit and 0.2 to 0.4 do not.
local LEAST_SHARE = 0.2

--- How many words are kept, over all text fields.
local WORD_COUNT = 200

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

local function read(reading, cases)
  local xs = {}
  for i, case in ipairs(cases) do
    local input = case.input
    xs[i] = reading[2](input[reading[3]], reading[4] and input[reading[4]])
  end
  return xs
end

-- the looks, and what they read off the cases
local function looks(schema, cases, columns)
  local found, values = {}, {}
  for i, reading in ipairs(all_readings(schema)) do
    values[i] = read(reading, cases)
    found[i] = { expression = reading[1], weight = signal.strength(values[i], columns) }
  end
  return found, values
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

local function add_words(field, cases, columns, found)
  for word, count in pairs(case_counts(field, cases)) do
    if count >= LEAST_SHARE * #cases then
      local xs = {}
      for i, case in ipairs(cases) do
        xs[i] = text.rate(case.input[field.name], word)
      end
      local weight = signal.strength(xs, columns)
      found[#found + 1] = { field = field.name, word = word, weight = weight }
    end
  end
end

local function words(schema, cases, columns)
  local found = {}
  for _, field in ipairs(schema.fields) do
    if field.kind == "text" or field.kind == "texts" then
      add_words(field, cases, columns, found)
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

-- for each kind of field: the source of its keys, and the keys themselves
local KEYS = {
  number = { "memory.counts({ %%s.%s })", function(value)
    return memory.counts({ value }).keys
  end },
  numbers = { "memory.counts(%%s.%s)", function(values)
    return memory.counts(values).keys
  end },
  text = { "text.rates(%%s.%s)", function(value)
    return text.bag(value).words
  end },
}
KEYS.texts = KEYS.text

-- the cases by key of a field, in order of first appearance
local function groups(field, cases)
  local list, by_key = {}, {}
  for i, case in ipairs(cases) do
    for _, key in ipairs(KEYS[field.kind][2](case.input[field.name])) do
      if not by_key[key] then
        by_key[key] = {}
        list[#list + 1] = by_key[key]
      end
      table.insert(by_key[key], i)
    end
  end
  return list
end

-- the keys, and the ratio of variances of each; a number that hardly comes twice is no key
local function keys(schema, cases, columns)
  local found, ratios = {}, {}
  for _, field in ipairs(schema.fields) do
    local own = groups(field, cases)
    if field.kind ~= "number" or #own <= #cases / 2 then
      local ratio = signal.ratio(own, columns)
      local expression = KEYS[field.kind][1]:format(field.name)
      local weight = ratio > 1 and 1 - 1 / ratio or 0
      found[#found + 1] = { field = field.name, expression = expression, weight = weight }
      ratios[#ratios + 1] = { kind = field.kind, ratio = ratio }
    end
  end
  return found, ratios
end

--- Measures the facts of a task.
---
---@param schema Schema
---@param cases Case[] the training cases, with answers
---@return Facts
function M.measure(schema, cases)
  local columns = signal.columns(schema, cases)
  local facts, seen = { words = words(schema, cases, columns) }, { columns = columns }
  facts.looks, seen.looks = looks(schema, cases, columns)
  facts.keys, seen.keys = keys(schema, cases, columns)
  facts.measures = measures.of(schema, cases, facts, seen)
  return facts
end

return M

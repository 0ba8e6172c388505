--- Measures: what a task is like, in numbers of the same names and sense for every task.
--
-- They are the context by which a policy tells tasks apart, and statistics that arguments can be
-- drawn from. Each lies between -3 and 3; one that has no sense for a task is 0. All are taken of
-- the training cases.
--
--   cases           log10 of their number, less 2
--   classes         log2 of the number of classes; 0 for answers that are numbers
--   majority        share of the most frequent class
--   tails           log of the answers' kurtosis over that of the normal distribution
--   drift           strength of the order of the cases
--   looks           log10 of the number of looks over the number of cases
--   first_look      strength of the look that tells most
--   second_look     strength of the look that tells most after it
--   bend            strength of the best product of two looks, or square, less first_look
--   neighbour       skill of the answer of the nearest other case: 1 is perfect, 0 the mean's
--   scale           log10 of the largest spread of a look over the smallest
--   word            strength of the word that tells most
--   rare_words      share of words that one case has and no other
--   memory_number, memory_numbers, memory_text
--                   log of the variance of answers between keys over that within: 0 is chance
--
-- Strength is the absolute correlation with the answer (hyla.signal).

local signal = require("hyla.signal")
local stat = require("hyla.kit.stat")
local text = require("hyla.kit.text")

local M = {}

--- The bound on every measure.
M.LIMIT = 3

--- Looks whose products are tried, and cases whose neighbours are looked for, at most.
local PRODUCTS, NEIGHBOURS = 6, 100

---@class SeenFacts             What the facts were measured on.
---@field columns AnswerColumns
---@field looks number[][]      What each look reads off the cases: [looks][cases].
---@field keys { kind: string, ratio: number }[]  The ratio of variances of each key.

local function bounded(value)
  if value ~= value then
    return 0
  end
  return math.max(-M.LIMIT, math.min(value, M.LIMIT))
end

-- the share of the most frequent class
local function majority(schema, cases)
  local counts, most = {}, 0
  for _, case in ipairs(schema.answers ~= "number" and cases or {}) do
    counts[case.answer] = (counts[case.answer] or 0) + 1
    most = math.max(most, counts[case.answer])
  end
  return #cases > 0 and most / #cases or 0
end

-- log of the kurtosis over 3, which is the normal distribution's
local function tails(schema, columns)
  local ys = schema.answers == "number" and columns.raw[1] or {}
  local mean, spread, sum = stat.mean(ys), stat.spread(ys), 0
  for i = 1, #ys do
    sum = sum + (ys[i] - mean) ^ 4
  end
  return spread > 0 and math.log(sum / #ys / spread ^ 4 / 3) or 0
end

local function drift(cases, columns)
  local order = {}
  for i = 1, #cases do
    order[i] = i
  end
  return signal.strength(order, columns)
end

-- the looks that vary, those that tell most first, with mean 0 and spread 1
local function scaled_looks(looks, seen)
  local order, scaled = {}, {}
  for i in ipairs(looks) do
    order[i] = i
  end
  table.sort(order, function(a, b)
    if looks[a].weight ~= looks[b].weight then
      return looks[a].weight > looks[b].weight
    end
    return a < b
  end)
  for _, i in ipairs(order) do
    local xs, column = seen.looks[i], {}
    local mean, spread = stat.mean(xs), stat.spread(xs)
    for case = 1, spread > 0 and #xs or 0 do
      column[case] = (xs[case] - mean) / spread
    end
    scaled[#scaled + 1] = column[1] and column
  end
  return scaled
end

local function bend(scaled, columns, first)
  local most, product = 0, {}
  for a = 1, math.min(#scaled, PRODUCTS) do
    for b = 1, a do
      local left, right = scaled[a], scaled[b]
      for case = 1, #left do
        product[case] = left[case] * right[case]
      end
      most = math.max(most, signal.strength(product, columns))
    end
  end
  return most > 0 and most - first or 0
end

-- the other case that looks most alike
local function nearest(scaled, own, step, count)
  local best, least = own > 1 and 1 or 1 + step, math.huge
  for other = 1, count, step do
    local distance = 0
    for look = 1, other ~= own and #scaled or 0 do
      distance = distance + (scaled[look][own] - scaled[look][other]) ^ 2
    end
    if other ~= own and distance < least then
      best, least = other, distance
    end
  end
  return best
end

-- how much better than the mean of all the answer of the nearest case is; -1 where looks tell
-- nothing, since two cases differ by twice the variance
local function neighbour(scaled, columns, count)
  if #scaled == 0 or count < 2 then
    return 0
  end
  local step, missed, all = math.max(1, math.floor(count / NEIGHBOURS)), 0, 0
  for own = 1, count, step do
    local other = nearest(scaled, own, step, count)
    for c, ys in ipairs(columns.raw) do
      missed = missed + (ys[other] - ys[own]) ^ 2
      all = all + (ys[own] - columns.means[c]) ^ 2
    end
  end
  return all > 0 and 1 - missed / all or 0
end

local function scale(looks)
  local least, most = math.huge, 0
  for _, xs in ipairs(looks) do
    local spread = stat.spread(xs)
    if spread > 0 then
      least, most = math.min(least, spread), math.max(most, spread)
    end
  end
  return most > 0 and math.log10(most / least) or 0
end

-- adds the cases that each word of a field is in
local function count_words(counts, field, cases)
  for _, case in ipairs(cases) do
    for _, word in ipairs(text.bag(case.input[field.name]).words) do
      counts[word] = (counts[word] or 0) + 1
    end
  end
end

-- the share of the words of all text fields that one case has and no other
local function rare_words(schema, cases)
  local counts, rare, all = {}, 0, 0
  for _, field in ipairs(schema.fields) do
    if field.kind == "text" or field.kind == "texts" then
      count_words(counts, field, cases)
    end
  end
  for _, count in pairs(counts) do
    all, rare = all + 1, rare + (count == 1 and 1 or 0)
  end
  return all > 0 and rare / all or 0
end

-- the log of the greatest ratio of variances of a kind of key
local function memory(keys, kinds)
  local most = 0
  for _, key in ipairs(keys) do
    most = math.max(most, kinds[key.kind] and key.ratio or 0)
  end
  return most > 0 and math.log(most) or 0
end

local function add_tasks(found, schema, cases, columns)
  local classes = schema.answers ~= "number" and #schema.answers or 1
  found.cases = math.log10(math.max(1, #cases)) - 2
  found.classes = math.log(classes) / math.log(2)
  found.majority = majority(schema, cases)
  found.tails = tails(schema, columns)
  found.drift = drift(cases, columns)
end

local function add_looks(found, looks, seen, count)
  local scaled = scaled_looks(looks, seen)
  found.looks = #looks > 0 and math.log10(#looks / math.max(1, count)) or 0
  found.first_look, found.second_look = 0, 0
  for _, look in ipairs(looks) do
    local first = found.first_look
    if look.weight > first then
      found.first_look, found.second_look = look.weight, first
    else
      found.second_look = math.max(found.second_look, look.weight)
    end
  end
  found.bend = bend(scaled, seen.columns, found.first_look)
  found.neighbour = neighbour(scaled, seen.columns, count)
  found.scale = scale(seen.looks)
end

--- Takes the measures of a task.
---
---@param schema Schema
---@param cases Case[] the training cases, with answers
---@param facts Facts   Its looks and words.
---@param seen SeenFacts
---@return table<string, number> measures by name
function M.of(schema, cases, facts, seen)
  local found = {}
  add_tasks(found, schema, cases, seen.columns)
  add_looks(found, facts.looks, seen, #cases)
  found.word = facts.words[1] and facts.words[1].weight or 0
  found.rare_words = rare_words(schema, cases)
  found.memory_number = memory(seen.keys, { number = true })
  found.memory_numbers = memory(seen.keys, { numbers = true })
  found.memory_text = memory(seen.keys, { text = true, texts = true })
  for name, value in pairs(found) do
    found[name] = bounded(value)
  end
  return found
end

return M

--- Persistent memory: which answers came with how much of which key.
--
-- An agent keeps a memory by key in its state: by the words of a text, the elements of a list, the
-- value of a field. It observes each training case as amounts by key; later it asks what the keys
-- of a case are known for. A case that is asked about while it is learned from (`own`) is left out
-- of what it is told, so that training features are as honest as those of new cases.

local answer = require("hyla.kit.answer")

local M = {}

---@class Amounts
---@field keys string[]               In an order that decides the order of sums.
---@field of table<string, number>    By key.

---@class Memory
---@field code AnswerCode
---@field keys string[]                        In order of first appearance.
---@field index table<string, integer>         Place of each key in the lists.
---@field hits integer[]                       Cases with any of the key.
---@field sum number[]                         Of the amounts.
---@field square number[]                      Of the amounts, squared.
---@field joint number[][]                     By column of the answers: of amount times column.
---@field first number[]                       Of each column, over all cases.
---@field second number[]                      Of each column, squared.
---@field seen table[]                         By key: { number of the case, amount }, in order.
---@field columns number[][]                   The answer of each case, by its number.
---@field number table<Case, integer>          Of each case, in the order they were observed.
---@field total integer                        Cases in all.
---@field frequent? table                      Remembers which keys are frequent enough.

-- a list of zeros
local function zeros(count)
  local list = {}
  for i = 1, count do
    list[i] = 0
  end
  return list
end

--- Returns an empty memory.
---
---@param code AnswerCode
---@return Memory
function M.new(code)
  local memory = { code = code, keys = {}, index = {}, hits = {}, sum = {}, square = {} }
  memory.joint = {}
  for column = 1, code.width do
    memory.joint[column] = {}
  end
  memory.first, memory.second = zeros(code.width), zeros(code.width)
  memory.seen, memory.columns, memory.number, memory.total = {}, {}, {}, 0
  return memory
end

local function place_of(memory, key)
  local place = memory.index[key]
  if not place then
    place = #memory.keys + 1
    memory.keys[place], memory.index[key] = key, place
    memory.hits[place], memory.sum[place], memory.square[place] = 0, 0, 0
    memory.seen[place] = {}
    for column = 1, memory.code.width do
      memory.joint[column][place] = 0
    end
  end
  return place
end

local function add_amount(memory, place, amount, columns)
  memory.hits[place] = memory.hits[place] + 1
  memory.sum[place] = memory.sum[place] + amount
  memory.square[place] = memory.square[place] + amount * amount
  for column = 1, #columns do
    local joint = memory.joint[column]
    joint[place] = joint[place] + amount * columns[column]
  end
  table.insert(memory.seen[place], { number = memory.total, amount = amount })
end

--- Remembers a case.
---
---@param memory Memory
---@param amounts Amounts
---@param case Case with its answer
function M.observe(memory, amounts, case)
  local columns = answer.columns(memory.code, case.answer)
  memory.total = memory.total + 1
  memory.columns[memory.total], memory.number[case] = columns, memory.total
  for column = 1, #columns do
    local value = columns[column]
    memory.first[column] = memory.first[column] + value
    memory.second[column] = memory.second[column] + value * value
  end
  for _, key in ipairs(amounts.keys) do
    add_amount(memory, place_of(memory, key), amounts.of[key], columns)
  end
end

-- what is left out where a case asks about itself: how many cases (1 or 0), and its columns
local function left_out(memory, own)
  local number = own and memory.number[own]
  return number and 1 or 0, number and memory.columns[number] or zeros(memory.code.width)
end

-- how far an amount lies from the mean, in spreads, and that spread and mean; nil for a key that is
-- too rare or constant
local function deviation(memory, place, amount, least, out)
  local cases = memory.total - out
  local hits = memory.hits[place] - (amount ~= 0 and out or 0)
  if hits < least * cases or cases < 2 then
    return nil
  end
  local mean = (memory.sum[place] - out * amount) / cases
  local variance = (memory.square[place] - out * amount * amount) / cases - mean * mean
  if variance <= 1e-12 then
    return nil
  end
  local spread = math.sqrt(variance)
  return (amount - mean) / spread, spread, mean
end

-- the correlation of a key's amount with a column of the answers, the asking case left out
local function correlation(memory, place, amount, about, column, out, own)
  local cases = memory.total - out
  local mean = (memory.first[column] - own) / cases
  local variance = (memory.second[column] - own * own) / cases - mean * mean
  if variance <= 1e-12 then
    return 0
  end
  local joint = (memory.joint[column][place] - own * amount) / cases - mean * about.mean
  return joint / (about.spread * math.sqrt(variance))
end

-- the places of keys that may be frequent enough, found once for a share and a number of cases
local function frequent_places(memory, least)
  local found = memory.frequent
  if found and found.least == least and found.total == memory.total then
    return found.places
  end
  local places = {}
  for place = 1, #memory.keys do
    if memory.hits[place] >= least * (memory.total - 1) then
      places[#places + 1] = place
    end
  end
  memory.frequent = { least = least, total = memory.total, places = places }
  return places
end

--- Returns how much a case speaks for each column of the answers: summed over the keys, the
--- correlation of the amount with the column times how far the amount lies from its mean, in
--- spreads.
---
---@param memory Memory
---@param amounts Amounts
---@param least number     keys in a smaller share of the cases are passed over
---@param own? Case        the asking case, where memory holds it
---@return number[] evidence one number per column
function M.evidence(memory, amounts, least, own)
  local evidence = zeros(memory.code.width)
  local out, columns = left_out(memory, own)
  for _, place in ipairs(frequent_places(memory, least)) do
    local amount = amounts.of[memory.keys[place]] or 0
    local away, spread, mean = deviation(memory, place, amount, least, out)
    local about = { spread = spread, mean = mean }
    for column = 1, away and #evidence or 0 do
      local pull = correlation(memory, place, amount, about, column, out, columns[column])
      evidence[column] = evidence[column] + pull * away
    end
  end
  return evidence
end

-- the mean over the keys of a case, by their amounts, of `value_of(place, amount, column)`; 0 for
-- keys that memory does not know
local function over_keys(memory, amounts, value_of)
  local values, total = zeros(memory.code.width), 0
  for _, key in ipairs(amounts.keys) do
    local place, amount = memory.index[key], amounts.of[key]
    total = total + amount
    for column = 1, place and #values or 0 do
      values[column] = values[column] + amount * value_of(place, amount, column)
    end
  end
  for column = 1, #values do
    values[column] = total > 0 and values[column] / total or 0
  end
  return values
end

--- Returns by how much the answers that came with the case's keys lie above the mean of all, for
--- each column: each key's mean is drawn to the mean of all as if it had been seen `prior` times
--- more with that, the means weighted by the amounts.
---
---@param memory Memory
---@param amounts Amounts
---@param prior number above 0
---@param own? Case    the asking case, where memory holds it
---@return number[] means one number per column
function M.mean(memory, amounts, prior, own)
  local out, columns = left_out(memory, own)
  return over_keys(memory, amounts, function(place, amount, column)
    local mean = (memory.first[column] - columns[column]) / math.max(1, memory.total - out)
    local known = memory.sum[place] - out * amount
    local joint = memory.joint[column][place] - amount * columns[column]
    return (joint - known * mean) / (known + prior)
  end)
end

--- Returns the same of recent answers: a case counts for half of one `half_life` cases after it,
--- and nothing that came after the asking case counts.
---
---@param memory Memory
---@param amounts Amounts
---@param half_life number in cases, above 0
---@param own? Case        the asking case, where memory holds it
---@return number[] means one number per column
function M.recent(memory, amounts, half_life, own)
  local now = own and memory.number[own] or memory.total + 1
  return over_keys(memory, amounts, function(place, _, column)
    local mean = memory.first[column] / math.max(1, memory.total)
    local sum, weights = 0, 1
    for _, seen in ipairs(memory.seen[place]) do
      local age = now - seen.number
      local weight = age > 0 and seen.amount * 0.5 ^ (age / half_life) or 0
      sum = sum + weight * (memory.columns[seen.number][column] - mean)
      weights = weights + weight
    end
    return sum / weights
  end)
end

--- Returns how often the case's keys were seen: the mean of log(1 + cases), by the amounts.
---
---@param memory Memory
---@param amounts Amounts
---@param own? Case  the asking case, where memory holds it
---@return number[] counts one number
function M.count(memory, amounts, own)
  local out = left_out(memory, own)
  local sum, total = 0, 0
  for _, key in ipairs(amounts.keys) do
    local place, amount = memory.index[key], amounts.of[key]
    total = total + amount
    sum = sum + (place and amount * math.log(1 + memory.hits[place] - out) or 0)
  end
  return { total > 0 and sum / total or 0 }
end

--- Returns how often each value comes up in a list, as amounts by value.
---
---@param values number[]
---@return Amounts
function M.counts(values)
  local counts = { keys = {}, of = {} }
  for i = 1, #values do
    local key = ("%.6g"):format(values[i])
    if not counts.of[key] then
      table.insert(counts.keys, key)
    end
    counts.of[key] = (counts.of[key] or 0) + 1
  end
  return counts
end

return M

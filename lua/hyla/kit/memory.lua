--- Persistent memory: which answers came with how much of which key.
--
-- An agent keeps one memory per use in its state. It observes each training case as amounts by
-- key, such as the rates of words, together with the answer; later it asks what the amounts of a
-- new case speak for. A memory holds sums only, so that a case can be taken out of it again.

local M = {}

---@class Amounts
---@field keys string[]               In an order that decides the order of sums.
---@field of table<string, number>    By key.

---@class Memory
---@field keys string[]                        In order of first appearance.
---@field index table<string, integer>         Place of each key in the lists.
---@field hits integer[]                       Cases with any of the key.
---@field sum number[]                         Of the amounts.
---@field square number[]                      Of the amounts, squared.
---@field by_answer table<string, number[]>    Sums of the amounts, by answer.
---@field cases table<string, integer>         Cases by answer.
---@field total integer                        Cases in all.
---@field frequent? table                      Remembers which keys are frequent enough.

--- Returns an empty memory.
---@return Memory
function M.new()
  return {
    keys = {},
    index = {},
    hits = {},
    sum = {},
    square = {},
    by_answer = {},
    cases = {},
    total = 0,
  }
end

local function place_of(memory, key)
  local place = memory.index[key]
  if not place then
    place = #memory.keys + 1
    memory.keys[place], memory.index[key] = key, place
    memory.hits[place], memory.sum[place], memory.square[place] = 0, 0, 0
  end
  return place
end

--- Remembers a case.
---
---@param memory Memory
---@param amounts Amounts
---@param answer string
function M.observe(memory, amounts, answer)
  memory.total = memory.total + 1
  memory.cases[answer] = (memory.cases[answer] or 0) + 1
  memory.by_answer[answer] = memory.by_answer[answer] or {}
  local sums = memory.by_answer[answer]
  for _, key in ipairs(amounts.keys) do
    local amount = amounts.of[key]
    local place = place_of(memory, key)
    memory.hits[place] = memory.hits[place] + 1
    memory.sum[place] = memory.sum[place] + amount
    memory.square[place] = memory.square[place] + amount * amount
    sums[place] = (sums[place] or 0) + amount
  end
end

-- how far an amount lies from the mean, in spreads, and that spread and mean; nil for a key that is
-- too rare or constant; `out` is 1 to leave the asking case itself out
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

-- the correlation of a key's amount with an answer, the asking case left out
local function correlation(memory, place, amount, spread, mean, answer, own)
  local out = own and 1 or 0
  local cases = memory.total - out
  local own_case = answer == own and 1 or 0
  local share = ((memory.cases[answer] or 0) - own_case) / cases
  if share <= 0 or share >= 1 then
    return 0
  end
  local sum = memory.by_answer[answer][place] or 0
  local joint = (sum - own_case * amount) / cases - share * mean
  return joint / (spread * math.sqrt(share * (1 - share)))
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

--- Returns how much a case speaks for each answer: summed over the keys, the correlation of the
--- amount with the answer times how far the amount lies from its mean, in spreads.
---
---@param memory Memory
---@param amounts Amounts
---@param answers string[] the order of the result
---@param least number     keys in a smaller share of the cases are passed over
---@param own? string      the answer of the asking case, where memory holds that case itself
---@return number[] evidence one number per answer
function M.evidence(memory, amounts, answers, least, own)
  local evidence = {}
  for a = 1, #answers do
    evidence[a] = 0
  end
  for _, place in ipairs(frequent_places(memory, least)) do
    local amount = amounts.of[memory.keys[place]] or 0
    local away, spread, mean = deviation(memory, place, amount, least, own and 1 or 0)
    for a = 1, away and #answers or 0 do
      local pull = correlation(memory, place, amount, spread, mean, answers[a], own)
      evidence[a] = evidence[a] + pull * away
    end
  end
  return evidence
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

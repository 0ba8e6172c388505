--- Persistent memory: which answers came with how much of which key.
--
-- An agent keeps one memory per use in its state. It observes each training case as amounts by
-- key, such as the rates of words, together with the answer; later it asks what the amounts of a
-- new case speak for. A memory holds sums only, so that a case can be taken out of it again.

local M = {}

---@class Memory
---@field keys string[]                        In order of first appearance.
---@field index table<string, integer>         Place of each key in the lists.
---@field hits integer[]                       Cases with any of the key.
---@field sum number[]                         Of the amounts.
---@field square number[]                      Of the amounts, squared.
---@field by_answer table<string, number[]>    Sums of the amounts, by answer.
---@field cases table<string, integer>         Cases by answer.
---@field total integer                        Cases in all.

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
---@param amounts table<string, number> by key
---@param answer string
function M.observe(memory, amounts, answer)
  memory.total = memory.total + 1
  memory.cases[answer] = (memory.cases[answer] or 0) + 1
  memory.by_answer[answer] = memory.by_answer[answer] or {}
  local sums = memory.by_answer[answer]
  for key, amount in pairs(amounts) do
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

--- Returns how much a case speaks for each answer: summed over the keys, the correlation of the
--- amount with the answer times how far the amount lies from its mean, in spreads.
---
---@param memory Memory
---@param amounts table<string, number> by key
---@param answers string[] the order of the result
---@param least number     keys in a smaller share of the cases are passed over
---@param own? string      the answer of the asking case, where memory holds that case itself
---@return number[] evidence one number per answer
function M.evidence(memory, amounts, answers, least, own)
  local evidence = {}
  for a = 1, #answers do
    evidence[a] = 0
  end
  for place, key in ipairs(memory.keys) do
    local amount = amounts[key] or 0
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
---@return table<string, number>
function M.counts(values)
  local counts = {}
  for i = 1, #values do
    local key = ("%.6g"):format(values[i])
    counts[key] = (counts[key] or 0) + 1
  end
  return counts
end

return M

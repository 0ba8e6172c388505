--- Persistent memory: what was seen with which answer, by key.
--
-- An agent keeps one memory per use in its state. It observes the keys of each training case with
-- the answer, and later asks what the keys of a new case speak for (naive Bayes with add-one
-- smoothing; Mosteller and Wallace 1963 weigh authorship evidence the same way).

local M = {}

---@class Memory
---@field seen table<string, table<string, integer>>  Cases by key and answer.
---@field cases table<string, integer>                Cases by answer.

--- Returns an empty memory.
---@return Memory
function M.new()
  return { seen = {}, cases = {} }
end

--- Remembers that `keys` came with `answer`; a key counts once however often it is listed.
---
---@param memory Memory
---@param keys string[] distinct
---@param answer string
function M.observe(memory, keys, answer)
  memory.cases[answer] = (memory.cases[answer] or 0) + 1
  for i = 1, #keys do
    local seen = memory.seen[keys[i]]
    if not seen then
      seen = {}
      memory.seen[keys[i]] = seen
    end
    seen[answer] = (seen[answer] or 0) + 1
  end
end

-- log P(key | answer), without the case that is asking when `own` is its answer
local function log_likelihood(memory, seen, answer, own)
  local out = answer == own and 1 or 0
  local hits = (seen[answer] or 0) - out
  local cases = (memory.cases[answer] or 0) - out
  return math.log((hits + 1) / (cases + 2))
end

-- how often a key was seen at all, without the case that is asking
local function times_seen(seen, own)
  local times = own and -1 or 0
  for _, hits in pairs(seen) do
    times = times + hits
  end
  return times
end

--- Returns how much `keys` speak for each answer: log likelihoods less their mean over the answers,
--- summed over the keys seen at least `least` times, over the root of their number.
---
---@param memory Memory
---@param keys string[]
---@param answers string[] the order of the result
---@param least number    keys seen less often are passed over
---@param own? string     the answer of the asking case where memory holds that case itself
---@return number[] evidence one number per answer
function M.evidence(memory, keys, answers, least, own)
  local evidence, used = {}, 0
  for a = 1, #answers do
    evidence[a] = 0
  end
  for i = 1, #keys do
    local seen = memory.seen[keys[i]]
    if seen and times_seen(seen, own) >= least then
      used = used + 1
      for a = 1, #answers do
        evidence[a] = evidence[a] + log_likelihood(memory, seen, answers[a], own)
      end
    end
  end
  local mean = 0
  for a = 1, #answers do
    mean = mean + evidence[a] / #answers
  end
  for a = 1, #answers do
    evidence[a] = (evidence[a] - mean) / math.sqrt(math.max(used, 1))
  end
  return evidence
end

--- Returns the keys of a list of numbers: each value and how often it comes up, so that
--- { 7, 7, 3 } gives "7x1", "7x2", "3x1".
---
---@param values number[]
---@return string[]
function M.number_keys(values)
  local keys, counts = {}, {}
  for i = 1, #values do
    local value = ("%.6g"):format(values[i])
    counts[value] = (counts[value] or 0) + 1
    keys[i] = value .. "x" .. counts[value]
  end
  return keys
end

return M

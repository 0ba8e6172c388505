--- Beliefs: what an action is worth where, as Gaussians that every payment narrows down.
--
-- The worth of an action is a sum: a number of its own, and for each word that is true of a place
-- another one, times how true it is. All are believed to be independent; a payment moves each by
-- its share of the uncertainty (the diagonal of a Kalman filter without drift: Kalman 1960; as a
-- regression, Bishop 2006, section 3.3). The numbers of actions learn as if there were no places,
-- and the words what those leave over: so whoever does not trust the words is left with what the
-- actions are worth without them.

local M = {}

---@class Features          What is true of a place.
---@field words string[]
---@field values number[]   As many.

---@class Term              A number that is not known.
---@field mean number
---@field variance number

---@class Belief
---@field base table<string, Term>                   By action.
---@field words table<string, table<string, Term>>   By action, then by word.
---@field hints table<string, Term>                  Of actions never paid, by their editor.

--- What is believed of a number before the first payment.
local BASE_VARIANCE = 1
local WORD_VARIANCE = 0.1

--- A number is never quite settled: tasks to come differ from those that taught it.
local LEAST_BASE_VARIANCE = 0.003
local LEAST_WORD_VARIANCE = 0.0005

--- The variance of a payment around what the action is worth there.
M.NOISE = 1

--- Knows nothing.
---
---@return Belief
function M.new()
  return { base = {}, words = {}, hints = {} }
end

local function words_of(belief, action)
  local words = belief.words[action]
  if not words then
    words = {}
    belief.words[action] = words
  end
  return words
end

-- what is believed of an action that was never paid
local function hint_of(belief, action)
  return next(belief.hints) and belief.hints[action:match("^[%w_]+")]
end

--- Returns what an action is worth by itself, and what more (or less) at a place.
---
---@param belief Belief
---@param action string
---@param features Features
---@return number base
---@return number context
function M.worth(belief, action, features)
  local base = belief.base[action] or hint_of(belief, action)
  local words, context = belief.words[action], 0
  if words then
    for i = 1, #features.words do
      local term = words[features.words[i]]
      context = context + (term and term.mean * features.values[i] or 0)
    end
  end
  return base and base.mean or 0, context
end

-- the number of an action's own, made where it is missing
local function base_of(belief, action)
  local base = belief.base[action]
  if not base then
    local hint = hint_of(belief, action) or { mean = 0, variance = BASE_VARIANCE }
    base = { mean = hint.mean, variance = hint.variance }
    belief.base[action] = base
  end
  return base
end

-- adds the terms of the words that are true of a place, made where they are missing
local function add_words(words, features, terms, values)
  for i, word in ipairs(features.words) do
    if features.values[i] ~= 0 then
      words[word] = words[word] or { mean = 0, variance = WORD_VARIANCE }
      terms[#terms + 1], values[#values + 1] = words[word], features.values[i]
    end
  end
end

-- what some terms foretell
local function sum_of(terms, values)
  local sum = 0
  for i, term in ipairs(terms) do
    sum = sum + term.mean * values[i]
  end
  return sum
end

-- moves terms by their share of what they did not foretell
local function move(terms, values, missed)
  local total = M.NOISE
  for i, term in ipairs(terms) do
    total = total + term.variance * values[i] ^ 2
  end
  for i, term in ipairs(terms) do
    local share = term.variance * values[i] / total
    term.mean = term.mean + share * missed
    term.variance = term.variance - share * values[i] * term.variance
  end
end

local function keep_open(belief, action)
  local base = belief.base[action]
  base.variance = math.max(base.variance, LEAST_BASE_VARIANCE)
  for _, term in pairs(belief.words[action]) do
    term.variance = math.max(term.variance, LEAST_WORD_VARIANCE)
  end
end

--- Learns from what a chain of actions was paid: what they are worth together, each at its place.
---
---@param belief Belief        It is changed.
---@param actions string[]
---@param places Features[]    As many.
---@param paid number
function M.learn(belief, actions, places, paid)
  local bases, ones, terms, values = {}, {}, {}, {}
  for i, action in ipairs(actions) do
    bases[i], ones[i] = base_of(belief, action), 1
    add_words(words_of(belief, action), places[i], terms, values)
  end
  local missed = paid - sum_of(bases, ones)
  move(bases, ones, missed)
  move(terms, values, missed - sum_of(terms, values))
  for _, action in ipairs(actions) do
    keep_open(belief, action)
  end
end

return M

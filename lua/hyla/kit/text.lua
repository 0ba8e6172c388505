--- Words of a text, for agents to look at.
--
-- A text is a string or a list of strings. Its words are runs of letters in lower case; what is
-- counted once is remembered by the string, so that looking again costs nothing.

local M = {}

---@class Bag
---@field words string[]               The distinct words, in order of first appearance.
---@field counts table<string, integer>
---@field rates Amounts                Square roots of occurrences in a hundred words.
---@field total integer                Words in all.

local remembered = setmetatable({}, { __mode = "k" })

local function add(bag, text)
  for word in text:lower():gmatch("%a%a+") do
    local count = bag.counts[word]
    if not count then
      bag.words[#bag.words + 1] = word
    end
    bag.counts[word] = (count or 0) + 1
    bag.total = bag.total + 1
  end
end

-- the root evens out the spread of frequent and rare words (Bartlett 1936)
local function set_rates(bag)
  local by_word = {}
  for _, word in ipairs(bag.words) do
    by_word[word] = math.sqrt(100 * bag.counts[word] / bag.total)
  end
  bag.rates = { keys = bag.words, of = by_word }
end

--- Returns the bag of words of a text.
---
---@param text string|string[]
---@return Bag
function M.bag(text)
  local bag = remembered[text]
  if bag then
    return bag
  end
  bag = { words = {}, counts = {}, total = 0 }
  if type(text) == "string" then
    add(bag, text)
  else
    for i = 1, #text do
      add(bag, text[i])
    end
  end
  set_rates(bag)
  remembered[text] = bag
  return bag
end

--- Returns how often each word of a text comes up: square roots of occurrences in a hundred words.
---
---@param text string|string[]
---@return Amounts
function M.rates(text)
  return M.bag(text).rates
end

--- Returns how often one word comes up: the square root of its occurrences in a hundred words.
---
---@param text string|string[]
---@param word string lower case
---@return number
function M.rate(text, word)
  return M.bag(text).rates.of[word] or 0
end

--- Returns the length of a text, as log(1 + words).
---
---@param text string|string[]
---@return number
function M.length(text)
  return math.log(1 + M.bag(text).total)
end

return M

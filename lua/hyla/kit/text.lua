--- Words of a text, for agents to look at.
--
-- A text is a string or a list of strings. Its words are runs of letters in lower case; what is
-- counted once is remembered by the string, so that looking again costs nothing.

local M = {}

---@class Bag
---@field counts table<string, integer>
---@field words string[]  The distinct words, in order of first appearance.
---@field total integer   Words in all.

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

--- Returns the bag of words of a text.
---
---@param text string|string[]
---@return Bag
function M.bag(text)
  local bag = remembered[text]
  if bag then
    return bag
  end
  bag = { counts = {}, words = {}, total = 0 }
  if type(text) == "string" then
    add(bag, text)
  else
    for i = 1, #text do
      add(bag, text[i])
    end
  end
  remembered[text] = bag
  return bag
end

--- Returns the distinct words of a text, in order of first appearance.
---
---@param text string|string[]
---@return string[]
function M.words(text)
  return M.bag(text).words
end

--- Returns how often a word comes up, as log(1 + count).
---
---@param text string|string[]
---@param word string lower case
---@return number
function M.frequency(text, word)
  return math.log(1 + (M.bag(text).counts[word] or 0))
end

--- Returns the length of a text, as log(1 + words).
---
---@param text string|string[]
---@return number
function M.length(text)
  return math.log(1 + M.bag(text).total)
end

return M

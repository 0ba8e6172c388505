--- Nearest words: what somebody probably meant to write.

local M = {}

--- Returns the number of insertions, deletions, substitutions and swaps of neighbours that turn one
--- word into another (optimal string alignment).
local function distance(from, to)
  local before, above = {}, {}
  for j = 0, #to do
    above[j] = j
  end
  for i = 1, #from do
    local row = { [0] = i }
    for j = 1, #to do
      local is_same = from:byte(i) == to:byte(j)
      row[j] = math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (is_same and 0 or 1))
      if i > 1 and j > 1 and from:byte(i) == to:byte(j - 1) and from:byte(i - 1) == to:byte(j) then
        row[j] = math.min(row[j], before[j - 2] + 1)
      end
    end
    before, above = above, row
  end
  return above[#to]
end

--- Returns the word that is closest, or nil when none is close: more than a third would change.
---
---@param word string
---@param known string[] In the order that decides between equals.
---@return string?
function M.word(word, known)
  local best, least = nil, math.max(1, math.floor(#word / 3)) + 1
  for _, candidate in ipairs(known) do
    local steps = distance(word:lower(), candidate:lower())
    if steps < least then
      best, least = candidate, steps
    end
  end
  return best
end

--- Returns `; did you mean X?`, or nothing when no known word is close.
---
---@param word string
---@param known string[]
---@return string
function M.hint(word, known)
  local found = M.word(word, known)
  return found and ("; did you mean %s?"):format(found) or ""
end

return M

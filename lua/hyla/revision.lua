--- Revisions: the words that mean an entry of an archive.

local nearest = require("hyla.nearest")

local M = {}

--- Fewer digits of an id than this are too easily mistyped.
local SHORTEST_PREFIX = 4

local WANTED = "wanted an entry (its number, %d or more digits of its id, best, or first), got %q"

--- Finds the entries whose id begins with `prefix`: the first of each program.
local function matches(entries, prefix)
  local found, seen = {}, {}
  for _, entry in ipairs(entries) do
    if entry.id:sub(1, #prefix) == prefix and not seen[entry.id] then
      seen[entry.id] = true
      found[#found + 1] = entry
    end
  end
  return found
end

local function resolve_prefix(entries, word)
  if #word < SHORTEST_PREFIX or not word:find("^%x+$") then
    local hint = nearest.hint(word, { "best", "first" })
    return nil, WANTED:format(SHORTEST_PREFIX, word) .. hint
  end
  local found = matches(entries, word:lower())
  if #found == 1 then
    return found[1].n
  end
  if #found == 0 then
    return nil, ("no entry has an id that begins with %s"):format(word)
  end
  return nil,
    ("%s is ambiguous: entries %d and %d begin with it%s"):format(
      word,
      found[1].n,
      found[2].n,
      #found > 2 and (", and %d more"):format(#found - 2) or ""
    )
end

--- Finds the entry that a word means.
---
---@param entries Entry[]
---@param best Entry? What `best` means.
---@param word string
---@return integer? n
---@return string? message
function M.resolve(entries, best, word)
  if word == "best" then
    if best then
      return best.n
    end
    return nil, "no entry has a score yet"
  end
  local number = word == "first" and 1 or tonumber(word:match("^%d+$"))
  if number and entries[number] then
    return number
  end
  if number and #word < SHORTEST_PREFIX then
    return nil, ("wanted an entry from 1 to %d, got %s"):format(#entries, word)
  end
  return resolve_prefix(entries, word)
end

return M

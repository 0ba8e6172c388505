--- Tried: which evaluations an archive holds already.
--
-- Entries are known by the key of what their evaluation read, so that another part of the program,
-- a comment or a layout that was edited costs no evaluation.

local tiers = require("hyla.tiers")

local Tried = {}
Tried.__index = Tried

local M = {}

---@class Tried
---@field private archive Archive
---@field private first table<string, integer> The earliest entry with a key.
---@field private count integer                Entries looked at.

--- Starts with nothing looked at.
---
---@param archive Archive
---@return Tried
function M.new(archive)
  return setmetatable({ archive = archive, first = {}, count = 0 }, Tried)
end

--- Takes down the entry that follows the last one looked at.
---
---@param key? string  nil where nothing of it was evaluated.
---@param n integer
function Tried:add(key, n)
  if n == self.count + 1 then
    self.count = n
    if key then
      self.first[key] = self.first[key] or n
    end
  end
end

--- Returns the earliest entry whose evaluation read what one with this key reads.
---
--- An entry whose edit could not be applied holds its parent's program, so it is never that one.
---@param key string
---@param upto integer  Later entries are not seen.
---@return integer? n
function Tried:find(key, upto)
  for n = self.count + 1, upto do
    self:add(tiers.key(assert(self.archive:program(n))), n)
  end
  local n = self.first[key]
  return n and n <= upto and n or nil
end

return M

--- Ledgers: archives of one short search, in memory alone.
--
-- They answer what hyla.play asks of an archive; nothing is written down.

---@class Ledger
---@field private list NewEntry[]
local Ledger = {}
Ledger.__index = Ledger

local M = {}

--- Starts empty.
---
---@return Ledger
function M.new()
  return setmetatable({ list = {} }, Ledger)
end

--- Keeps an entry, which must be the next.
---
---@param entry NewEntry
---@return NewEntry
function Ledger:insert(entry)
  assert(entry.n == #self.list + 1, "entries come one by one")
  self.list[entry.n] = entry
  return entry
end

--- Counts the entries.
---
---@return integer
function Ledger:count()
  return #self.list
end

--- Returns an entry, or nil.
---
---@param n integer
---@return NewEntry?
function Ledger:entry(n)
  return self.list[n]
end

--- Returns the program of an entry.
---
---@param n integer
---@return Program
function Ledger:program(n)
  return self.list[n].program
end

--- Returns the report of an entry.
---
---@param n integer
---@return table
function Ledger:report(n)
  return self.list[n].report
end

--- Returns the mind of the policy after an entry; nil where it was not kept.
---
---@param n integer
---@return Mind?
function Ledger:policy(n)
  return self.list[n].policy
end

return M

--- Cards: how an entry is put into words, the same in every command.

local edits = require("hyla.edit")

local M = {}

local SHORT_ID = 10

--- Returns the first digits of an id.
---
---@param id string
---@return string
function M.short_id(id)
  return id:sub(1, SHORT_ID)
end

--- Returns which editor did what to which part, as in "mutate_constant -> agent".
---
---@param edit? Edit
---@return string
function M.edit(edit)
  return edit and edits.title(edit) or "start"
end

--- Returns an outcome, and whether the starting policy stood in for one that failed.
---
---@param entry Entry
---@return string
function M.outcome(entry)
  local is_stood_in = entry.edit and entry.edit.stand_ins
  return entry.outcome .. (is_stood_in and ", stand-in" or "")
end

--- Returns a score with its digits, or a dash.
---
---@param score? number
---@return string
function M.score(score)
  return score and ("%.4f"):format(score) or "-"
end

--- Returns how much more an entry scores than its parent; nil when one of them has no score.
---
---@param archive Archive
---@param entry Entry
---@return number?
function M.gain(archive, entry)
  local parent = entry.parent and archive:entry(entry.parent)
  return parent and parent.score and entry.score and entry.score - parent.score
end

--- Returns a count of bytes in the unit that suits it.
---
---@param bytes number
---@return string
function M.bytes(bytes)
  local units = { "B", "KiB", "MiB", "GiB" }
  local unit = 1
  while bytes >= 1024 and unit < #units do
    bytes, unit = bytes / 1024, unit + 1
  end
  return (unit == 1 and "%d %s" or "%.1f %s"):format(bytes, units[unit])
end

--- Returns an entry as plain data for --json.
---
---@param archive Archive
---@param entry Entry
---@return table
function M.plain(archive, entry)
  local plain = {}
  for field, value in pairs(entry) do
    plain[field] = value
  end
  plain.gain = M.gain(archive, entry)
  return plain
end

return M

--- Cards: how an entry is put into words, the same in every command.

local edits = require("hyla.edit")
local stages = require("hyla.race.stages")

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

--- Returns an outcome, of a dropped entry with how many cases it played, and whether the starting
--- policy stood in for one that failed.
---
---@param archive Archive
---@param entry Entry
---@return string
function M.outcome(archive, entry)
  local race = entry.outcome == "dropped" and stages.standing(archive, entry.n)
  local played = race and (" at %d of %d"):format(race.asked, race.cases) or ""
  local is_stood_in = entry.edit and entry.edit.stand_ins
  return entry.outcome .. played .. (is_stood_in and ", stand-in" or "")
end

--- Returns how an entry stood in its race, in words; nil where it ran in none.
---
---@param archive Archive
---@param entry Entry
---@return string?
function M.race(archive, entry)
  local race = stages.standing(archive, entry.n)
  if not race then
    return nil
  end
  local text = ("%d of %d cases in %d parts, against entry %d"):format(
    race.asked,
    race.cases,
    race.parts,
    race.incumbent
  )
  local found = "; mean %.4f there, so about %.4f, %.4f to %.4f"
  return race.score
      and text .. found:format(race.mean, race.score, race.lower, race.upper)
    or text
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
  plain.race = stages.standing(archive, entry.n)
  return plain
end

return M

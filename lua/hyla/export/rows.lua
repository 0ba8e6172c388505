--- Rows: the entries of a run as flat records, the same for every format.

local accounts = require("hyla.account")
local edits = require("hyla.edit")
local stages = require("hyla.race.stages")

local M = {}

--- The columns of a table of entries, in order.
M.COLUMNS = {
  "n", "id", "parent", "mate", "editors", "edit", "outcome", "message", "score", "best", "gain",
  "loss", "cpu_seconds", "peak_bytes", "created",
}

local function gain_of(entries, entry)
  local parent = entries[entry.parent]
  return parent and parent.score and entry.score and entry.score - parent.score
end

-- an entry with what follows from the entries before it
local function extended(archive, entries, step)
  local record = {}
  for field, value in pairs(step.entry) do
    record[field] = value
  end
  record.best = step.best
  record.gain = gain_of(entries, step.entry)
  record.race = stages.standing(archive, step.entry.n)
  return record
end

--- Calls `use(record)` for every entry in order: its fields, `best` (the best score so far), `gain`
--- (over its parent) and, where it ran in one, `race`.
---
---@param archive Archive
---@param use fun(record: table)
function M.each(archive, use)
  local entries = archive:entries()
  accounts.walk(archive, function(step)
    use(extended(archive, entries, step))
  end)
end

--- Makes a record flat: its edit becomes one line of text, and the names of its editors another.
---
---@param record table
---@return table<string, string|number>
function M.flatten(record)
  local flat, names = {}, {}
  for _, column in ipairs(M.COLUMNS) do
    flat[column] = record[column]
  end
  for i, step in ipairs(record.edit and record.edit.steps or {}) do
    names[i] = step.editor
  end
  flat.edit = record.edit and edits.describe(record.edit)
  flat.editors = record.edit and table.concat(names, " ")
  return flat
end

return M

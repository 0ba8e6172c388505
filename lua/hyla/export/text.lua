--- Texts of a run for other programs: its entries as JSON Lines and as CSV.

local canonical = require("hyla.canonical")
local csv = require("hyla.csv")
local rows = require("hyla.export.rows")

local M = {}

--- What a line of JSON is, and in which version; it goes up when a field changes its meaning.
M.SCHEMA = "hyla.entry/1"

--- Writes an object a line, with sorted keys.
---
---@param archive Archive
---@param emit fun(text: string)
function M.jsonl(archive, emit)
  rows.each(archive, function(record)
    record.schema = M.SCHEMA
    emit(assert(canonical.encode(record)) .. "\n")
  end)
end

--- Writes a table with a line for every entry.
---
---@param archive Archive
---@param emit fun(text: string)
function M.csv(archive, emit)
  emit(csv.header(rows.COLUMNS))
  rows.each(archive, function(record)
    emit(csv.line(rows.COLUMNS, rows.flatten(record)))
  end)
end

return M

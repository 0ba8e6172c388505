--- Entries: the lines of an archive, between the plain tables of Lua and the rows of the store.

local canonical = require("hyla.canonical")
local hash = require("hyla.hash")
local manifest = require("hyla.manifest")
local system = require("hyla.system")

---@class Entry
---@field n integer Its number: 1, 2, 3, ...
---@field id string The program's name: a hash.
---@field parent? integer The entry that was edited; nil for a starting program.
---@field mate? integer The second parent of a crossover.
---@field edit? Edit nil for a starting program.
---@field outcome string
---@field message? string Why the outcome is not "ok".
---@field score? number On the validation cases; nil when there is none.
---@field loss? number On the agent's own inner split, where it gave one.
---@field cpu_seconds number
---@field peak_bytes integer
---@field created number Seconds since 1970-01-01 00:00 UTC.
---@field program string Digest of the manifest, which is kept with the entry.
---@field report? string Digest of the report, which is kept with the entry.
---@field policy? string Digest of the policy's state after this entry.

---@class NewEntry: Entry
---@field program Program
---@field report? table Plain data that a replay gives again: no times in it.
---@field policy? table|string Plain data.

local M = {}

--- What a replay gives again: the fields that an archive's hash is made of.
local REPLAYED_FIELDS = {
  "n",
  "id",
  "parent",
  "mate",
  "edit",
  "program",
  "outcome",
  "score",
  "loss",
  "report",
  "policy",
}

local function copy(fields, from)
  local to = {}
  for _, field in ipairs(fields) do
    to[field] = from[field]
  end
  return to
end

--- Returns the part of a row that needs no digest.
local function plain_row(entry)
  local row = {
    n = entry.n,
    id = entry.id,
    parent = entry.parent,
    mate = entry.mate,
    outcome = entry.outcome,
    message = entry.message,
    score = entry.score,
    loss = entry.loss,
    cpu_seconds = entry.cpu_seconds or 0,
    peak_bytes = entry.peak_bytes or 0,
    created = entry.created or system.now(),
  }
  local ok, message = canonical.check(row, "entry")
  if not ok then
    return nil, message
  end
  if entry.edit then
    row.edit, message = canonical.encode(entry.edit, "edit")
    if not row.edit then
      return nil, message
    end
  end
  return row
end

--- Writes the plain data in `entry[field]` and puts the digest of that into the row.
local function add_data(row, texts, place, entry, field)
  if entry[field] == nil then
    return true
  end
  local text, message = canonical.encode(entry[field], field)
  if not text then
    return nil, message
  end
  texts[place], row[field] = text, hash.hex(text)
  return true
end

--- Turns a new entry into a row and the texts that go with it.
---
---@param entry NewEntry
---@param kept? table<string, any> By the digests of kits whose blobs need not be given.
---@return table? row
---@return StoreTexts|string texts The texts, or the message.
function M.to_row(entry, kept)
  local text, texts = manifest.encode(entry.program, kept)
  if not text then
    return nil, texts
  end
  texts.program = text
  local row, message = plain_row(entry)
  if not row then
    return nil, message
  end
  row.program = manifest.digest(entry.program)
  local ok
  ok, message = add_data(row, texts, "report", entry, "report")
  if ok then
    ok, message = add_data(row, texts, #texts + 1, entry, "policy")
  end
  return ok and row, ok and texts or message
end

--- Turns a row of the store into an entry, in place.
---
---@param row table
---@return Entry
function M.of_row(row)
  row.edit = row.edit and canonical.decode(row.edit)
  return row
end

--- Returns the text of an entry that a replay gives again, byte for byte.
---
---@param entry Entry
---@return string
function M.text(entry)
  return assert(canonical.encode(copy(REPLAYED_FIELDS, entry)))
end

return M

--- Archives: every program a run has tried, in order, with what came of it.
--
-- An archive only grows. The entries are kept in memory as well, programs and reports are read from
-- the file when they are asked for, unless that was lately: then they are the same tables again,
-- never to be changed, and what was worked out for them holds. One process writes; others may read
-- meanwhile and see it grow.

local cache = require("hyla.cache")
local canonical = require("hyla.canonical")
local entries = require("hyla.entry")
local files = require("hyla.files")
local hash = require("hyla.hash")
local manifest = require("hyla.manifest")
local nearest = require("hyla.nearest")
local revision = require("hyla.revision")
local store = require("hyla.store")
local system = require("hyla.system")

---@class Archive
---@field path string The run's folder.
---@field facts table What was known when the run began: config, versions, machine.
local Archive = {}
Archive.__index = Archive

--- So many entries are committed together at the most: where they come faster than the run has to
--- wait, a commit of each alone takes most of the time.
local GROUP = 256

--- So many programs and reports are kept in memory; policies look at fewer of the best.
local KEPT = 256

local function file_in(dir)
  return dir .. "/archive.db"
end

local function new(dir, handle, is_writer)
  return setmetatable({
    path = dir,
    store = handle,
    is_writer = is_writer,
    list = {},
    best_entry = nil,
    hashed = { count = 0, digest = "" },
    programs = cache.new(KEPT),
    reports = cache.new(KEPT),
    kits = {},
    uncommitted = 0,
  }, Archive)
end

--- Puts the newest entry into memory.
local function remember(self, entry)
  self.list[entry.n] = entry
  if entry.score and (not self.best_entry or entry.score > self.best_entry.score) then
    self.best_entry = entry
  end
  return entry
end

--- Reads the entries that are in the file but not in memory yet.
local function refresh(self)
  local count, message = self.store:count()
  for n = #self.list + 1, count or 0 do
    local row
    row, message = self.store:entry(n)
    if not row then
      return nil, message
    end
    remember(self, entries.of_row(row))
  end
  return count and true, message
end

--- The writer's memory is always complete; a reader's grows with the file.
local function catch_up(self)
  if not self.is_writer then
    assert(refresh(self))
  end
end

local function encode_facts(facts)
  local texts = {}
  for key, value in pairs(facts) do
    local text, message = canonical.encode(value, key)
    if not text then
      return nil, message
    end
    texts[key] = text
  end
  return texts
end

local function decode_facts(texts)
  local facts = {}
  for key, text in pairs(texts) do
    facts[key] = canonical.decode(text)
  end
  return facts
end

--- Returns `; did you mean X?` for a run that lies where one was looked for, or nothing.
local function hint_for(dir)
  local folder, name = dir:match("^(.-)([^/]+)/*$")
  if not name then
    return ""
  end
  local names, runs = system.list(folder == "" and "." or folder) or {}, {}
  table.sort(names)
  for _, other in ipairs(names) do
    runs[#runs + 1] = system.kind(file_in(folder .. other)) == "file" and other or nil
  end
  local found = nearest.word(name, runs)
  return found and ("; did you mean %s%s?"):format(folder, found) or ""
end

local M = {}

--- Makes a new archive in a folder, which is made too if need be.
---
---@param dir string
---@param facts table<string, any> Plain data by name.
---@return Archive?
---@return string? message
function M.create(dir, facts)
  local texts, message = encode_facts(facts)
  if not texts then
    return nil, message
  end
  local ok, why = files.make_directories(dir)
  if not ok then
    return nil, why
  end
  local handle, reason = store.create(file_in(dir), texts)
  if not handle then
    return nil, reason
  end
  local self = new(dir, handle, true)
  self.facts = decode_facts(texts)
  return self
end

--- Opens the archive in a folder.
---
---@param dir string
---@param mode? "read"|"write" To write, by default.
---@return Archive?
---@return string? message
function M.open(dir, mode)
  if system.kind(file_in(dir)) ~= "file" then
    local message = "%s: wanted the folder of a run, got one without archive.db%s"
    return nil, message:format(dir, hint_for(dir))
  end
  local handle, message = store.open(file_in(dir), mode or "write")
  if not handle then
    return nil, message
  end
  local self = new(dir, handle, mode ~= "read")
  local ok, why = refresh(self)
  local facts, reason = handle:facts()
  if not (ok and facts) then
    return nil, why or reason
  end
  self.facts = decode_facts(facts)
  return self
end

--- Adds a new entry: its number must be one more than the last one's. It is committed with others,
--- at the latest by `commit`: a process that is killed before leaves nothing of it, and readers do
--- not see it yet.
---
---@param entry NewEntry
---@return Entry? entry As it now stands in the archive.
---@return string? message Nothing was added, or a whole group could not be committed.
function Archive:insert(entry)
  local row, texts = entries.to_row(entry, self.kits)
  if not row then
    return nil, texts
  end
  local ok, message = self.store:add(row, texts)
  if not ok then
    return nil, message
  end
  self.kits[manifest.kit(entry.program)] = true
  self.programs:put(row.program, entry.program)
  self.uncommitted = self.uncommitted + 1
  if self.uncommitted >= GROUP then
    ok, message = self:commit()
  end
  row.edit = entry.edit
  return ok and remember(self, row), message
end

--- Commits the entries that were added, all or none.
---
---@return true?
---@return string? message
function Archive:commit()
  if self.uncommitted == 0 then
    return true
  end
  self.uncommitted = 0
  return self.store:commit()
end

--- Commits an event: something measured or done beside the entries.
---
--- The hash of the archive covers it, except for the field `machine`: times and places go there.
---@param kind string
---@param body table Plain data.
---@return true?
---@return string? message
function Archive:record(kind, body)
  local text, message = canonical.encode(body, kind)
  if not text then
    return nil, message
  end
  return self.store:record(kind, text)
end

--- Returns the events in order.
---
---@return { kind: string, body: table }[]
function Archive:events()
  local list = {}
  for n = 1, assert(self.store:count_events()) do
    local kind, text = self.store:event(n)
    list[n] = { kind = assert(kind, text), body = canonical.decode(text) }
  end
  return list
end

--- Returns entry `n`, or nil.
---
---@param n integer
---@return Entry?
function Archive:entry(n)
  catch_up(self)
  return self.list[n]
end

--- Returns all entries in order. The list belongs to the archive: do not change it.
---
---@return Entry[]
function Archive:entries()
  catch_up(self)
  return self.list
end

--- Counts the entries.
---
---@return integer
function Archive:count()
  catch_up(self)
  return #self.list
end

--- Returns the entry with the highest score, the earliest of equals; nil while none has a score.
---
---@return Entry?
function Archive:best()
  catch_up(self)
  return self.best_entry
end

local function known(self, n)
  return self:entry(n) or error(("wanted an entry from 1 to %d, got %s"):format(#self.list, n), 3)
end

local function read_program(self, n)
  local text, message = self.store:program(n)
  if not text then
    return nil, message
  end
  return manifest.decode(text, function(part)
    return self.store:blob(part)
  end)
end

--- Returns the program of entry `n`.
---
---@param n integer
---@return Program?
---@return string? message
function Archive:program(n)
  local digest = known(self, n).program
  local program = self.programs:get(digest)
  if program then
    return program
  end
  local message
  program, message = read_program(self, n)
  return program and self.programs:put(digest, program), message
end

--- The events as text, one a line; those that say nothing but where and when are left out.
local function events_text(self)
  local lines = {}
  for _, event in ipairs(self:events()) do
    event.body.machine = nil
    if next(event.body) ~= nil then
      lines[#lines + 1] = event.kind .. canonical.encode(event.body)
    end
  end
  return table.concat(lines, "\n")
end

--- Returns the policy's state after entry `n`, or nil when none was kept.
---
---@param n integer
---@return table|string|nil
function Archive:policy(n)
  local digest = known(self, n).policy
  return digest and canonical.decode(assert(self.store:blob(digest)))
end

--- Returns the report of entry `n`, or nil when none was kept.
---
---@param n integer
---@return table?
function Archive:report(n)
  local digest = known(self, n).report
  if not digest then
    return nil
  end
  return self.reports:get(digest)
    or self.reports:put(digest, canonical.decode(assert(self.store:report(n))))
end

--- Finds the entry that a word means: `best`, `first`, a number, or the first digits of an id.
---
---@param word string
---@return integer? n
---@return string? message
function Archive:resolve(word)
  return revision.resolve(self:entries(), self.best_entry, word)
end

--- Returns the hash of everything that a replay gives again: entries and events, without the times
--- and the resources they took.
---
---@return string digest 64 hexadecimal digits.
function Archive:hash()
  catch_up(self)
  local hashed = self.hashed
  for n = hashed.count + 1, #self.list do
    hashed.digest = hash.hex(hashed.digest .. entries.text(self.list[n]))
    hashed.count = n
  end
  return hash.hex(hashed.digest .. events_text(self))
end

--- Commits what was added and closes the file. The archive cannot be used any more.
function Archive:close()
  self.store:close()
end

return M

---@meta hyla.store

--- The append-only record of a run: rows as the file holds them. `hyla.archive` is the way in.
local store = {}

---@class hyla.store
local Store = {}

---@class StoreRow: Entry
---@field edit? string JSON.

--- Makes a new file with its facts, all or nothing, and opens it to write.
---
---@param path string
---@param facts table<string, string>
---@return hyla.store?
---@return string? message
function store.create(path, facts) end

---@param path string
---@param mode "read"|"write"
---@return hyla.store?
---@return string? message
function store.open(path, mode) end

---@class StoreTexts
---@field program string     What the row's `program` is the digest of.
---@field report? string     What its `report` is the digest of.
---@field [integer] string   Blobs, where they are new.

--- Adds a row with its texts, to be committed with what follows.
---
---@param row StoreRow
---@param texts StoreTexts
---@return true?
---@return string? message Nothing was added.
function Store:add(row, texts) end

--- Commits a row with its texts, together or not at all.
---
---@param row StoreRow
---@param texts StoreTexts
---@return true?
---@return string? message
function Store:append(row, texts) end

---@param digest string SHA-256 of the bytes.
---@return string? bytes
---@return string? message
function Store:blob(digest) end

--- Commits what was added; harmless where there is nothing.
---
---@return true?
---@return string? message What was added is lost.
function Store:commit() end

--- Commits what was added and closes the file; harmless when repeated.
function Store:close() end

---@return integer? count Of the entries that are committed now, by whatever process.
---@return string? message
function Store:count() end

---@return integer? count
---@return string? message
function Store:count_events() end

---@param n integer
---@return StoreRow?
---@return string? message
function Store:entry(n) end

---@param n integer
---@return string? kind
---@return string body The body, or the message.
function Store:event(n) end

---@return table<string, string>?
---@return string? message
function Store:facts() end

---@param n integer
---@return string? text Of the entry's program.
---@return string? message
function Store:program(n) end

--- Commits an event after the last one.
---
---@param kind string
---@param body string
---@return true?
---@return string? message
function Store:record(kind, body) end

---@param n integer
---@return string? text Of the entry's report; nil for one without.
---@return string? message
function Store:report(n) end

--- Sets a fact about the run, new or known.
---
---@param key string
---@param value string
---@return true?
---@return string? message
function Store:set_fact(key, value) end

return store

--- Events: the scores of a run as TensorBoard reads them (TFRecord files of protobuf messages).
--
-- A record is the length of its data in 8 bytes, the masked checksum of these, the data, and the
-- masked checksum of it. The data is an Event: wall_time (1, double), step (2, int64), and
-- file_version (3) or a summary (5), whose values (1) have a tag (1) and a simple_value (2, float).

local accounts = require("hyla.account")
local bit = require("bit")
local crc32c = require("hyla.export.crc32c")
local ffi = require("ffi")
local little = require("hyla.little")

local M = {}

local MASK = 0xa282ead8

-- the kinds of fields on the wire
local VARINT, FIXED_64, LENGTH, FIXED_32 = 0, 1, 2, 5

--- TensorBoard shows this first: which program, and which format.
local FILE_VERSION = "brain.Event:2"

local function masked_checksum(text)
  local checksum = crc32c.of(text)
  local turned = bit.bor(bit.rshift(checksum, 15), bit.lshift(checksum, 17))
  return little.write((turned + MASK) % 2 ^ 32, 4)
end

--- Returns data as a record.
---
---@param data string
---@return string
function M.record(data)
  local length = little.write(#data, 8)
  return table.concat({ length, masked_checksum(length), data, masked_checksum(data) })
end

-- a whole number, seven bits a byte, the least first
local function varint(value)
  local bytes = {}
  repeat
    local rest = math.floor(value / 128)
    bytes[#bytes + 1] = string.char(value % 128 + (rest > 0 and 128 or 0))
    value = rest
  until value == 0
  return table.concat(bytes)
end

local function key(number, kind)
  return string.char(number * 8 + kind)
end

local function text_field(number, text)
  return key(number, LENGTH) .. varint(#text) .. text
end

-- little-endian, as every machine is that this program runs on
local function number_field(number, kind, type, value)
  local cell = ffi.new(type .. "[1]", value)
  return key(number, kind) .. ffi.string(cell, ffi.sizeof(cell))
end

local function value_of(tag, value)
  return text_field(1, text_field(1, tag) .. number_field(2, FIXED_32, "float", value))
end

--- Returns an event.
---
---@param wall_time number Seconds since 1970-01-01 00:00 UTC.
---@param step integer
---@param rest string The other fields.
---@return string
local function event(wall_time, step, rest)
  local fields = number_field(1, FIXED_64, "double", wall_time)
  return fields .. (step > 0 and key(2, VARINT) .. varint(step) or "") .. rest
end

-- the values that are new with an entry
local function values_of(step)
  local entry = step.entry
  local parts = {}
  local function add(tag, value)
    parts[#parts + 1] = value and value_of(tag, value)
  end
  add("score/validation", entry.score)
  add("score/best", step.best)
  add("evaluations_per_second", step.rate)
  if entry.parent then
    add("outcomes/" .. entry.outcome, step.outcomes[entry.outcome])
  end
  return table.concat(parts)
end

--- Writes the events of a run: the validation score of every entry, the best so far, how often each
--- outcome was seen, evaluations a second. The step is the number of the entry.
---
---@param archive Archive
---@param emit fun(text: string)
function M.write(archive, emit)
  local entries = archive:entries()
  local began = entries[1] and entries[1].created or 0
  emit(M.record(event(began, 0, text_field(3, FILE_VERSION))))
  accounts.walk(archive, function(step)
    local values = values_of(step)
    if values ~= "" then
      emit(M.record(event(step.entry.created, step.entry.n, text_field(5, values))))
    end
  end)
end

--- Returns what the file of a run is called: the same for the same run, as a folder may have one
--- such file only.
---
---@param archive Archive
---@return string
function M.name(archive)
  local first = archive:entries()[1]
  return ("events.out.tfevents.%010d.hyla"):format(first and first.created or 0)
end

return M

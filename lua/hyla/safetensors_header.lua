--- Headers of safetensors files: JSON that says where each tensor lies.
--
-- A grammar of just these headers reads them, so that a name given twice is seen, and every message
-- can name the byte.

local json = require("cjson.safe")
local lpeg = require("lpeg")
local mistake = require("hyla.mistake")

local C, Cc, Cg, Cp, Ct = lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local P, R, S = lpeg.P, lpeg.R, lpeg.S

local M = {}

---@class SafetensorsEntry
---@field name string
---@field dtype string
---@field shape integer[]
---@field offsets integer[] Of its first byte and of that behind its last, from the header's end.
---@field byte integer Of its text in the file.

---@class SafetensorsHeader
---@field entries SafetensorsEntry[]
---@field metadata table<string, string>

--- Bytes before the text of a header, in which its length stands.
local LENGTH_BYTES = 8

local CONTINUATION = R("\128\191")
local UTF8 = R("\0\127")
  + R("\194\223") * CONTINUATION
  + P("\224") * R("\160\191") * CONTINUATION
  + (R("\225\236") + R("\238\239")) * CONTINUATION * CONTINUATION
  + P("\237") * R("\128\159") * CONTINUATION
  + P("\240") * R("\144\191") * CONTINUATION * CONTINUATION
  + R("\241\243") * CONTINUATION * CONTINUATION * CONTINUATION
  + P("\244") * R("\128\143") * CONTINUATION * CONTINUATION

local SPACE = S(" \t\r\n") ^ 0

local function word(text)
  return P(text) * SPACE
end

--- The most numbers that a list may hold: a pattern makes room for all that it matches.
local MAX_LENGTH = 64

local function list_of(item)
  return Ct(word("[") * (item * (word(",") * item) ^ (1 - MAX_LENGTH)) ^ -1 * word("]"))
end

--- JSON strings without escapes are themselves; the others are left to the JSON library.
local function unescape(literal)
  local value = json.decode("[" .. literal .. "]")
  return value ~= nil, value and value[1]
end

local PLAIN = (1 - S('"\\') - R("\0\31")) ^ 0
local STRING = (P('"') * C(PLAIN) * P('"')
  + lpeg.Cmt(C(P('"') * (PLAIN * P("\\") * 1) ^ 1 * PLAIN * P('"')), function(_, _, literal)
    return unescape(literal)
  end)) * SPACE

--- Whole numbers of at most 15 digits: more is more than a file can hold.
local DIGIT = R("09")
local NUMBER = C(P("0") + R("19") * DIGIT ^ -14) * -DIGIT / tonumber * SPACE

local MEMBER = word('"dtype"') * word(":") * Cg(STRING, "dtype")
  + word('"shape"') * word(":") * Cg(list_of(NUMBER), "shape")
  + word('"data_offsets"') * word(":") * Cg(list_of(NUMBER), "offsets")
local TENSOR = Ct(word("{") * MEMBER * (word(",") * MEMBER) ^ -2 * word("}")) * Cp()
local TEXT = STRING * Cp()
local KEY = STRING * word(":") * Cp()
local OPEN = SPACE * word("{") * (word("}") * Cc(true) + Cc(false)) * Cp()
local NEXT = (word(",") * Cc(false) + word("}") * Cc(true)) * Cp()

local function wanted(what, text, position)
  local got = position > #text and "the end" or ("%q"):format(text:sub(position, position + 15))
  return nil, ("wanted %s, got %s at byte %d"):format(what, got, position - 1 + LENGTH_BYTES)
end

--- Reads an object. `read` gets the text, and the name and the position of each value; it returns
--- the position behind the value. Returns the position behind the object, or nil and a message.
local function read_object(text, position, read)
  local seen, is_over, place = {}, OPEN:match(text, position)
  if not place then
    return wanted("an object", text, position)
  end
  while not is_over do
    local name, value_place = KEY:match(text, place)
    if not name or seen[name] then
      return wanted(name and "every name once" or "a name", text, place)
    end
    seen[name] = true
    local behind, message = read(text, name, value_place)
    if not behind then
      return nil, message
    end
    is_over, place = NEXT:match(text, behind)
    if not place then
      return wanted("a comma or the end of the object", text, behind)
    end
  end
  return place
end

local function read_metadata(metadata)
  return function(text, name, position)
    local value, behind = TEXT:match(text, position)
    if not value then
      return wanted("a string", text, position)
    end
    metadata[name] = value
    return behind
  end
end

local function read_entry(entries)
  return function(text, name, position)
    local entry, behind = TENSOR:match(text, position)
    if not (entry and entry.dtype and entry.shape and entry.offsets) then
      return wanted("a dtype, a shape and data_offsets", text, position)
    end
    entry.name, entry.byte = name, position - 1 + LENGTH_BYTES
    entries[#entries + 1] = entry
    return behind
  end
end

--- Returns what a header says.
---
---@param text string
---@return SafetensorsHeader? header
---@return string? message
function M.parse(text)
  local valid = (UTF8 ^ 0 * Cp()):match(text)
  if valid <= #text then
    return wanted("UTF-8", text, valid)
  end
  local header = { entries = {}, metadata = {} }
  local read_tensor, read_text = read_entry(header.entries), read_metadata(header.metadata)
  local behind, message = read_object(text, 1, function(_, name, position)
    if name == "__metadata__" then
      return read_object(text, position, read_text)
    end
    return read_tensor(text, name, position)
  end)
  if behind and behind <= #text then
    return wanted("the end of the header", text, behind)
  end
  return behind and header, message
end

local function quoted(text)
  if (UTF8 ^ 0 * -1):match(text) then
    return json.encode(text)
  end
  return mistake.raise("write", ("wanted names and metadata in UTF-8, got %q"):format(text))
end

local function metadata_line(metadata)
  local list = {}
  for name, text in pairs(metadata) do
    list[#list + 1] = ("%s:%s"):format(quoted(name), quoted(text))
  end
  table.sort(list)
  return '"__metadata__":{' .. table.concat(list, ",") .. "}"
end

--- Returns the text of a header, padded so that the tensors behind it are aligned to 8 bytes.
---
---@param entries SafetensorsEntry[] In the order of the file.
---@param metadata? table<string, string>
---@return string
function M.format(entries, metadata)
  local lines = {}
  if metadata and next(metadata) then
    lines[1] = metadata_line(metadata)
  end
  for _, entry in ipairs(entries) do
    lines[#lines + 1] = ('%s:{"dtype":"%s","shape":[%s],"data_offsets":[%.0f,%.0f]}'):format(
      quoted(entry.name), entry.dtype, table.concat(entry.shape, ","), unpack(entry.offsets))
  end
  local text = "{" .. table.concat(lines, ",") .. "}"
  return text .. (" "):rep(-#text % 8)
end

return M

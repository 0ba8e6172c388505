--- Literals: what the text of a number or of a string stands for.

local lpeg = require("lpeg")

local trivia = require("hyla.syntax.trivia")

local M = {}

local unix_lines = lpeg.Cs((trivia.newline / "\n" + 1) ^ 0)

local MAX_CODE_POINT = 0x10ffff
local SURROGATES_FIRST, SURROGATES_LAST = 0xd800, 0xdfff

local LONG_INTEGER_SUFFIXES = { ll = true, ull = true, llu = true }

local CONTROL = {
  a = "\a", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", v = "\v",
  ["\\"] = "\\", ['"'] = '"', ["'"] = "'",
}

--- Tells whether a text such as "10ULL" or "2i" is one of LuaJIT's cdata numbers.
local function is_cdata_number(text)
  local imaginary = text:match("^(.+)[iI]$")
  if imaginary then
    return tonumber(imaginary) ~= nil
  end
  local digits, suffix = text:match("^(0[xX]%x+)(%a+)$")
  if not digits then
    digits, suffix = text:match("^(%d+)(%a+)$")
  end
  if not digits or not LONG_INTEGER_SUFFIXES[suffix:lower()] then
    return false
  end
  return digits:find("^0[xX]") ~= nil or tonumber(digits) < 2 ^ 64
end

--- Reads a number as LuaJIT does.
---
---@param text string
---@return boolean is_valid
---@return number|nil value  nil for the cdata numbers `1LL`, `1ULL` and `1i`
function M.number(text)
  local value = tonumber(text)
  if value then
    return true, value
  end
  return is_cdata_number(text), nil
end

--- Encodes a code point as UTF-8; nil when there is no such code point.
local function utf8(code)
  if code > MAX_CODE_POINT or (code >= SURROGATES_FIRST and code <= SURROGATES_LAST) then
    return nil
  elseif code < 0x80 then
    return string.char(code)
  end
  local bytes, room = "", 0x40
  repeat
    bytes = string.char(0x80 + code % 0x40) .. bytes
    code, room = math.floor(code / 0x40), room / 2
  until code < room
  return string.char(0x100 - 2 * room + code) .. bytes
end

--- The escapes with arguments: a pattern for the text after the backslash, and what it stands for.
local ESCAPES = {
  { "^\r\n?()", function() return "\n" end },
  { "^\n\r?()", function() return "\n" end },
  { "^z%s*()", function() return "" end },
  { "^x(%x%x)()", function(digits) return string.char(tonumber(digits, 16)) end },
  { "^u{(%x+)}()", function(digits) return utf8(tonumber(digits, 16)) end },
  { "^(%d%d?%d?)()", function(digits)
    return tonumber(digits) < 256 and string.char(tonumber(digits)) or nil
  end },
}

--- Decodes the escape whose backslash stands before `position`; nil when there is no such escape.
local function escape(text, position)
  local simple = CONTROL[text:sub(position, position)]
  if simple then
    return simple, position + 1
  end
  for _, rule in ipairs(ESCAPES) do
    local first, last = text:match(rule[1], position)
    if first then
      return rule[2](first), last or first
    end
  end
  return nil
end

--- Decodes the inside of a quoted string; nil when an escape is wrong.
local function unescape(text)
  local parts, position = {}, 1
  while true do
    local slash = text:find("\\", position, true)
    if not slash then
      parts[#parts + 1] = text:sub(position)
      return table.concat(parts)
    end
    parts[#parts + 1] = text:sub(position, slash - 1)
    local decoded
    decoded, position = escape(text, slash + 1)
    if not decoded then
      return nil
    end
    parts[#parts + 1] = decoded
  end
end

--- Reads a string literal: quoted or in long brackets.
---
---@param text string
---@return string|nil value  nil when an escape is wrong
function M.string(text)
  local signs = text:match("^%[(=*)%[")
  if signs then
    return (unix_lines:match(text:sub(#signs + 3, -#signs - 3)):gsub("^\n", ""))
  end
  return unescape(text:sub(2, -2))
end

return M

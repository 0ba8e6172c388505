--- A reader of TensorBoard's event files that shares nothing with what writes them.

local bit = require("bit")
local ffi = require("ffi")

local M = {}

-- a bit at a time, in the other direction than a table of bytes would go
local function checksum(text)
  local value = 0xffffffff
  for i = 1, #text do
    value = bit.bxor(value, text:byte(i))
    for _ = 1, 8 do
      local carry = bit.band(value, 1)
      value = bit.rshift(value, 1)
      value = carry == 1 and bit.bxor(value, 0x82f63b78) or value
    end
  end
  value = bit.bnot(value)
  return bit.tobit(bit.ror(value, 15) + 0xa282ead8)
end

local function number(type, text, at)
  local cell = ffi.new(type .. "[1]")
  ffi.copy(cell, text:sub(at, at + ffi.sizeof(cell) - 1), ffi.sizeof(cell))
  return tonumber(cell[0])
end

local function varint(text, at)
  local value, shift = 0, 1
  repeat
    local byte = text:byte(at)
    value, shift, at = value + byte % 128 * shift, shift * 128, at + 1
  until byte < 128
  return value, at
end

--- Reads a message: by the number of a field what it held, each time it came.
---
---@param text string
---@return table<integer, any[]>
function M.message(text)
  local fields, at = {}, 1
  while at <= #text do
    local key, value
    key, at = varint(text, at)
    local kind = key % 8
    if kind == 0 then
      value, at = varint(text, at)
    elseif kind == 1 then
      value, at = number("double", text, at), at + 8
    elseif kind == 5 then
      value, at = number("float", text, at), at + 4
    else
      assert(kind == 2, "an unknown kind of field")
      local size
      size, at = varint(text, at)
      value, at = text:sub(at, at + size - 1), at + size
    end
    local name = math.floor(key / 8)
    fields[name] = fields[name] or {}
    table.insert(fields[name], value)
  end
  return fields
end

--- Returns the data of every record; raises where a checksum is wrong.
---
---@param text string
---@return string[]
function M.records(text)
  local list, at = {}, 1
  while at <= #text do
    local size = number("uint64_t", text, at)
    assert(number("int32_t", text, at + 8) == checksum(text:sub(at, at + 7)), "length")
    local data = text:sub(at + 12, at + 11 + size)
    assert(#data == size, "cut off")
    assert(number("int32_t", text, at + 12 + size) == checksum(data), "data")
    list[#list + 1], at = data, at + 16 + size
  end
  return list
end

--- Returns the scalars of a file by tag, each a list of { time, step, value }; and its version.
---
---@param text string
---@return table<string, table[]> scalars
---@return string version
function M.scalars(text)
  local scalars, version = {}, nil
  for _, data in ipairs(M.records(text)) do
    local event = M.message(data)
    version = event[3] and event[3][1] or version
    for _, value in ipairs(event[5] and M.message(event[5][1])[1] or {}) do
      local fields = M.message(value)
      local tag = fields[1][1]
      scalars[tag] = scalars[tag] or {}
      local step = event[2] and event[2][1] or 0
      table.insert(scalars[tag], { time = event[1][1], step = step, value = fields[2][1] })
    end
  end
  return scalars, version
end

return M

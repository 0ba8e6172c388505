--- Little-endian whole numbers in strings, from 0 to 2^53.

local M = {}

--- Returns the whole number in `size` bytes of a text, or nil when it is 2^53 or more.
---
---@param text string
---@param position integer Of its first byte, from 1; all its bytes are in the text.
---@param size integer
---@return integer?
function M.read(text, position, size)
  local value = 0
  for place = position + size - 1, position, -1 do
    value = value * 256 + text:byte(place)
  end
  return value < 2 ^ 53 and value or nil
end

--- Returns a whole number as `size` bytes.
---
---@param value integer
---@param size integer
---@return string
function M.write(value, size)
  local bytes = {}
  for place = 1, size do
    bytes[place] = string.char(value % 256)
    value = math.floor(value / 256)
  end
  return table.concat(bytes)
end

return M

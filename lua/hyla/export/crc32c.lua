--- CRC32C: checksums by the polynomial of Castagnoli (RFC 3720, B.4).

local bit = require("bit")

local M = {}

local bxor, band, rshift = bit.bxor, bit.band, bit.rshift

local POLYNOMIAL = 0x82f63b78

local function table_of_bytes()
  local rest = {}
  for byte = 0, 255 do
    local value = byte
    for _ = 1, 8 do
      local is_odd = band(value, 1) == 1
      value = bxor(rshift(value, 1), is_odd and POLYNOMIAL or 0)
    end
    rest[byte] = value
  end
  return rest
end

local REST = table_of_bytes()

--- Returns the checksum of a text.
---
---@param text string
---@return integer checksum From 0 to 2^32 - 1.
function M.of(text)
  local value = -1
  for position = 1, #text do
    value = bxor(rshift(value, 8), REST[band(bxor(value, text:byte(position)), 255)])
  end
  return bxor(value, -1) % 2 ^ 32
end

return M

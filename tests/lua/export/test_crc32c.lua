--- lua/hyla/export/crc32c.lua

local check = require("tests.support.check")
local crc32c = require("hyla.export.crc32c")

local T = {}

function T.the_examples_of_the_standard_come_out()
  check.equal(crc32c.of(""), 0)
  check.equal(crc32c.of("123456789"), 0xe3069283)
  check.equal(crc32c.of(("\0"):rep(32)), 0x8a9136aa)
  check.equal(crc32c.of(("\255"):rep(32)), 0x62a8ab43)
end

function T.every_bit_counts()
  local seen = {}
  for bit = 0, 7 do
    local checksum = crc32c.of("ab" .. string.char(2 ^ bit) .. "c")
    check.falsy(seen[checksum])
    seen[checksum] = true
  end
end

return T

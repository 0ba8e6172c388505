--- lua/hyla/little.lua

local check = require("tests.support.check")
local little = require("hyla.little")

local T = {}

function T.the_first_byte_is_the_least()
  check.equal(little.read("\1\2\0\0", 1, 4), 513)
  check.equal(little.read("x\255\255", 2, 2), 65535)
  check.equal(little.write(513, 4), "\1\2\0\0")
end

function T.what_is_written_is_read()
  for _, value in ipairs({ 0, 255, 256, 2 ^ 32, 2 ^ 53 - 1 }) do
    check.equal(little.read(little.write(value, 8), 1, 8), value)
  end
end

function T.numbers_that_are_not_exact_are_refused()
  check.equal(little.read("\0\0\0\0\0\0\32\0", 1, 8), nil)
  check.equal(little.read(("\255"):rep(8), 1, 8), nil)
end

return T

--- runtime/script/bind_hash.c

local check = require("tests.support.check")
local hash = require("hyla.hash")

local T = {}

function T.the_digest_of_abc_is_the_one_in_the_standard()
  local digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  check.equal(hash.hex("abc"), digest)
end

function T.zero_bytes_count()
  check.equal(#hash.hex("a\0b"), 64)
  check.truthy(hash.hex("a\0b") ~= hash.hex("a"))
end

function T.a_table_has_no_digest()
  local ok, message = pcall(hash.hex, {})
  check.equal(ok, false)
  check.truthy(message:find("string expected, got table", 1, true))
end

return T

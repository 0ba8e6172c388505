--- lua/hyla/syntax/literals.lua

local check = require("tests.support.check")
local literals = require("hyla.syntax.literals")

local T = {}

function T.strings_are_decoded_as_luajit_decodes_them()
  for _, text in ipairs({
    [["a\n\t\\\"'"]], [['\65\066\7']], [['\x41\u{20AC}\u{10FFFF}\u{7f}\u{7ff}']], "'a\\z  \n b'",
    "'a\\\nb'", "'a\\\r\nb'", "[[\na]]", "[==[]]\n\r]==]", "[[\r\n\r\n]]", [['']], "'\\0001'",
  }) do
    check.equal(literals.string(text), loadstring("return " .. text)())
  end
end

function T.an_unknown_escape_is_no_string()
  for _, text in ipairs({ [['\q']], [['\x4']], [['\300']], [['\u{d800}']], [['\u{110000}']] }) do
    check.equal(literals.string(text), nil)
  end
end

function T.numbers_are_read_as_luajit_reads_them()
  for _, text in ipairs({ "1", "0x1p-2", "1e3", ".5", "3.", "0xA.8" }) do
    local is_valid, value = literals.number(text)
    check.equal(is_valid, true)
    check.equal(value, loadstring("return " .. text)())
  end
end

function T.cdata_numbers_are_valid_and_have_no_value()
  for _, text in ipairs({ "1LL", "1ULL", "0x1llu", "2i", "1.5e3I" }) do
    local is_valid, value = literals.number(text)
    check.equal(is_valid, true)
    check.equal(value, nil)
  end
end

function T.a_malformed_number_is_refused()
  for _, text in ipairs({ "1x", "1.2.3", "0x", "1e", "1.5LL", "99999999999999999999LL", "i" }) do
    check.equal(literals.number(text), false)
  end
end

return T

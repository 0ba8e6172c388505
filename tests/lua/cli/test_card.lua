--- lua/hyla/cli/card.lua

local card = require("hyla.cli.card")
local check = require("tests.support.check")

local T = {}

function T.bytes_have_the_unit_that_suits_them()
  check.equal(card.bytes(0), "0 B")
  check.equal(card.bytes(1023), "1023 B")
  check.equal(card.bytes(1536), "1.5 KiB")
  check.equal(card.bytes(3 * 2 ^ 40), "3072.0 GiB")
end

function T.what_is_missing_has_words_too()
  check.equal(card.edit(nil), "start")
  check.equal(card.score(nil), "-")
  check.equal(card.score(0.25), "0.2500")
end

return T

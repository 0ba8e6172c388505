--- lua/hyla/cli/card.lua

local card = require("hyla.cli.card")
local check = require("tests.support.check")

local T = {}

function T.what_is_missing_has_words_too()
  check.equal(card.edit(nil), "start")
  check.equal(card.score(nil), "-")
  check.equal(card.score(0.25), "0.2500")
end

return T

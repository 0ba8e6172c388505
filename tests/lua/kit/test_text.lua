--- lua/hyla/kit/text.lua

local check = require("tests.support.check")
local text = require("hyla.kit.text")

local T = {}

function T.words_are_runs_of_two_letters_and_more_in_lower_case()
  check.equal(table.concat(text.words("The cat, a CAT; the 9 lives"), " "), "the cat lives")
end

function T.a_list_of_texts_is_one_text()
  check.equal(text.bag({ "one two", "two" }).counts.two, 2)
  check.equal(text.bag({ "one two", "two" }).total, 3)
end

function T.frequency_and_length_grow_as_logarithms()
  check.equal(text.frequency("no no yes", "no"), math.log(3))
  check.equal(text.frequency("no no yes", "maybe"), 0)
  check.equal(text.length("no no yes"), math.log(4))
  check.equal(text.length(""), 0)
end

return T

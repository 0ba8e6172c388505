--- lua/hyla/kit/text.lua

local check = require("tests.support.check")
local text = require("hyla.kit.text")

local T = {}

function T.words_are_runs_of_two_letters_and_more_in_lower_case()
  check.equal(table.concat(text.bag("The cat, a CAT; the 9 lives").words, " "), "the cat lives")
end

function T.a_list_of_texts_is_one_text()
  check.equal(text.bag({ "one two", "two" }).counts.two, 2)
  check.equal(text.bag({ "one two", "two" }).total, 3)
end

function T.a_rate_is_the_root_of_occurrences_in_a_hundred_words()
  check.near(text.rate("no no yes yes", "no"), math.sqrt(50))
  check.equal(text.rate("no no yes", "maybe"), 0)
  check.near(text.rates("no yes yes yes").of.yes, math.sqrt(75))
end

function T.length_grows_as_a_logarithm()
  check.equal(text.length("no no yes"), math.log(4))
  check.equal(text.length(""), 0)
end

return T

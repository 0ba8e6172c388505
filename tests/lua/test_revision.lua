--- lua/hyla/revision.lua

local check = require("tests.support.check")
local revision = require("hyla.revision")

local T = {}

local ENTRIES = { { n = 1, id = "12340" }, { n = 2, id = "abcd1" }, { n = 3, id = "abcd1" } }

local function resolve(word)
  return revision.resolve(ENTRIES, ENTRIES[2], word)
end

function T.a_number_goes_before_an_id()
  check.equal(resolve("2"), 2)
  check.equal(resolve("1234"), 1)
end

function T.words_stand_for_entries()
  check.equal(resolve("first"), 1)
  check.equal(resolve("best"), 2)
  check.equal(select(2, revision.resolve({}, nil, "best")), "no entry has a score yet")
end

function T.a_program_that_came_twice_is_its_first_entry()
  check.equal(resolve("abcd"), 2)
end

function T.a_word_that_is_nearly_one_gets_a_guess()
  check.contains(select(2, resolve("bset")), '"bset"; did you mean best?')
end

function T.a_word_that_means_nothing_is_refused()
  check.equal(select(2, resolve("0")), "wanted an entry from 1 to 3, got 0")
  check.truthy(select(2, resolve("abc")):find('got "abc"', 1, true))
end

return T

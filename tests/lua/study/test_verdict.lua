--- lua/hyla/study/verdict.lua

local check = require("tests.support.check")
local claims = require("hyla.study.claim")
local outlines = require("hyla.study.outline")
local studies = require("tests.support.study")
local verdicts = require("hyla.study.verdict")

local T = {}

local function judged(changes, seeds)
  local outline = assert(outlines.of(setmetatable(changes, { __index = studies.new(seeds) })))
  return outline, claims.of(outline)
end

function T.each_kind_of_claim_has_its_table()
  local outline, list = judged({ tests = { "auc" } })
  check.equal(#verdicts.differences(outline, list).rows, 2)
  check.equal(#verdicts.ablations(outline, list).rows, 2)
  check.equal(#verdicts.compounding(outline, list).rows, 6)
  local sheet = verdicts.differences(outline, list)
  check.equal(sheet.rows[1][1], "learned - uniform")
  check.equal(sheet.rows[1][2], "1,000")
  check.equal(#sheet.rows[1], #sheet.columns)
  check.truthy(sheet.strong[1])
  check.falsy(sheet.strong[2])
end

function T.a_note_says_which_tests_and_how_many()
  local note = verdicts.differences(judged({ tests = { "auc" } })).note
  check.contains(note, "two-sided paired t test; corrected by Holm over all 10 tests")
  check.contains(note, "[95 % interval]")
  check.contains(note, "stay below 0.05")
end

function T.what_was_not_found_is_said_with_what_could_have_been()
  local sentence = verdicts.missed(judged({ pairs = {} }))[1]
  check.contains(sentence, "memory editor, mean of k = 1..20: not significant, ")
  check.contains(sentence, "would have been found with a chance of 0.8")
  check.falsy(sentence:find("equivalent"))
end

function T.equivalence_is_claimed_where_it_is_shown()
  local sentence = verdicts.missed(judged({ pairs = {}, margin = 0.1 }))[1]
  check.contains(sentence, "The two are equivalent within 0.100")
end

function T.one_seed_is_called_no_test()
  local sentence = verdicts.missed(judged({}, 1))[1]
  check.equal(sentence, "learned - uniform, imp@5: not tested, with 1 seed(s) of both.")
end

function T.claims_that_hang_on_the_test_are_named()
  -- four seeds: flipping signs can give no p below 1/8
  local sentence = verdicts.cautions(judged({}, 4))[1]
  check.contains(sentence, "significant by the paired t test, but not by flipping signs (p 0.125)")
end

function T.seeds_that_are_left_out_are_named()
  local list = studies.episodes(3)
  list[1].method = "elsewhere"
  local sentences = verdicts.cautions(judged({ episodes = list, pairs = {}, ablations = false }))
  check.equal(sentences[#sentences],
    "Seed 1 of uniform at 0 meta-evaluations is left out: 11 of 12 episodes are there.")
end

return T

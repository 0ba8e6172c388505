--- lua/hyla/study/answer.lua

local answers = require("hyla.study.answer")
local check = require("tests.support.check")
local claims = require("hyla.study.claim")
local outlines = require("hyla.study.outline")
local studies = require("tests.support.study")

local T = {}

local function judged(changes, seeds)
  local outline = assert(outlines.of(setmetatable(changes, { __index = studies.new(seeds) })))
  return outline, claims.of(outline)
end

function T.every_question_has_an_answer()
  local found = answers.found(judged({}))
  check.equal(#found, 5)
  check.contains(found[1], "learned is better than uniform: +0.2")
  check.contains(found[1], " (mean of k = 1..20, 1,000 meta-evaluations, corrected p ")
  check.contains(found[2], "learned and warm bandit do not differ significantly: +0.0")
  check.contains(found[3], "archive helps: +0.0")
  check.contains(found[4], "memory editor makes no significant difference: ")
end

function T.a_worse_method_is_called_so()
  local found = answers.found(judged({ pairs = { { "uniform", "learned" } } }))
  check.contains(found[1], "uniform is worse than learned: -0.2")
end

function T.meta_training_is_followed_as_far_as_it_pays()
  local found = answers.found(judged({}))
  check.equal(found[5],
    "learned: imp@10 rises with every step of meta-training, up to 1,000 meta-evaluations.")
  local list = {}
  for i, budget in ipairs({ 0, 10, 20 }) do
    for seed = 1, 3 do
      local imp = (i > 1 and 1 or 0) + 0.001 * seed * i
      list[#list + 1] = studies.flat("a", seed, "xor", imp, { meta_budget = budget })
    end
  end
  local study = { title = "", methods = { { name = "a" } }, ks = { 1 }, episodes = list }
  local outline = assert(outlines.of(study))
  check.contains(answers.found(outline, claims.of(outline))[1],
    "a: from 10 to 20 meta-evaluations imp@2 does not rise significantly: 0.00")
end

function T.methods_without_episodes_are_named()
  local methods = studies.new(1).methods
  methods[#methods + 1] = { name = "missing" }
  local sentences = answers.cautions(judged({ methods = methods }, 2))
  check.equal(sentences[#sentences], "missing has no episodes.")
end

function T.what_was_not_found_is_said_with_what_could_have_been()
  local sentence = answers.missed(judged({ pairs = {} }))[1]
  check.contains(sentence, "memory editor, mean of k = 1..20: not significant, ")
  check.contains(sentence, "would have been found with a chance of 0.8")
  check.falsy(sentence:find("equivalent"))
end

function T.equivalence_is_claimed_where_it_is_shown()
  local sentence = answers.missed(judged({ pairs = {}, margin = 0.1 }))[1]
  check.contains(sentence, "The two are equivalent within 0.100")
end

function T.one_seed_is_called_no_test()
  local sentence = answers.missed(judged({}, 1))[1]
  check.equal(sentence, "learned - uniform, imp@5: not tested, with 1 seed(s) of both.")
end

function T.claims_that_hang_on_the_test_are_named()
  -- four seeds: flipping signs can give no p below 1/8
  local sentence = answers.cautions(judged({}, 4))[1]
  check.contains(sentence, "significant by the paired t test, but not by flipping signs (p 0.125)")
end

function T.seeds_that_are_left_out_are_named()
  local list = studies.episodes(3)
  list[1].method = "elsewhere"
  local sentences = answers.cautions(judged({ episodes = list, pairs = {}, ablations = false }))
  check.equal(sentences[#sentences],
    "Seed 1 of uniform at 0 meta-evaluations is left out: 11 of 12 episodes are there.")
end

return T

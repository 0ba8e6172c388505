--- lua/hyla/study/claim.lua

local check = require("tests.support.check")
local claims = require("hyla.study.claim")
local outlines = require("hyla.study.outline")
local studies = require("tests.support.study")

local T = {}

local function claims_of(changes)
  return claims.of(assert(outlines.of(setmetatable(changes or {}, { __index = studies.new() }))))
end

local function find(list, label, measure)
  for _, claim in ipairs(list) do
    if claim.label == label and claim.measure.name == measure then
      return claim
    end
  end
end

function T.every_question_of_the_study_is_a_claim()
  local labels = {}
  for i, claim in ipairs(claims_of({ tests = { "auc" } })) do
    labels[i] = claim.label
  end
  check.equal(table.concat(labels, "; "), "learned - uniform; learned - warm bandit; archive; "
    .. "memory editor; warm bandit: last - first; learned: last - first; "
    .. "learned: slope per snapshot; learned: from 0 to 250; learned: from 250 to 500; "
    .. "learned: from 500 to 1,000")
end

-- the effects are those that tests/support/study.lua puts in
function T.known_effects_are_found_and_a_missing_one_is_not()
  local list = claims_of()
  check.truthy(find(list, "learned - uniform", "imp@20").is_significant)
  check.near(find(list, "learned - uniform", "imp@20").mean, 0.25, 0.05)
  check.truthy(find(list, "archive", "auc").is_significant)
  check.falsy(find(list, "memory editor", "auc").is_significant)
  check.truthy(find(list, "learned: last - first", "imp@10").is_significant)
end

function T.all_claims_are_corrected_together()
  local list = claims_of()
  local least = math.huge
  for _, claim in ipairs(list) do
    least = math.min(least, claim.p)
    check.truthy(claim.corrected >= claim.p)
  end
  for _, claim in ipairs(list) do
    if claim.p == least then
      check.near(claim.corrected, #list * least, 1e-20)
    end
  end
end

function T.a_method_without_meta_training_is_compared_at_any_budget()
  local list = claims_of({ budgets = { 250, 1000 }, pairs = { { "learned", "uniform" } } })
  check.equal(list[1].first.budget, 250)
  check.equal(list[1].second.budget, 0)
  check.equal(list[5].first.budget, 1000)
end

function T.a_pair_is_compared_at_the_budget_that_both_reached()
  local list = {}
  for seed = 1, 2 do
    for _, budget in ipairs({ 10, 100 }) do
      list[#list + 1] = studies.flat("a", seed, "xor", seed, { meta_budget = budget })
    end
    list[#list + 1] = studies.flat("b", seed, "xor", seed, { meta_budget = 10 })
    list[#list + 1] = studies.flat("c", seed, "xor", seed)
  end
  local methods = { { name = "a" }, { name = "b" }, { name = "c" } }
  local pairs_of = { { "a", "b" }, { "c", "a" } }
  local study = { title = "", methods = methods, pairs = pairs_of, ks = { 1 }, episodes = list }
  study.tests = { "auc" }
  local found = claims.of(outlines.of(study))
  check.equal(found[1].first.budget, 10)
  check.equal(found[2].second.budget, 100)
  check.equal(found[2].budget, 100)
end

function T.the_study_names_the_test()
  local claim = claims_of({ test = "sign_flip" })[1]
  check.equal(claim.p, claim.ps.sign_flip)
  check.equal(claim.p, 2 / 2 ^ 12)
end

function T.a_slope_is_that_of_the_seeds_own_lines()
  local list = {}
  for i, budget in ipairs({ 0, 10, 20 }) do
    for seed = 1, 3 do
      local imp = 0.125 * i * seed
      list[#list + 1] = studies.flat("a", seed, "xor", imp, { meta_budget = budget })
    end
  end
  local study = { title = "", methods = { { name = "a" } }, ks = { 1 }, episodes = list }
  local claim = find(claims.of(outlines.of(study)), "a: slope per snapshot", "imp@2")
  check.equal(table.concat(claim.values, " "), "0.125 0.25 0.375")
end

function T.one_seed_is_no_test()
  local list = claims.of(outlines.of(studies.new(1)))
  check.equal(#list[1].values, 1)
  check.equal(list[1].p, nil)
  check.equal(list[1].is_significant, nil)
end

function T.equivalence_is_asked_only_with_a_margin()
  check.equal(claims_of()[1].equivalence, nil)
  local claim = find(claims_of({ margin = 0.1 }), "memory editor", "auc")
  check.truthy(claim.equivalence < 0.05)
end

return T

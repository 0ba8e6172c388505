--- lua/hyla/study/outline.lua

local check = require("tests.support.check")
local outlines = require("hyla.study.outline")
local studies = require("tests.support.study")

local T = {}

local function with(changes)
  return outlines.of(setmetatable(changes, { __index = studies.new(2) }))
end

function T.what_a_study_leaves_open_is_filled_in()
  local outline = assert(with({}))
  check.equal(outline.level, 0.95)
  check.equal(outline.test, "t")
  check.equal(outline.compounding, 10)
  check.equal(outline.last, 20)
  check.equal(outline.labels.bandit_warm, "warm bandit")
  check.equal(outline.labels.learned, "learned")
  check.equal(outline.title, "What the learned policy is worth")
end

function T.measures_are_imp_at_every_k_and_the_area()
  local names = {}
  for i, measure in ipairs(assert(with({})).measures) do
    names[i] = measure.name
  end
  check.equal(table.concat(names, " "), "imp@5 imp@10 imp@20 auc")
end

function T.scores_are_shown_with_three_digits()
  local function decimals(imp)
    local list = { studies.flat("uniform", 1, "xor", imp) }
    return with({ episodes = list, ks = { 2 }, pairs = {}, ablations = false }).decimals
  end
  check.equal(decimals(0.5), 3)
  check.equal(decimals(0.05), 4)
  check.equal(decimals(-25), 1)
  check.equal(decimals(5000), 0)
  check.equal(decimals(0), 3)
end

function T.final_arms_stand_in_the_order_of_the_methods()
  local texts = {}
  for i, arm in ipairs(outlines.final_arms(assert(with({})))) do
    texts[i] = ("%s %d"):format(arm.method, arm.budget)
  end
  local wanted = "uniform 0, bandit_warm 1000, learned 1000, no_archive 1000, no_memory 1000"
  check.equal(table.concat(texts, ", "), wanted)
end

function T.methods_of_several_snapshots_are_followed_but_ablations_are_not()
  local function followed(changes)
    local names = {}
    for i, one in ipairs(outlines.followed(assert(with(changes)))) do
      names[i] = ("%s %d"):format(one.method, #one.budgets)
    end
    return table.concat(names, ", ")
  end
  local all = followed({})
  check.contains(all, "learned")
  check.falsy(all:find("uniform", 1, true))
  local ablations = { full = "bandit_warm", without = { { method = "learned", feature = "x" } } }
  check.falsy(followed({ ablations = ablations }):find("learned", 1, true))
end

function T.draws_of_one_size_are_drawn_once()
  local outline = assert(with({}))
  check.equal(outline.draws(5), outline.draws(5))
  check.equal(outline.draws(5).units[7], assert(with({})).draws(5).units[7])
end

function T.questions_without_an_answer_are_refused()
  local function refusal(changes)
    return select(2, with(changes))
  end
  check.equal(refusal({ episodes = {} }), "wanted at least one episode, got none")
  local beyond = "wanted ks from 1 to 20, where all episodes came, got "
  check.equal(refusal({ ks = { 5, 21 } }), beyond .. "21")
  check.equal(refusal({ ks = {} }), beyond .. "nil")
  local unknown = "wanted one of the study's methods, got best"
  check.equal(refusal({ pairs = { { "learned", "best" } } }), unknown)
  check.equal(refusal({ test = "z" }), "wanted the test t, sign_flip or wilcoxon, got z")
  local measures = "wanted tests of imp@5, imp@10, imp@20, auc, got imp@7"
  check.equal(refusal({ tests = { "auc", "imp@7" } }), measures)
  check.equal(refusal({ ablations = { full = "best", without = {} } }), unknown)
end

return T

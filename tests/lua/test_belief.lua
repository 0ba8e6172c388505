--- lua/hyla/belief.lua

local beliefs = require("hyla.belief")
local check = require("tests.support.check")
local random = require("hyla.rng")

local NOWHERE = { words = {}, values = {} }

local function at(words, values)
  return { words = words, values = values or { 1, 1, 1 } }
end

local T = {}

function T.nothing_is_worth_nothing_at_first()
  local base, context = beliefs.worth(beliefs.new(), "a", at({ "x" }))
  check.equal(base, 0)
  check.equal(context, 0)
end

function T.one_payment_moves_a_number_by_its_share_of_the_uncertainty()
  local belief = beliefs.new()
  beliefs.learn(belief, { "a" }, { NOWHERE }, 3)
  -- a prior of variance 1 against noise of variance 1
  check.near(belief.base.a.mean, 1.5)
  check.near(belief.base.a.variance, 0.5)
end

function T.an_action_that_was_never_paid_is_worth_what_its_editor_is_hinted_at()
  local belief = beliefs.new()
  belief.hints.macro = { mean = 2, variance = 0.5 }
  check.equal(beliefs.worth(belief, "macro@here up", NOWHERE), 2)
  check.equal(beliefs.worth(belief, "other", NOWHERE), 0)
  beliefs.learn(belief, { "macro@here up" }, { NOWHERE }, 5)
  check.near(belief.base["macro@here up"].mean, 2 + 0.5 / 1.5 * 3)
end

function T.payments_that_are_many_settle_at_their_mean()
  local belief = beliefs.new()
  for i = 1, 200 do
    beliefs.learn(belief, { "a" }, { NOWHERE }, i % 2 == 0 and 1 or 3)
  end
  check.near(belief.base.a.mean, 2, 0.05)
  check.truthy(belief.base.a.variance >= 0.003)
end

-- an action is worth what it pays on the whole, and words what more or less it pays at a place
function T.what_an_action_leaves_over_is_learned_of_its_place()
  local belief, rng = beliefs.new(), random.new(1)
  for i = 1, 4000 do
    local is_there = i % 2
    local paid = 1 + 2 * is_there + 0.3 * rng:normal()
    beliefs.learn(belief, { "a" }, { at({ "x", "always" }, { is_there, 1 }) }, paid)
  end
  local base, more = beliefs.worth(belief, "a", at({ "x", "always" }))
  local _, less = beliefs.worth(belief, "a", at({ "always" }))
  -- the last of it is learned slowly
  check.near(base, 2, 0.35)
  check.near(more, 1, 0.35)
  check.near(less, -1, 0.35)
end

function T.places_change_nothing_of_what_an_action_is_worth_without_them()
  local one, other = beliefs.new(), beliefs.new()
  for i = 1, 20 do
    beliefs.learn(one, { "a", "b" }, { at({ "x" }, { i % 3 }), NOWHERE }, i % 4)
    beliefs.learn(other, { "a", "b" }, { NOWHERE, NOWHERE }, i % 4)
  end
  check.equal(one.base.a.mean, other.base.a.mean)
  check.truthy(select(2, beliefs.worth(one, "a", at({ "x" }))) ~= 0)
end

function T.a_chain_is_explained_by_the_sum_of_its_steps()
  local belief = beliefs.new()
  for _ = 1, 300 do
    beliefs.learn(belief, { "a" }, { NOWHERE }, 2)
    beliefs.learn(belief, { "a", "b" }, { NOWHERE, NOWHERE }, 2)
  end
  check.near(beliefs.worth(belief, "a", NOWHERE), 2, 0.2)
  check.near(beliefs.worth(belief, "b", NOWHERE), 0, 0.2)
end

return T

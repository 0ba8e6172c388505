--- agents/policy/bandit.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local policy = require("agents.policy.bandit")
local random = require("hyla.rng")

local T = {}

-- a memory in which every action was tried so often, and paid so much each time
local function memory_of(rows)
  local memory = policy.open()
  for name, row in pairs(rows) do
    for _ = 1, row[1] do
      local best = { score = 0 }
      local experience = { actions = { name }, score = row[2], best = best }
      memory = policy.update({ memory = memory }, policy.gradient(nil, experience))
    end
  end
  return memory
end

local function counts(rows)
  local mind = { memory = memory_of(rows) }
  return desks.count(policy, mind, desks.of({ "a", "b", "c" }), random.new(1), 30)
end

local T_ALWAYS = 30

function T.what_was_never_tried_comes_first()
  check.equal(counts({ a = { 5, 0.9 }, c = { 5, 0.1 } }).b, T_ALWAYS)
end

function T.what_paid_most_comes_next()
  check.equal(counts({ a = { 5, 0.1 }, b = { 5, 0.4 }, c = { 5, 0.1 } }).b, T_ALWAYS)
end

function T.what_is_little_known_may_be_tried_before_what_paid()
  check.equal(counts({ a = { 60, 0.1 }, b = { 60, 0.1 }, c = { 1, 0.1 } }).c, T_ALWAYS)
end

function T.only_a_new_best_is_paid()
  local function reward(score)
    local experience = { actions = { "a" }, score = score, best = { score = 0.5 } }
    return policy.gradient(nil, experience).reward
  end
  check.equal(reward(0.5), 0)
  check.equal(reward(nil), 0)
  check.near(reward(0.7), 0.25)
end

return T

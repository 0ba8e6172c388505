--- agents/policy/bandit_warm.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local policy = require("agents.policy.bandit_warm")
local random = require("hyla.rng")

local NAMES = { "a", "b", "c" }

-- gradients of a search in which each action was done so often, for so much
local function search_of(rows)
  local gradients = {}
  for _, row in ipairs(rows) do
    for _ = 1, row[2] do
      local gradient = { n = #gradients + 2, parent = 1, before = 0, score = row[3] }
      gradient.actions, gradient.places = { row[1] }, { { words = {}, values = {} } }
      gradient.heard = NAMES
      gradients[#gradients + 1] = gradient
    end
  end
  return gradients
end

local function learned(rows)
  return policy.learn({ phi = policy.start(), memory = {} }, search_of(rows))
end

local function counts(phi, here)
  local mind = { phi = phi, memory = policy.open(phi, { measures = {} }) }
  for _, gradient in ipairs(search_of(here or {})) do
    mind.memory = policy.update(mind, gradient)
  end
  return desks.count(policy, mind, desks.of(NAMES), random.new(1), 100)
end

local T = {}

function T.what_paid_in_other_searches_is_done_first()
  local phi = learned({ { "a", 20, 0.1 }, { "b", 20, 0.4 }, { "c", 20, 0.1 } })
  check.truthy((counts(phi).b or 0) > 90)
end

function T.what_pays_nothing_here_is_given_up()
  local phi = learned({ { "a", 20, 0.2 }, { "b", 20, 0.4 }, { "c", 20, 0.1 } })
  check.truthy((counts(phi, { { "b", 30, 0 } }).a or 0) > 90)
end

function T.now_and_then_anything_is_done()
  local taken = counts(learned({ { "a", 20, 0.1 }, { "b", 20, 0.4 }, { "c", 20, 0.1 } }))
  check.truthy((taken.a or 0) + (taken.c or 0) > 0)
end

function T.a_search_leaves_what_was_learned_alone()
  local phi = learned({ { "a", 5, 0.1 } })
  local before = phi.all.base.a.mean
  counts(phi, { { "a", 9, 0.5 } })
  check.equal(phi.all.base.a.mean, before)
  check.equal(#phi.known.names, 3)
end

return T

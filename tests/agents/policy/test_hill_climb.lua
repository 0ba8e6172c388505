--- agents/policy/hill_climb.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local policy = require("agents.policy.hill_climb")
local random = require("hyla.rng")

local T = {}

function T.the_best_program_is_always_the_parent()
  for i = 1, 50 do
    local choice = policy.pick(nil, desks.view({ 0.9, 0.9, 0.7 }), random.new(i))
    check.equal(choice.parent, 1)
    check.equal(choice.mate, nil)
  end
end

function T.any_editor_may_be_next()
  local mind = { phi = policy.start(), memory = policy.open() }
  local counts = desks.count(policy, mind, desks.of({ "a", "b", "c" }), random.new(1), 300)
  check.truthy(counts.a > 60 and counts.b > 60 and counts.c > 60)
end

return T

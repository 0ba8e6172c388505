--- agents/policy/uniform.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local policy = require("agents.policy.uniform")
local random = require("hyla.rng")

local T = {}

function T.editors_are_alike_and_then_their_options()
  local desk = desks.of({ "a up", "a down", "a random", "b random" })
  local mind = { phi = policy.start(), memory = policy.open() }
  local counts = desks.count(policy, mind, desk, random.new(1), 3000)
  -- five standard errors
  check.truthy(math.abs(counts["b random"] - 1500) < 140)
  check.truthy(math.abs(counts["a up"] - 500) < 105)
end

function T.any_good_program_may_be_a_parent()
  local picked, view = {}, desks.view({ 0.9, 0.8, 0.7 })
  for i = 1, 200 do
    local choice = policy.pick(nil, view, random.new(i))
    picked[choice.parent] = true
    check.truthy(choice.mate ~= choice.parent)
  end
  check.truthy(picked[1] and picked[2] and picked[3])
end

function T.nothing_is_learned()
  local mind = { phi = {}, memory = {} }
  check.equal(policy.update(mind, policy.gradient()), mind.memory)
  check.equal(policy.learn(mind, {}), mind.phi)
end

return T

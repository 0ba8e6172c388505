--- agents/policy/hypergradient.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local policy = require("agents.policy.hypergradient")
local random = require("hyla.rng")

local MIND = { phi = policy.start(), memory = policy.open() }

local T = {}

function T.the_program_with_the_most_lifted_is_picked()
  local view = desks.view({ 0.9, 0.7, 0.5 })
  check.equal(policy.pick(MIND, view).parent, 1)
  view.rows[2].actions = { "lift_constant" }
  view.rows[3].actions = { "lift_constant" }
  check.equal(policy.pick(MIND, view).parent, 2)
  view.rows[3].actions = { "lift_constant", "lift_constant@rate" }
  check.equal(policy.pick(MIND, view).parent, 3)
end

function T.constants_are_lifted_while_there_are_any()
  local desk = desks.of({ "lift_constant", "tune_numbers up" })
  local edit = policy.propose(MIND, desks.view({ 0.5 }), desk, random.new(1))
  check.equal(#edit.steps, 4)
  for _, step in ipairs(edit.steps) do
    check.equal(step.action, "lift_constant")
  end
end

function T.steps_get_shorter_with_each_child()
  local desk, shifts, view = desks.of({ "tune_numbers up" }), {}, desks.view({ 0.5 })
  function desk.step(self, part, option, _, shift)
    shifts[#shifts + 1] = shift
    return { editor = option.editor, part = part, action = option.name }, {}, self
  end
  policy.propose(MIND, view, desk, random.new(1))
  view.parent.children = 3
  local edit = policy.propose(MIND, view, desk, random.new(1))
  check.equal(#edit.steps, 1)
  check.near(shifts[1] - shifts[2], -3 * math.log(0.7), 1e-12)
end

return T

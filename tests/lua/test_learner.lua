--- lua/hyla/learner.lua; what policies make of it is tested with them

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local learner = require("hyla.learner")
local random = require("hyla.rng")

local NAMES = { "a", "b" }

local function policy(changes)
  local settings = {
    parents = "rank",
    spread = 0.3,
    credit = { patience = 0.5, harm = 0 },
    any = 0,
    longest = 1,
    chain = 0,
    least = 1,
    places = true,
    trusts = { 0, 1 },
    recall = 1,
    exploration = 2,
    statistics = true,
    value = function(p)
      return p.base + p.here + p.curious
    end,
  }
  for name, value in pairs(changes or {}) do
    settings[name] = value
  end
  return learner.policy(settings)
end

local function mind_of(one)
  local phi = one.start()
  return { phi = phi, memory = one.open(phi, { measures = { x = 2 }, family = "f" }) }
end

local function experience(action, score)
  return {
    n = 2,
    parent = desks.view({ 0.2 }).rows[1],
    score = score,
    actions = { action },
    trace = { heard = NAMES, is_certain = true },
  }
end

local T = {}

function T.what_is_decided_by_is_told_of_every_action()
  local seen = {}
  local one = policy({
    value = function(p)
      seen[#seen + 1] = { base = p.base + p.context + p.here, curious = p.curious }
      return 0
    end,
  })
  one.propose(mind_of(one), desks.view({ 0.2 }), desks.of(NAMES), random.new(1))
  check.equal(#seen, 2)
  check.equal(seen[1].base, 0)
  check.near(seen[1].curious, math.sqrt(math.log(2) * 0.3))
end

function T.a_place_is_the_task_the_score_and_what_was_done()
  local one = policy()
  local gradient = one.gradient(mind_of(one), experience("a", 0.4))
  check.equal(table.concat(gradient.places[1].words, "; "), "task x; always; is cold; score")
  check.equal(gradient.places[1].values[1], 2)
  local blind = policy({ places = false })
  check.equal(#blind.gradient(mind_of(blind), experience("a", 0.4)).places[1].words, 0)
end

function T.what_was_paid_is_remembered_at_once_and_learned_later()
  local one = policy()
  local mind = mind_of(one)
  local gradient = one.gradient(mind, experience("a", 0.4))
  mind.memory = one.update(mind, gradient)
  check.near(mind.memory.tally.excess.a, 2)
  check.equal(mind.phi.all.base.a, nil)
  mind.phi = one.learn(mind, { gradient })
  check.truthy(mind.phi.all.base.a.mean > 0)
  check.near(mind.phi.uses.a.paid, 2)
  check.equal(table.concat(mind.phi.known.names, " "), "a b")
end

function T.further_steps_are_those_that_are_surely_worth_it()
  local one = policy({ longest = 3, chain = 1 })
  local mind = mind_of(one)
  mind.memory.known = { names = { "a", "b" }, editors = { a = true, b = true } }
  mind.phi.all.base = { a = { mean = 3, variance = 1 }, b = { mean = 2, variance = 1 } }
  local function actions()
    local list = {}
    local edit = one.propose(mind, desks.view({ 0.2 }), desks.of(NAMES), random.new(1))
    for i, step in ipairs(edit.steps) do
      list[i] = step.action
    end
    return table.concat(list, " ")
  end
  check.equal(actions(), "a b")
  mind.phi.all.base.b.mean = 0.5
  check.equal(actions(), "a")
end

-- where the loss rises with the number, steps are made to go further down
function T.steps_of_lifted_numbers_learn_by_the_loss_where_it_is_wanted()
  local one = policy({ pathwise = true })
  local mind, told = mind_of(one), experience("a", 0.4)
  local move = { action = "a", mean = 0.7, noise = 0.1, lifted = "n1", present = 0.5 }
  told.trace.moves, told.gradient = { move }, { n1 = 2 }
  mind.phi = one.learn(mind, { one.gradient(mind, told) })
  check.truthy(mind.phi.shifts.a < 0)
  local asked
  local desk = desks.of({ "a" })
  local step = getmetatable(desk).__index.step
  function desk.step(self, part, option, _, shift)
    asked = shift
    return step(self, part, option)
  end
  one.propose(mind, desks.view({ 0.2 }), desk, random.new(1))
  check.equal(asked, mind.phi.shifts.a)
  policy().propose(mind, desks.view({ 0.2 }), desk, random.new(1))
  check.equal(asked, nil)
end

function T.a_plain_language_has_no_measured_arguments()
  local desk = desks.of({ "a =x", "a most", "a statistic y", "a random" })
  for _, option in ipairs(desk.list) do
    option.sources = { x = option.name:sub(3) }
  end
  for i = 1, 40 do
    local one = policy({ statistics = false, any = 1 })
    local edit = one.propose(mind_of(one), desks.view({ 0.2 }), desk, random.new(i))
    local action = edit.steps[1].action
    check.truthy(action == "a =x" or action == "a random")
  end
end

function T.a_family_is_kept_from_the_belief_that_judges_it()
  local one = policy()
  local mind = mind_of(one)
  mind.phi = one.learn(mind, { one.gradient(mind, experience("a", 0.4)) })
  check.equal(mind.phi.without.f.base.a, nil)
  mind.memory.family = "g"
  mind.phi = one.learn(mind, { one.gradient(mind, experience("b", 0.4)) })
  check.truthy(mind.phi.without.f.base.b)
  check.equal(mind.phi.without.g.base.b, nil)
  check.truthy(mind.phi.without.g.base.a)
end

return T

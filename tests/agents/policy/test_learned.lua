--- agents/policy/learned.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local policy = require("agents.policy.learned")
local random = require("hyla.rng")

local NAMES = { "a", "b", "c" }

-- plays one search on a task where an action pays as `pay` says, and returns the mind after it
local function play(mind, lesson, pay, rng, count)
  local memory, gradients = policy.open(mind.phi, lesson), {}
  local view = desks.view({ 0.1 })
  for n = 2, count + 1 do
    local now = { phi = mind.phi, memory = memory }
    local edit = policy.propose(now, view, desks.of(NAMES), rng:split(n))
    local actions, gained = {}, 0
    for i, step in ipairs(edit.steps) do
      actions[i] = step.action
      gained = gained + (pay[step.action] or 0)
    end
    local gradient = policy.gradient(now, {
      n = n,
      trace = edit.trace,
      actions = actions,
      outcome = "ok",
      score = 0.1 + math.min(gained, 0.5),
      parent = view.rows[1],
    })
    memory = policy.update(now, gradient)
    gradients[#gradients + 1] = gradient
  end
  return { phi = policy.learn({ phi = mind.phi, memory = memory }, gradients), memory = memory }
end

local function first_actions(phi, lesson, times)
  local mind = { phi = phi, memory = policy.open(phi, lesson) }
  return desks.count(policy, mind, desks.of(NAMES), random.new(9), times)
end

local T = {}

function T.what_pays_everywhere_is_done_everywhere()
  local mind, rng = { phi = policy.start() }, random.new(1)
  for i = 1, 10 do
    mind = play(mind, { measures = {} }, { b = 0.3 }, rng:split(i), 12)
  end
  check.truthy((first_actions(mind.phi, { measures = {} }, 50).b or 0) > 40)
end

-- `a` pays where the task has x, `b` where it has not; families differ in nothing else
function T.what_pays_somewhere_is_done_there()
  local mind, rng = { phi = policy.start() }, random.new(2)
  for i = 1, 60 do
    local x = i % 2 == 0 and 1 or -1
    local lesson = { measures = { x = x }, family = "family " .. i % 4 }
    mind = play(mind, lesson, x > 0 and { a = 0.3 } or { b = 0.3 }, rng:split(i), 10)
  end
  check.truthy(mind.phi.trust > 0.2)
  check.truthy((first_actions(mind.phi, { measures = { x = 1 } }, 50).a or 0) > 40)
  check.truthy((first_actions(mind.phi, { measures = { x = -1 } }, 50).b or 0) > 40)
end

-- each family has a number of its own that says which action pays there; it says nothing elsewhere
function T.what_only_fits_the_known_families_is_not_trusted()
  local mind, rng = { phi = policy.start() }, random.new(3)
  for i = 1, 60 do
    local family = i % 6
    local pay = { [NAMES[family % 3 + 1]] = 0.3 }
    local noise = random.new(family):normal()
    local lesson = { measures = { x = noise }, family = "family " .. family }
    mind = play(mind, lesson, pay, rng:split(i), 10)
  end
  check.truthy(mind.phi.trust < 0.5)
end

-- the mean length of the edits of a policy that has learned that its actions pay so much
local function mean_length(pay)
  local mind, rng = { phi = policy.start() }, random.new(4)
  for i = 1, 20 do
    mind = play(mind, { measures = {} }, pay, rng:split(i), 12)
  end
  local now, view, steps = { phi = mind.phi }, desks.view({ 0.1 }), 0
  now.memory = policy.open(mind.phi, { measures = {} })
  for i = 1, 40 do
    steps = steps + #policy.propose(now, view, desks.of(NAMES), rng:split(100 + i)).steps
  end
  return steps / 40
end

function T.longer_chains_are_made_where_they_pay()
  check.truthy(mean_length({ a = 0.1, b = 0.1, c = 0.1 }) > 1.7)
  check.truthy(mean_length({ a = 0.1 }) < 1.3)
end

function T.what_was_made_of_a_parent_is_not_made_again()
  local mind = { phi = policy.start() }
  mind.memory = policy.open(mind.phi, { measures = {} })
  mind.memory.known = { names = { "a" }, editors = { a = true, b = true, c = true } }
  mind.memory.made["1"] = { a = true }
  local desk = desks.of(NAMES)
  for i = 1, 20 do
    local edit = policy.propose(mind, desks.view({ 0.1 }), desk, random.new(i))
    local is_again = #edit.steps == 1 and edit.steps[1].action == "a" and not edit.trace.heard[1]
    check.falsy(is_again)
  end
end

return T

--- agents/policy/reinforce.lua
--
-- The estimate, averaged over every draw with its probability, against central differences of the
-- expected pay, which is written here plainly in doubles.

local canonical = require("hyla.canonical")
local check = require("tests.support.check")
local desks = require("tests.support.desks")
local policy = require("agents.policy.reinforce")
local random = require("hyla.rng")
local tensor = require("hyla.tensor")

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
  for i = 1, 12 do
    mind = play(mind, { measures = {} }, { b = 0.3 }, rng:split(i), 12)
  end
  check.truthy((first_actions(mind.phi, { measures = {} }, 50).b or 0) > 35)
end

-- `a` pays where the task has x, `b` where it has not
function T.what_pays_somewhere_is_done_there()
  local mind, rng = { phi = policy.start() }, random.new(2)
  for i = 1, 60 do
    local x = i % 2 == 0 and 1 or -1
    local pay = x > 0 and { a = 0.3 } or { b = 0.3 }
    mind = play(mind, { measures = { x = x } }, pay, rng:split(i), 10)
  end
  check.truthy((first_actions(mind.phi, { measures = { x = 1 } }, 50).a or 0) > 35)
  check.truthy((first_actions(mind.phi, { measures = { x = -1 } }, 50).b or 0) > 35)
end

function T.longer_chains_are_made_where_they_pay()
  local mind, rng = { phi = policy.start() }, random.new(4)
  for i = 1, 40 do
    mind = play(mind, { measures = {} }, { a = 0.1, b = 0.1, c = 0.1 }, rng:split(i), 12)
  end
  check.truthy(mind.phi.lengths[4] > mind.phi.lengths[1])
end

local ROWS, HISTORY = { { 0.3, -0.2 }, { -0.1, 0.4 }, { 0.2, 0.1 } }, { -0.3, 0.8, 0.1 }
local PLACE, TRIED = { 1, 0.5 }, { a = { 2, 0.4 } }
local PAY = { 0.9, -0.4, 0.2 }
local ENTROPY, EXPLORATION = 0.05, 0.1

-- the policy written plainly; `c` was found missing where it is said so
local function shares(rows, history, is_missing)
  local total, count, found = 0, is_missing and 2 or 3, {}
  for i = 1, count do
    local logit = rows[i][1] * PLACE[1] + rows[i][2] * PLACE[2]
    local past = i == 1 and { math.log(3), 0.2, 0 } or { 0, 0, i == 2 and 1 or 0 }
    for j = 1, 3 do
      logit = logit + history[j] * past[j]
    end
    found[i] = math.exp(logit)
    total = total + found[i]
  end
  for i = 1, count do
    found[i] = (1 - EXPLORATION) * found[i] / total + EXPLORATION / count
  end
  return found
end

local function objective(is_missing)
  local sum = 0
  for i, share in ipairs(shares(ROWS, HISTORY, is_missing)) do
    sum = sum + share * PAY[i] - ENTROPY * share * math.log(share)
  end
  return sum
end

-- the slope of the policy's objective where option i was drawn
local function slope_of(i, share, is_missing)
  local trace = { place = PLACE, tried = TRIED, count = 3 }
  local step = { name = NAMES[i], chosen = i, paid = PAY[i], trace = trace }
  step.share = math.log(share)
  step.has, step.missing = { b = true }, is_missing and { 3 } or {}
  local batch = policy.batch({ step }, NAMES)
  batch.values = tensor.tensor({ { 0.5, 0.1, -0.3 } }, "f64")
  batch.rewards = tensor.tensor({ PAY[i] }, "f64")
  local leaves = {
    rows = tensor.tensor(ROWS, "f64"):requires_grad(),
    history = tensor.tensor(HISTORY, "f64"):requires_grad(),
  }
  local found = policy.objective(leaves, batch):grad(leaves)
  return { rows = found.rows:tolist(), history = found.history:tolist() }
end

local function difference(list, index, is_missing)
  local value, step = list[index], 1e-5
  list[index] = value + step
  local above = objective(is_missing)
  list[index] = value - step
  local below = objective(is_missing)
  list[index] = value
  return (above - below) / (2 * step)
end

local function compare(is_missing)
  local rows, history = { { 0, 0 }, { 0, 0 }, { 0, 0 } }, { 0, 0, 0 }
  for i, share in ipairs(shares(ROWS, HISTORY, is_missing)) do
    local slope = slope_of(i, share, is_missing)
    for j = 1, 3 do
      history[j] = history[j] + share * slope.history[j]
      for k = 1, 2 do
        rows[j][k] = rows[j][k] + share * slope.rows[j][k]
      end
    end
  end
  for j = 1, 3 do
    check.near(history[j], difference(HISTORY, j, is_missing), 1e-7)
    for k = 1, 2 do
      check.near(rows[j][k], difference(ROWS[j], k, is_missing), 1e-7)
    end
  end
end

function T.the_mean_estimate_is_the_gradient_of_the_expected_pay()
  compare(false)
end

function T.names_that_were_found_missing_are_left_out()
  compare(true)
end

-- where the loss rises with the number, steps are made to go further down
function T.steps_of_lifted_numbers_go_where_the_loss_falls()
  local phi = policy.start()
  local memory = policy.open(phi, { measures = {} })
  local move = { action = "a", mean = 0.7, noise = 0.1, lifted = "n1", present = 0.5 }
  local trace = { moves = { move }, steps = {}, seen = {}, length = 1 }
  local gradient = policy.gradient({ phi = phi, memory = memory }, {
    n = 2,
    trace = trace,
    actions = { "a" },
    gradient = { n1 = 2 },
    parent = { n = 1, score = 0 },
  })
  -- d loss / d shift = slope times the number itself
  check.near(gradient.slopes[1].slope, 2 * 0.5 * math.exp(0.7 + 0.5 * 0.1), 1e-9)
  phi = policy.learn({ phi = phi, memory = memory }, { gradient })
  check.truthy(phi.shifts.a < 0)
end

function T.a_search_alone_changes_its_memory_only()
  local mind, rng = { phi = policy.start() }, random.new(3)
  mind = play(mind, { measures = { x = 1 } }, { a = 0.2 }, rng, 8)
  local before = canonical.encode(mind.phi)
  local memory, view = policy.open(mind.phi, { measures = { x = 1 } }), desks.view({ 0.1 })
  local now = { phi = mind.phi, memory = memory }
  local edit = policy.propose(now, view, desks.of(NAMES), random.new(4))
  local gradient = policy.gradient(now, {
    n = 2,
    trace = edit.trace,
    actions = { edit.steps[1].action },
    score = 0.3,
    parent = view.rows[1],
  })
  memory = policy.update(now, gradient)
  check.equal(canonical.encode(mind.phi), before)
  check.equal(memory.tried[edit.steps[1].action][1], 1)
  check.truthy(canonical.encode(gradient))
end

function T.the_same_searches_teach_the_same()
  local texts = {}
  for i = 1, 2 do
    local mind = { phi = policy.start() }
    for j = 1, 3 do
      mind = play(mind, { measures = { x = j } }, { a = 0.2, c = 0.1 }, random.new(j), 6)
    end
    texts[i] = canonical.encode(mind.phi)
  end
  check.equal(texts[1], texts[2])
end

return T

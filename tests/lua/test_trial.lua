--- lua/hyla/trial.lua, and how a school plays trials

local canonical = require("hyla.canonical")
local check = require("tests.support.check")
local fixture = require("tests.support.courses")
local random = require("hyla.rng")
local school = require("hyla.school")
local trials = require("hyla.trial")

-- the source of a policy that decides as another, and writes down what became of its trials; it
-- wants to become what `wanted` says
local POLICY = [[
local base = require("agents.policy.%s")
local wanted = %s
local M = {}
for name, verb in pairs(base) do
  M[name] = verb
end
function M.start()
  return { told = {}, seen = 0 }
end
function M.learn(mind, gradients)
  mind.phi.seen = mind.phi.seen + #gradients
  return mind.phi
end
function M.revise(phi, history)
  table.insert(phi.told, history.verdict)
  if not phi.is_asked and wanted then
    phi.is_asked = true
    return { parts = { policy = wanted }, phi = phi, is_trial = true }
  end
end
return M]]

local function policy(base, wanted)
  return POLICY:format(base, wanted and ("%q"):format(wanted) or "false")
end

-- lets a policy go to school until the last stop, and returns its scholar; `from` is a memoir that
-- was written at a stop, `on_stop` is given each
local function train(source, stops, options)
  options = options or {}
  local course, program = fixture.open(1), fixture.program("uniform")
  program.parts.policy = source
  local scholar = assert(school.enrol(course, program, 3))
  if options.memoir then
    school.restore(course, scholar, options.memoir)
  end
  assert(school.train(course, scholar, {
    families = { "one", "two" },
    instances = 2,
    length = 5,
    width = options.width or 4,
    seed = 7,
    stops = stops,
    from = options.from,
    reached = function(stop)
      if options.on_stop then
        options.on_stop(stop, scholar)
      end
      return true
    end,
  }))
  course.pool:close()
  return scholar
end

local STRONG = policy("prior")

local T = {}

-- on these tasks `prior` gains nearly 1, `hypergradient` nothing
function T.a_challenger_that_gains_more_is_admitted()
  local scholar = train(policy("hypergradient", STRONG), { 250 })
  check.equal(scholar.program.parts.policy, STRONG)
  check.equal(scholar.trial, nil)
  local verdict = scholar.phi.told[1]
  check.equal(verdict.decision, "better")
  check.truthy(verdict.mean > 0.2)
  -- two pairs to a round of four searches, 28 evaluations
  check.equal(verdict.charged, 28 * math.ceil(verdict.count / 2))
end

function T.one_that_gains_less_is_forgotten()
  local weak = policy("hypergradient")
  local scholar = train(policy("prior", weak), { 250 })
  check.equal(next(school.memoir(scholar).parts), nil)
  check.equal(scholar.phi.told[1].decision, "not better")
  check.truthy(scholar.phi.told[1].mean < -0.2)
end

function T.one_that_makes_no_difference_is_not_better()
  local scholar = train(policy("prior", STRONG), { 250 })
  check.equal(scholar.phi.told[1].decision, "not better")
  check.equal(scholar.phi.told[1].count, trials.IDLE)
  -- rounds before, during and after: what was played twice has taught once
  check.equal(scholar.phi.seen, 5 * (4 + 2 * 4 + 4 * 3))
end

function T.one_that_cannot_start_or_fails_loses_at_once()
  local broken = {
    ["return {}"] = "wants a function",
    [policy("prior") .. "()"] = "",
    [POLICY:gsub("return M$", "M.propose = nil return M"):format("prior", "false")] = "propose",
    [POLICY:gsub("return M$", "M.propose = error return M"):format("prior", "false")] = "propose",
  }
  for source, message in pairs(broken) do
    local scholar = train(policy("prior", source), { 90 })
    check.equal(scholar.phi.told[1].decision, "failed")
    check.contains(scholar.phi.told[1].message, message)
    check.equal(scholar.phi.told[1].charged, 28)
    check.equal(next(school.memoir(scholar).parts), nil)
  end
end

-- it wins its trial, and then it cannot learn any more
function T.one_that_fails_later_is_taken_back()
  local late = STRONG:gsub("return M$", [[
local learn = M.learn
function M.learn(mind, gradients)
  return mind.phi.told[1] and error("worn out") or learn(mind, gradients)
end
return M]])
  local first = policy("hypergradient", late)
  local scholar = train(first, { 300 })
  check.equal(scholar.program.parts.policy, first)
  check.equal(scholar.phi.told[1].decision, "better")
  check.equal(scholar.phi.told[2].decision, "failed")
  check.contains(scholar.phi.told[2].message, "worn out")
end

function T.one_that_fails_in_an_exam_is_taken_back()
  local course, program = fixture.open(1), fixture.program("uniform")
  program.parts.policy = STRONG
  local scholar = assert(school.enrol(course, program, 3))
  local broken = { policy = STRONG:gsub("return M$", "M.pick = error return M") }
  school.restore(course, scholar, { phi = scholar.phi, parts = broken, winners = {} })
  local exam = { instances = course.instances.one, length = 3, seed = 1 }
  local searches = assert(school.examine(course, scholar, exam))
  course.pool:close()
  check.equal(#searches, 2)
  check.equal(next(school.memoir(scholar).parts), nil)
end

function T.a_school_that_stops_in_a_trial_goes_on_as_if_it_had_not()
  local source, kept = policy("hypergradient", STRONG), nil
  local whole = train(source, { 60, 250 }, {
    on_stop = function(stop, scholar)
      kept = stop == 60 and assert(canonical.encode(school.memoir(scholar))) or kept
    end,
  })
  local memoir = assert(canonical.decode(kept))
  check.equal(#memoir.trial.differences, 2)
  local resumed = train(source, { 60, 250 }, { memoir = memoir, from = 60 })
  local one, other = school.memoir(whole), school.memoir(resumed)
  check.equal(canonical.encode(one), canonical.encode(other))
end

function T.who_plays_alone_tries_nothing()
  local scholar = train(policy("hypergradient", STRONG), { 60 }, { width = 1 })
  check.equal(scholar.trial, nil)
  check.equal(next(school.memoir(scholar).parts), nil)
end

function T.a_half_of_the_searches_is_played_twice_the_halves_in_turn()
  local searches = {}
  for i = 1, 5 do
    searches[i] = { instance = i, seed = i, budget = 1 }
  end
  local function played(round)
    local texts = {}
    for i, one in ipairs(trials.pair(searches, round, {})) do
      texts[i] = one.instance .. (one.challenger and "'" or "")
    end
    return table.concat(texts, " ")
  end
  check.equal(played(2), "1 1' 2 2' 3")
  check.equal(played(3), "4 4' 5 5' 3")
end

-- trials of equals, whose differences are of either sign, with a look after every one
function T.equals_are_admitted_no_more_often_than_is_said()
  local rng, admitted = random.new(4), 0
  for i = 1, 200 do
    local trial, draws = { most = 200, differences = {}, charged = 0 }, rng:split(i)
    local verdict
    while not verdict do
      local difference = 0.15 * draws:normal()
      difference = math.max(-trials.BOUND, math.min(difference, trials.BOUND))
      table.insert(trial.differences, difference)
      verdict = trials.verdict(trial)
    end
    admitted = admitted + (verdict.decision == "better" and 1 or 0)
  end
  check.truthy(admitted <= 200 * trials.ALPHA)
end

return T

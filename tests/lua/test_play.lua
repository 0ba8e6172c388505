--- lua/hyla/play.lua: what happens when a program's own policy or editors fail

local card = require("hyla.cli.card")
local check = require("tests.support.check")
local edits = require("hyla.edit")
local files = require("hyla.files")
local play = require("hyla.play")
local program = require("tests.support.program")
local programs = require("hyla.program")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local system = require("hyla.system")
local views = require("hyla.view")

-- a search whose second entry is a copy of the first with one part replaced
local function with_part(folder, part, source, use)
  local config = searches.config()
  local run = assert(runs.open(config, {}))
  assert(runs.start(run, folder, config))
  local entry = assert(run.archive:insert({
    n = 2,
    id = ("2"):rep(64),
    parent = 1,
    edit = { steps = { { part = part, action = "by hand" } } },
    program = programs.with(run.archive:program(1), { [part] = source }),
    outcome = "ok",
    score = 0.9,
    report = { answers = {}, gradient = {} },
  }))
  run.view = views.land(run.view, entry, run.budget)
  use(run, run.view)
  run.pool:close()
end

local function test_with(part, source, use)
  return scratch.test(function(folder)
    with_part(folder .. "/run", part, source, use)
  end)
end

-- the second entry, as `pick` would have given it
local function parent_of(run)
  return {
    n = 2,
    row = run.view.rows[1],
    mind = run.mind,
    program = run.archive:program(2),
    stand_ins = {},
  }
end

local function show(stand_ins)
  local words = {}
  for i, stand_in in ipairs(stand_ins) do
    words[i] = ("%s of %d: %s"):format(stand_in.verb, stand_in.entry, stand_in.outcome)
  end
  return table.concat(words, ", ")
end

local T = {}

T.a_policy_that_loops_for_ever_is_stood_in_for = test_with(
  "policy",
  "while true do end",
  function(run, view)
    local parent = play.pick(run, 5, view)
    check.truthy(parent.n == 1 or parent.n == 2)
    check.equal(show(parent.stand_ins), "pick of 2: timeout")
    parent = parent_of(run)
    check.equal(#play.propose(run, 5, view, parent).steps, 1)
    check.equal(show(parent.stand_ins), "propose of 2: timeout")
  end
)

T.a_policy_that_timed_out_is_not_asked_again = test_with(
  "policy",
  "error('asked')",
  function(run)
    local entry = run.archive:entry(2)
    assert(run.archive:insert({
      n = 3,
      id = ("3"):rep(64),
      parent = 2,
      edit = {
        steps = { { part = "agent", action = "by hand" } },
        stand_ins = { { verb = "pick", entry = 2, outcome = "timeout" } },
      },
      program = run.archive:program(2),
      outcome = "ok",
      score = entry.score + 0.05, -- it leads
      report = { answers = {}, gradient = {} },
    }))
    local view = views.land(run.view, run.archive:entry(3), run.budget)
    local parent = play.pick(run, 6, view)
    check.equal(show(parent.stand_ins), "pick of 2: timeout")
    parent.n, parent.program = 3, run.archive:program(3)
    play.propose(run, 6, view, parent)
    check.equal(show(parent.stand_ins), "pick of 2: timeout, propose of 2: error")
  end
)

T.a_policy_that_picks_nonsense_is_stood_in_for = test_with(
  "policy",
  "local M = {}\n"
    .. "for verb in ('start open pick propose gradient update learn'):gmatch('%a+') do\n"
    .. "  M[verb] = function() return { parent = 'me' } end\nend\nreturn M",
  function(run, view)
    local parent = play.pick(run, 5, view)
    check.truthy(parent.n <= 2)
    check.equal(show(parent.stand_ins), "pick of 2: bad_output")
  end
)

T.a_memory_that_cannot_be_written_down_is_not_taken = test_with(
  "policy",
  "local function nan() return { x = { 0 / 0 } } end\n"
    .. "return { start = nan, open = nan, pick = nan, propose = nan, gradient = nan, "
    .. "update = nan, learn = nan }",
  function(run)
    local parent = parent_of(run)
    local mind = play.update(run, 3, parent, { action = "x", reward = 1 })
    check.equal(mind.memory.paid.x, 1)
    check.equal(show(parent.stand_ins), "update of 2: bad_output, learn of 2: bad_output")
  end
)

T.an_experience_that_nobody_can_learn_from_changes_nothing = test_with(
  "agent",
  "return {}",
  function(run)
    local parent = parent_of(run)
    local gradient = play.gradient(run, parent, { n = 3, outcome = "ok", score = 1 })
    check.equal(gradient, nil)
    local before = run.mind.memory
    check.equal(play.update(run, 3, parent, gradient).memory, before)
    check.equal(play.update(run, 3, parent, { action = "x" }).memory, before)
  end
)

-- what comes of the first agent with this put before it, as a step sees it
local function evaluate_again(run, comment, step)
  local first = run.archive:program(1)
  local changed = programs.with(first, { agent = comment .. first.parts.agent })
  return play.evaluate(run, { program = changed }, { upto = step, rows = run.view.rows })
end

T.what_was_tried_before_is_not_tried_again = test_with("policy", "return {}", function(run)
  local report = evaluate_again(run, "-- the same\n", 2)
  local first = run.archive:report(1)
  check.equal(report.same_as, 1)
  check.equal(report.outcome, "ok")
  check.equal(report.loss, first.loss)
  check.equal(report.cpu_seconds, 0)
  check.equal(play.measure(run, report, "validation"), run.archive:entry(1).score)
end)

T.what_differs_in_its_tokens_is_tried = test_with("policy", "return {}", function(run)
  local report = evaluate_again(run, "local another\n", 2)
  check.equal(report.same_as, nil)
  check.truthy(report.cpu_seconds > 0)
end)

T.only_what_would_be_the_best_is_confirmed = test_with("policy", "return {}", function(run)
  local tiers = {}
  for i, answer in ipairs({ "'high'", "'no class'" }) do
    local source = "return function() return " .. answer .. " end"
    local candidate = { program = { parts = { agent = source }, numbers = {} } }
    for j, best in ipairs({ 0, 1 }) do
      local report = play.evaluate(run, candidate, { upto = 2, rows = { { score = best } } })
      tiers[2 * i + j - 2] = report.tier
    end
  end
  check.equal(table.concat(tiers, " "), "confirm screen screen screen")
end)

T.an_editor_that_fails_is_an_outcome = test_with(
  "editors/standardise",
  "return { sites = error, arguments = error, apply = function() error('no idea') end }",
  function(run)
    local parent = parent_of(run)
    local step = { editor = "standardise", part = "agent", site = { label = "x" }, arguments = {} }
    local candidate = play.apply(run, parent, { steps = { step } })
    check.equal(candidate.outcome, "error")
    check.contains(candidate.message, "no idea")
    check.equal(play.evaluate(run, candidate, run.view).outcome, "error")
  end
)

-- the loss of the cold agent, given a decay, and its gradient, where it and the rate are lifted
local function lifted(run, rate, decay)
  local first = run.archive:program(1)
  local agent = first.parts.agent:gsub("first = 0%.05\n", "first = numbers.rate\n")
  agent = agent:gsub("(local loss = [^\n]+)", "%1 + (weights[1] ^ 2):sum() * numbers.decay")
  agent = "local numbers = ...\n" .. agent
  local changed = programs.with(first, { agent = agent }, { rate = rate, decay = decay })
  local report = play.try(run, changed, "validation", "repeat")
  check.equal(report.message, nil)
  return report.loss, report.gradient
end

T.a_lifted_number_comes_back_with_the_gradient_through_all_of_learning = test_with(
  "agent",
  "return {}",
  function(run)
    local _, gradient = lifted(run, 0.1, 0.05)
    local function slope(step, by_rate)
      local rate, decay = by_rate and step or 0, by_rate and 0 or step
      local above = lifted(run, 0.1 + rate, 0.05 + decay)
      local below = lifted(run, 0.1 - rate, 0.05 - decay)
      return (above - below) / (2 * step)
    end
    -- single precision leaves about three digits of a difference
    check.near(gradient.rate, slope(0.02, true), 0.03 * math.abs(gradient.rate) + 1e-4)
    check.near(gradient.decay, slope(0.02, false), 0.03 * math.abs(gradient.decay) + 1e-4)
    check.truthy(math.abs(gradient.rate) > 1e-4)
  end
)

-- the entries of a search that goes on from a second entry whose policy raises, and their hash
local function bricked(folder)
  local list, hash = {}, nil
  with_part(folder, "policy", "error('bricked')", function(run)
    run.budget, run.window = 4, 2
    assert(runs.search(run, function() end))
    list, hash = run.archive:entries(), run.archive:hash()
  end)
  return list, hash
end

T.the_archive_tells_of_a_policy_that_was_stood_in_for_and_replays = scratch.test(function(folder)
  local list, hash = bricked(folder .. "/run")
  check.equal(#list, 5)
  local said = edits.describe_stand_ins(list[4].edit)
  check.contains(said, "stood in for at pick (entry 2: error)")
  check.equal(edits.describe_stand_ins(list[1].edit), nil)
  check.contains(card.outcome({ facts = {} }, list[4]), ", stand-in")
  check.contains(program.hyla(("show %s 4"):format(folder .. "/run")).out, "policy   " .. said)
  check.contains(program.hyla("log " .. folder .. "/run").out, ", stand-in")
  check.equal(select(2, bricked(folder .. "/again")), hash)
end)

-- why a search does not start whose agent or policy has another source; it leaves no folder
local function refusal(part, source)
  local message
  scratch.with(function(folder)
    assert(files.write(folder .. "/bad_part.lua", source))
    local saved = package.path
    package.path = folder .. "/?.lua;" .. saved
    local config = searches.config()
    config.program[part] = "bad_part"
    local run = assert(runs.open(config, {}))
    local ok, why = runs.start(run, folder .. "/run", config)
    package.path = saved
    run.pool:close()
    check.equal(ok, nil)
    message = why
    check.equal(system.kind(folder .. "/run"), nil)
  end)
  return message
end

function T.a_starting_agent_that_fails_stops_the_start()
  local source = "return { init = error, learn = error, act = error }"
  check.contains(refusal("agent", source), "the starting agent: error")
end

function T.a_starting_policy_whose_state_cannot_be_kept_stops_the_start()
  local source = "return { start = function() return %s end, open = function() return {} end, "
    .. "pick = type, propose = type, gradient = type, update = type, learn = type }"
  local complaint = "the starting policy: start: value[1]: nan has no place in JSON"
  check.equal(refusal("policy", source:format("{ 0 / 0 }")), complaint)
  complaint = "the starting policy: start: wanted a table, got a number"
  check.equal(refusal("policy", source:format("7")), complaint)
end

return T

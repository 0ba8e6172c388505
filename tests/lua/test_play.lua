--- lua/hyla/play.lua: what happens when a program's own policy or editors fail

local check = require("tests.support.check")
local files = require("hyla.files")
local play = require("hyla.play")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local views = require("hyla.view")

-- a search whose second entry is a copy of the first with one part replaced
local function with_part(folder, part, source, use)
  local config = searches.config()
  local run = assert(runs.open(config, {}))
  assert(runs.start(run, folder, config))
  local program = run.archive:program(1)
  program.parts[part] = source
  assert(run.archive:insert({
    n = 2,
    id = ("2"):rep(64),
    parent = 1,
    program = program,
    outcome = "ok",
    score = 0.9,
    report = { answers = {}, gradient = {} },
    policy = run.archive:policy(1),
  }))
  use(run, views.of(run, 5))
  run.pool:close()
end

local function test_with(part, source, use)
  return scratch.test(function(folder)
    with_part(folder .. "/run", part, source, use)
  end)
end

local T = {}

T.a_policy_that_loops_for_ever_is_stood_in_for = test_with(
  "policy",
  "while true do end",
  function(run, view)
    local parent = play.pick(run, 5, view)
    check.truthy(parent.n == 1 or parent.n == 2)
    check.equal(play.propose(run, 5, view, parent).trace.target, 1)
  end
)

T.a_policy_that_picks_nonsense_is_stood_in_for = test_with(
  "policy",
  "local M = {}\n"
    .. "for _, name in ipairs({ 'start', 'pick', 'propose', 'gradient', 'update' }) do\n"
    .. "  M[name] = function() return { parent = 'me' } end\nend\nreturn M",
  function(run, view)
    check.truthy(play.pick(run, 5, view).n <= 2)
  end
)

T.parameters_that_cannot_be_written_down_are_not_taken = test_with(
  "policy",
  "local function nan() return { values = { x = { 0 / 0 } } } end\n"
    .. "return { start = nan, pick = nan, propose = nan, gradient = nan, update = nan }",
  function(run)
    local parent = { program = run.archive:program(2) }
    local gradient = { values = { value = { 1, 1, 1, 1, 1, 1, 1, 1, 1 } }, surprise = 0 }
    local moved = play.update(run, 3, parent, gradient)
    check.truthy(moved.values.value[1] < 0)
  end
)

T.an_experience_that_nobody_can_learn_from_changes_nothing = test_with(
  "agent",
  "return {}",
  function(run)
    local parent = { program = run.archive:program(2) }
    local experience = { trace = "nonsense", outcome = "ok", score = 1 }
    local gradient = play.gradient(run, 3, parent, experience)
    check.equal(gradient, nil)
    local before = run.archive:policy(2)
    check.equal(play.update(run, 3, parent, gradient).spread, before.spread)
    check.equal(play.update(run, 3, parent, { values = "nonsense" }).spread, before.spread)
  end
)

T.an_editor_that_fails_is_an_outcome = test_with(
  "editors/standardise",
  "return { sites = error, arguments = error, apply = function() error('no idea') end }",
  function(run)
    local parent = { program = run.archive:program(2) }
    local edit = { editor = "standardise", part = "agent", site = { label = "x" }, arguments = {} }
    local candidate = play.apply(run, parent, edit)
    check.equal(candidate.outcome, "error")
    check.contains(candidate.message, "no idea")
    check.equal(play.evaluate(run, candidate, "validation").outcome, "error")
  end
)

-- the loss of the cold agent, and its gradient, when its rate and its decay are lifted numbers
local function lifted(run, rate, decay)
  local program = run.archive:program(1)
  local agent = program.parts.agent:gsub("return 0%.1\n", "return numbers.rate\n")
  agent = agent:gsub("%+ 0%.01 %*", "+ numbers.decay *")
  program.parts.agent = "local numbers = ...\n" .. agent
  program.numbers = { rate = rate, decay = decay }
  local report = play.evaluate(run, { program = program }, "validation")
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

function T.a_starting_agent_that_fails_stops_the_start()
  scratch.with(function(folder)
    local path = folder .. "/bad_agent.lua"
    assert(files.write(path, "return { init = error, learn = error, act = error }"))
    local saved = package.path
    package.path = folder .. "/?.lua;" .. saved
    local config = searches.config({ agent = "bad_agent" })
    local run = assert(runs.open(config, {}))
    local ok, message = runs.start(run, folder .. "/run", config)
    package.path = saved
    run.pool:close()
    check.equal(ok, nil)
    check.contains(message, "the starting agent: error")
  end)
end

return T

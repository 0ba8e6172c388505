--- lua/hyla/play.lua: what happens when a program's own policy or editors fail

local check = require("tests.support.check")
local files = require("hyla.files")
local play = require("hyla.play")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")

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
  use(run, play.view(run, 5))
  run.pool:close()
end

local function test_with(part, source, use)
  return scratch.test(function(folder)
    with_part(folder .. "/run", part, source, use)
  end)
end

local T = {}

T.a_view_counts_children_and_names_the_lead = test_with("agent", "return {}", function(_, view)
  check.equal(#view.entries, 2)
  check.equal(view.entries[1].children, 1)
  check.equal(view.lead, 2)
  check.equal(view.best, 0.9)
end)

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

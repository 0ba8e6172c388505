--- lua/hyla/opening.lua

local check = require("tests.support.check")
local ledgers = require("hyla.ledger")
local opening = require("hyla.opening")
local programs = require("hyla.program")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")

-- a run that is open, and the program that it begins with
local function test(use)
  return scratch.test(function(folder)
    local config = searches.config()
    local run = assert(runs.open(config, {}))
    assert(runs.start(run, folder .. "/run", config))
    use(run, run.archive:program(1))
    run.pool:close()
  end)
end

local T = {}

T.an_audition_gives_the_first_entry_with_the_mind_of_its_policy = test(function(run, program)
  local entry = assert(opening.audition(run, program))
  check.equal(entry.n, 1)
  check.equal(entry.outcome, "ok")
  check.truthy(entry.score)
  check.equal(entry.edit, nil)
  check.truthy(entry.policy.phi and entry.policy.memory)
end)

T.what_was_learned_elsewhere_is_begun_with = test(function(run, program)
  local phi = { learned = 1 }
  check.equal(opening.audition(run, program, phi).policy.phi, phi)
end)

T.who_cannot_start_is_told = test(function(run, program)
  local mute = programs.with(program, { agent = "return {}" })
  local entry, message = opening.audition(run, mute)
  check.equal(entry, nil)
  check.contains(message, "the starting agent: bad_output: agent wants a function init")
  local blind = programs.with(program, { policy = "return {}" })
  check.contains(select(2, opening.audition(run, blind)), "the starting policy: ")
end)

T.it_begins_on_an_archive_that_is_empty = test(function(run, program)
  run.archive = ledgers.new()
  assert(opening.begin(run, program))
  check.equal(run.archive:count(), 1)
  check.equal(run.view.rows[1].n, 1)
  check.equal(run.mind, run.archive:policy(1))
end)

return T

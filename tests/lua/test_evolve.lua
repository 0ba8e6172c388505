--- lua/hyla/evolve.lua, with run.lua and play.lua: whole searches with real workers

local check = require("tests.support.check")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")

local T = {}

T.the_same_search_gives_the_same_archive = scratch.test(function(folder)
  local one = searches.search(folder .. "/one", { workers = 1 })
  local two = searches.search(folder .. "/two", { workers = 2 })
  check.equal(two.hash, one.hash)
  check.equal(one.archive:count(), 7)
end)

T.a_search_that_was_broken_off_goes_on_as_if_it_had_not = scratch.test(function(folder)
  local whole = searches.search(folder .. "/whole")
  for entries = 1, 5 do
    local stopped = folder .. "/stopped" .. entries
    searches.break_off(stopped, entries)
    check.equal(searches.search(stopped, { workers = 2 }, runs.resume).hash, whole.hash)
  end
end)

T.the_window_and_not_the_workers_decides_what_a_step_sees = scratch.test(function(folder)
  local narrow = searches.search(folder .. "/narrow", { window = 1 })
  local wide = searches.search(folder .. "/wide", { window = 6 })
  check.truthy(narrow.hash ~= wide.hash)
end)

T.the_cold_agent_starts_from_nothing_and_test_is_measured_at_the_end = scratch.test(function(folder)
  local done = searches.search(folder .. "/run")
  check.equal(done.result.initial.validation, 0)
  check.equal(done.result.initial.test, 0)
  check.equal(done.result.best.validation, done.archive:best().score)
  local events = done.archive:events()
  check.equal(events[1].kind, "test")
  check.equal(events[1].body.n, 1)
end)

T.a_candidate_that_cannot_be_measured_ends_no_search = scratch.test(function(folder)
  local task = require("tests.support.toy_task")
  local open, measured = task.open, 0
  task.open = function(...)
    local one = open(...)
    one.measure = function()
      measured = measured + 1
      return measured == 1 and 0 or -math.huge
    end
    return one
  end
  local config = searches.config({ budget = 6 })
  local run = assert(runs.open(config, {}))
  task.open = open
  assert(runs.start(run, folder .. "/run", config))
  assert(runs.search(run, function() end))
  run.pool:close()
  local outcomes = {}
  for _, entry in ipairs(run.archive:entries()) do
    outcomes[entry.outcome] = true
  end
  check.truthy(outcomes.bad_output)
  check.equal(run.archive:count(), 7)
end)

return T

--- lua/hyla/view.lua

local check = require("tests.support.check")
local views = require("hyla.view")

-- a run of six entries; entry 4 is best, entry 5 failed
local function run(window)
  local entries = {
    { n = 1, score = 0, outcome = "ok" },
    { n = 2, parent = 1, score = 0.3, loss = 0.6, outcome = "ok" },
    { n = 3, parent = 1, score = 0.2, outcome = "ok" },
    { n = 4, parent = 2, score = 0.5, outcome = "ok" },
    { n = 5, parent = 2, outcome = "timeout" },
    { n = 6, parent = 4, score = 0.5, outcome = "ok" },
  }
  local archive = {
    entry = function(_, n)
      return entries[n]
    end,
  }
  return { archive = archive, window = window, budget = 10 }
end

local T = {}

function T.a_step_sees_the_archive_as_it_stood_a_window_before()
  check.equal(#views.of(run(1), 7).entries, 6)
  check.equal(#views.of(run(4), 7).entries, 3)
  check.equal(#views.of(run(9), 7).entries, 1)
end

function T.children_are_counted_and_the_earliest_best_leads()
  local view = views.of(run(1), 7)
  check.equal(view.entries[1].children, 2)
  check.equal(view.entries[2].children, 2)
  check.equal(view.lead, 4)
  check.equal(view.best, 0.5)
  check.equal(view.entries[2].loss, 0.6)
  check.equal(views.of(run(4), 7).lead, 2)
end

return T

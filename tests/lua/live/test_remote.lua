--- lua/hyla/live/remote.lua, by the REPL of another process

local check = require("tests.support.check")
local live = require("tests.support.live")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

-- what an attached REPL prints for some lines
local function typed(folder, options, lines)
  local path = folder .. "/typed"
  assert(require("hyla.files").write(path, table.concat(lines, "\n") .. "\n"))
  return (live.during(folder, { ("repl --attach RUN %s <%s"):format(options, path) }))
end

local T = {}

T.a_run_is_looked_at_stopped_and_edited_by_hand = scratch.test(function(folder)
  local out = typed(folder, "", {
    "run:pause().is_paused, run:status().task",
    "n = run:status().landed",
    "run:step(2); while not run:status().is_paused do end",
    "run:status().landed - n",
    "found = run:try(1, run:options(1)[3]);",
    "found.outcome, found.step.part",
    "run:entry(1).outcome, type(run:mind().memory)",
    "run:swap('editors/crossover.lua').is_same",
    "run:undo()",
    "run:resume().is_paused",
  })
  check.contains(out, "true\ttoy\n2\nok\tagent\nok\ttable\ntrue\n")
  check.contains(out, "no swap is in force")
  check.contains(out, "false\nstatus 0")
end)

T.who_only_looks_changes_nothing = scratch.test(function(folder)
  local out = typed(folder, "--ro", { "run:pause()", "run:status().is_paused" })
  check.contains(out, "pause: it changes the run, and this connection only looks")
  check.contains(out, "false\nstatus 0")
end)

T.there_has_to_be_a_run_that_goes_on = scratch.test(function(folder)
  local result = program.hyla("repl --attach " .. folder)
  check.equal(result.status, 2)
  check.contains(result.err, "wanted the folder of a run")
  check.contains(program.hyla("repl --ro").err, "--ro wants a run to --attach to")
end)

return T

--- lua/hyla/cli/log.lua

local check = require("tests.support.check")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("tests.support.runs")

local T = {}

T.entries_come_newest_first_a_line_each = runs.test(function(run)
  local result = program.hyla("log " .. run)
  check.equal(result.status, 0)
  check.equal(
    result.out,
    "    4 d000000000  0.4000  -0.1000      crossover -> agent  ok\n"
      .. "    3 c000000000       -               widen -> agent  timeout\n"
      .. "    2 b000000000  0.5000  +0.5000 best mutate_constant -> agent  ok\n"
      .. "    1 a000000000  0.0000               start  ok\n"
  )
end)

T.the_graph_draws_the_family = runs.test(function(run)
  local out = program.hyla(("log %s --graph"):format(run)).out
  check.equal((out:gsub("  +%d [^\n]*", "")), "*\n| *\n*-|\n  *\n")
end)

T.the_limit_keeps_the_newest = runs.test(function(run)
  local result = program.hyla(("log %s -n 1"):format(run))
  check.truthy(result.out:find("^    4 [^\n]*\n$"))
end)

T.json_is_one_object_on_one_line = runs.test(function(run)
  local out = program.hyla(("log %s --json"):format(run)).out
  check.truthy(out:find("^[^\n]*\n$"))
  local object = json.decode(out)
  check.equal(#object.archive, 64)
  check.equal(#object.entries, 4)
  check.equal(object.entries[3].gain, 0.5)
end)

T.a_pipe_gets_no_colour_unless_it_is_forced = runs.test(function(run)
  check.equal(program.hyla("log " .. run).out:find("\27", 1, true), nil)
end)

function T.a_folder_without_a_run_is_named()
  check.truthy(runs.complaint("log /nowhere"):find("/nowhere: wanted the folder of a run", 1, true))
end

T.a_run_that_is_spelt_wrongly_gets_a_guess = runs.test(function(run)
  local message = runs.complaint(("log %s"):format(run:gsub("run$", "rnu")))
  check.contains(message, ("without archive.db; did you mean %s?"):format(run))
  check.falsy(runs.complaint("log " .. run:gsub("run$", "other")):find("did you mean", 1, true))
end)

return T

--- lua/hyla/result.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local results = require("hyla.result")
local runs = require("tests.support.runs")

local RESULT = {
  initial = { validation = 0, test = 0.01 },
  best = { n = 2, id = "b000", validation = 0.5, test = 0.45 },
}

local function run_of(folder)
  local archive = assert(archives.open(folder, "read"))
  return { archive = archive, task = { name = "toy" }, seed = 3, budget = 3 }
end

local T = {}

T.the_lines_tell_before_after_and_how = runs.test(function(folder)
  local text = table.concat(results.lines(run_of(folder), RESULT, 2, "bin/hyla"), "\n")
  check.contains(text, "3 edits tried: 2 ok, 1 timeout in 2.0 s")
  check.contains(text, "start          0.000     0.010")
  check.contains(text, "best  #2       0.500     0.450")
  check.contains(text, "#2    0.500  +0.500  mutate_constant in agent")
  check.contains(text, "bin/hyla diff " .. folder .. " first best")
end)

T.a_best_program_that_fails_on_the_test_split_is_still_the_best = runs.test(function(folder)
  local best = { n = 2, id = "b000", validation = 0.5, message = "entry 2: memory" }
  local result = { initial = RESULT.initial, best = best }
  local text = table.concat(results.lines(run_of(folder), result, 2, "hyla"), "\n")
  check.contains(text, "best  #2       0.500     - (entry 2: memory)")
  check.equal(results.object(run_of(folder), result, 2).best.test, nil)
end)

T.the_object_holds_the_fixed_keys = runs.test(function(folder)
  local run = run_of(folder)
  local object = results.object(run, RESULT, 2)
  check.equal(object.task, "toy")
  check.equal(object.evaluated, 3)
  check.equal(object.outcomes.ok, 2)
  check.equal(object.outcomes.timeout, 1)
  check.equal(object.best.test, 0.45)
  check.equal(object.initial.validation, 0)
  check.equal(object.archive, run.archive:hash())
end)

return T

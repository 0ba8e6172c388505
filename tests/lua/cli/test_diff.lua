--- lua/hyla/cli/diff.lua

local check = require("tests.support.check")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("tests.support.runs")

local T = {}

T.two_programs_are_compared_part_by_part = runs.test(function(run)
  local result = program.hyla(("diff %s 1 4"):format(run))
  check.equal(result.status, 0)
  check.truthy(result.out:find("-return 1\n+return 4\n", 1, true))
  check.truthy(result.out:find("--- a/numbers.json\n", 1, true))
  check.equal(result.out:find("policy", 1, true), nil)
end)

T.the_best_is_meant_when_none_is_named = runs.test(function(run)
  local best = program.hyla(("diff %s 1 best"):format(run)).out
  check.equal(program.hyla(("diff %s 1"):format(run)).out, best)
end)

T.a_program_does_not_differ_from_itself = runs.test(function(run)
  local result = program.hyla(("diff %s 2 2"):format(run))
  check.equal(result.status, 0)
  check.equal(result.out, "")
  check.equal(program.hyla(("diff %s 2 2 --json"):format(run)).out, '{"changes":[]}\n')
end)

T.json_has_a_text_for_each_file = runs.test(function(run)
  local object = json.decode(program.hyla(("diff %s 1 2 --json"):format(run)).out)
  check.equal(#object.changes, 2)
  check.equal(object.changes[2].path, "numbers.json")
end)

T.an_entry_that_is_not_there_is_named = runs.test(function(run)
  check.truthy(runs.complaint(("diff %s 1 ffff"):format(run)):find("no entry has an id", 1, true))
end)

return T

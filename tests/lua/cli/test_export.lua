--- lua/hyla/cli/export.lua

local check = require("tests.support.check")
local events = require("tests.support.events")
local files = require("hyla.files")
local program = require("tests.support.program")
local runs = require("tests.support.runs")
local system = require("hyla.system")

local T = {}

T.lines_of_json_go_to_standard_output = runs.test(function(run)
  local result = program.hyla("export " .. run)
  check.equal(result.status, 0)
  check.equal(result.err, "")
  check.equal(select(2, result.out:gsub("\n", "")), 4)
end)

T.a_file_gets_the_same = runs.test(function(run, beside)
  local result = program.hyla(("export %s --format csv --out %s"):format(run, beside))
  check.equal(result.out, "")
  check.equal(result.err, beside .. ": 4 entries\n")
  check.equal(files.read(beside), program.hyla(("export %s --format csv"):format(run)).out)
end)

T.events_go_into_a_folder_of_their_own = runs.test(function(run, beside)
  check.equal(program.hyla(("export %s --format tfevents"):format(run)).status, 0)
  local names = system.list(run .. "/tfevents")
  check.equal(#names, 1)
  check.truthy(names[1]:find("^events%.out%.tfevents%.%d+%.hyla$"))
  check.equal(#events.records(files.read(run .. "/tfevents/" .. names[1])), 5)
  -- once more is no second file, which TensorBoard would not read
  check.equal(program.hyla(("export %s --format tfevents"):format(run)).status, 0)
  check.equal(#system.list(run .. "/tfevents"), 1)
  check.equal(program.hyla(("export %s --format tfevents --out %s"):format(run, beside)).status, 0)
  check.equal(system.list(beside)[1], names[1])
end)

T.a_format_that_is_none_is_bad_usage = runs.test(function(run)
  check.contains(runs.complaint(("export %s --format xml"):format(run)), "'jsonl', 'csv'")
end)

T.a_file_that_cannot_be_written_is_named = runs.test(function(run, beside)
  local result = program.hyla(("export %s --out %s/x/y"):format(run, beside))
  check.equal(result.status, 1)
  check.contains(result.err, beside .. "/x/y")
end)

T.a_full_disk_is_told = runs.test(function(run)
  local result = program.hyla(("export %s --out /dev/full"):format(run))
  check.equal(result.status, 1)
  check.contains(result.err, "No space left")
end)

return T

--- lua/hyla/cli/study.lua

local canonical = require("hyla.canonical")
local check = require("tests.support.check")
local files = require("hyla.files")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")
local system = require("hyla.system")

local SMALL = "tests/support/small_study.yaml"

local T = {}

T.a_study_makes_its_report_and_goes_on_where_it_is = scratch.test(function(folder)
  local words = ("study %s --out %s/s"):format(SMALL, folder)
  local first = program.hyla(words .. " --json")
  check.equal(first.status, 0)
  local object = canonical.decode(first.out:match("([^\n]+)\n$"))
  check.equal(object.episodes, 18)
  check.equal(object.files[1], "report.html")
  check.equal(system.kind(folder .. "/s/report/report.html"), "file")
  local journal = files.read(folder .. "/s/episodes.jsonl")
  local again = program.hyla(words)
  check.equal(again.status, 0)
  check.contains(again.out, "mean of k = 1..4")
  check.contains(again.out, "/s/report/report.html")
  check.equal(files.read(folder .. "/s/episodes.jsonl"), journal)
end)

T.another_config_is_refused_by_the_folder_of_a_study = scratch.test(function(folder)
  assert(files.make_directories(folder .. "/s"))
  assert(files.write(folder .. "/s/study.json", "{}"))
  local result = program.hyla(("study %s --out %s/s"):format(SMALL, folder))
  check.equal(result.status, 2)
  check.contains(result.err, "holds another study: its exam differs from " .. SMALL)
end)

function T.a_config_that_is_missing_is_one_line()
  local result = program.hyla("study no_such.yaml")
  check.equal(result.status, 2)
  check.truthy(result.err:find("^[^\n]+no_such.yaml[^\n]+\n$"))
end

return T

--- lua/hyla/cli/report.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("tests.support.runs")

local T = {}

T.the_page_lies_in_the_folder_of_the_run = runs.test(function(run)
  local result = program.hyla("report " .. run)
  check.equal(result.status, 0)
  check.equal(result.out, run .. "/report.html\n")
  check.contains(files.read(run .. "/report.html"), "<h2>Which editors paid</h2>")
end)

T.the_page_may_go_elsewhere = runs.test(function(run, beside)
  local object = json.decode(program.hyla(("report %s --out %s --json"):format(run, beside)).out)
  check.equal(object.report, beside)
  check.equal(object.entries, 4)
  check.equal(object.bytes, #files.read(beside))
  check.equal(program.hyla(("report %s --out -"):format(run)).out, files.read(beside))
end)

T.a_file_that_cannot_be_written_is_named = runs.test(function(run, beside)
  local result = program.hyla(("report %s --out %s/x/y.html"):format(run, beside))
  check.equal(result.status, 1)
  check.contains(result.err, beside .. "/x/y.html")
end)

function T.a_folder_without_a_run_is_bad_input()
  check.contains(runs.complaint("report /nowhere"), "/nowhere: wanted the folder of a run")
end

return T

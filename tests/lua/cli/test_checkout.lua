--- lua/hyla/cli/checkout.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("tests.support.runs")

local T = {}

T.every_part_becomes_a_file = runs.test(function(run, beside)
  local result = program.hyla(("checkout %s 2 %s/deep"):format(run, beside))
  check.equal(result.status, 0)
  check.truthy(result.out:find("entry 2 (b000000000), 4 files", 1, true))
  check.equal(files.read(beside .. "/deep/agent.lua"), "return 2\n")
  check.equal(files.read(beside .. "/deep/policy.lua"), "return {}\n")
  check.equal(files.read(beside .. "/deep/editors/widen.lua"), "return 0\n")
  check.equal(files.read(beside .. "/deep/numbers.json"), '{\n  "rate": 0.25\n}\n')
end)

T.a_folder_with_something_in_it_is_left_alone = runs.test(function(run)
  local message = runs.complaint(("checkout %s 2 %s"):format(run, run))
  check.truthy(message:find("wanted a new or an empty folder", 1, true))
  check.equal(files.read(run .. "/agent.lua"), nil)
end)

T.a_file_is_no_folder = runs.test(function(run)
  local message = runs.complaint(("checkout %s 2 %s/archive.db"):format(run, run))
  check.truthy(message:find("wanted a folder to write to, got the file", 1, true))
end)

T.what_was_written_is_an_object_as_well = runs.test(function(run, beside)
  local object = json.decode(program.hyla(("checkout %s 2 %s --json"):format(run, beside)).out)
  check.equal(object.n, 2)
  check.equal(#object.files, 4)
  check.equal(files.read(("%s/%s"):format(object.dir, object.files[1])), "return 2\n")
end)

return T

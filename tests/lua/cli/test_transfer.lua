--- lua/hyla/cli/transfer.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local system = require("hyla.system")

local CONFIG = [[
task: { module: tests.support.toy_task }
search: { workers: 1 }
]]

-- a test that is given the words for a run that has learned, and a folder
local function test(use)
  return scratch.test(function(folder)
    assert(files.write(folder .. "/toy.yaml", CONFIG))
    local changes = { policy = "agents.policy.learned", budget = 12 }
    searches.search(folder .. "/run", changes).archive:close()
    use(("transfer %s/run %s/toy.yaml "):format(folder, folder), folder)
  end)
end

-- the line by which bad input is refused
local function complaint(words)
  local result = program.hyla(words)
  check.equal(result.status, 2)
  check.equal(result.out, "")
  check.truthy(result.err:find("^[^\n]+\n$"))
  return result.err
end

local T = {}

T.it_prints_what_was_gained_with_and_without_what_was_learned = test(function(words)
  local result = program.hyla(words .. "--k 3 --seeds 2", nil, "HYLA_PROGRESS=plain")
  check.equal(result.status, 0)
  check.contains(result.out, "transferred ")
  check.contains(result.out, "nothing learned ")
  check.contains(result.out, "imp@3")
  check.contains(result.out, "transferred - nothing learned ")
  check.contains(result.err, "seed 1, transferred")
end)

T.json_is_one_object_on_the_last_line = test(function(words)
  local result = program.hyla(words .. "--k 2 --seeds 2 --json")
  check.equal(result.status, 0)
  local object = json.decode(result.out:match("([^\n]*)\n$"))
  check.equal(object.task, "toy")
  check.equal(object.k, 2)
  check.equal(object.charged, 12)
  check.truthy(object.methods.transferred["imp@2"].mean)
  check.truthy(object.methods.untaught["imp@2"].interval.low)
  check.truthy(object.differences["imp@2"].p)
end)

T.a_report_is_written_where_one_is_wanted = test(function(words, folder)
  local result = program.hyla(words .. ("--k 2 --seeds 2 --out %s/report"):format(folder))
  check.equal(result.status, 0)
  check.equal(system.kind(folder .. "/report/report.html"), "file")
end)

T.an_interrupted_transfer_shows_what_was_played = test(function(words)
  local stop = "timeout --preserve-status -s INT 3"
  local result = program.hyla(words .. "--k 20 --seeds 9000", nil, stop)
  check.equal(result.status, 130)
  check.contains(result.out, "transferred - nothing learned ")
  check.truthy(result.err:find("interrupted: %d+ of 9000 seeds were played\n$"))
end)

T.bad_input_is_one_line = test(function(words, folder)
  check.contains(complaint(words .. "--k 0"), "--k wants an integer from 1 to 100000, got 0")
  check.contains(complaint(words .. "--seeds few"), "--seeds wants an integer from 1 to 10000")
  local config = folder .. "/toy.yaml"
  check.contains(complaint(("transfer %s/none %s"):format(folder, config)), "/none: ")
  check.contains(complaint(("transfer %s %s"):format(folder, config)), "wanted a finished run")
  check.contains(complaint(("transfer %s/run %s/none.yaml"):format(folder, folder)), "none.yaml")
  assert(os.rename(folder .. "/run/mind.json", folder .. "/mind.json"))
  local line = complaint(("transfer %s/mind.json %s"):format(folder, config))
  check.contains(line, "the policy learns nothing that it could go on from")
end)

return T

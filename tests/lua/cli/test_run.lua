--- lua/hyla/cli/run.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("tests.support.runs")
local scratch = require("tests.support.scratch")

local CONFIG = [[
task: { module: tests.support.toy_task }
search: { budget: 5, window: 2, workers: 1 }
]]

-- a test that is given the path of a config on the toy task, and a folder
local function test(use)
  return scratch.test(function(folder)
    local config = folder .. "/toy.yaml"
    assert(files.write(config, CONFIG))
    use(config, folder)
  end)
end

local function object_of(result)
  check.equal(result.status, 0)
  return json.decode(result.out:match("([^\n]*)\n$"))
end

local T = {}

T.a_run_ends_with_its_summary = test(function(config, folder)
  local result = program.hyla(("run %s --out %s/run"):format(config, folder))
  check.equal(result.status, 0)
  check.contains(result.out, "5 edits tried: ")
  check.contains(result.out, "start          0.000")
  check.contains(result.err, "task toy, seed 1, budget 5, window 2, 1 worker ->")
  check.contains(result.err, "5/5 ")
end)

T.json_is_one_object_on_the_last_line = test(function(config, folder)
  local result = program.hyla(("run %s --out %s/run --seed 3 --json"):format(config, folder))
  local object = object_of(result)
  check.equal(object.task, "toy")
  check.equal(object.seed, 3)
  check.equal(object.evaluated, 5)
  check.equal(#object.archive, 64)
  check.truthy(object.seconds > 0 and object.best.validation >= object.initial.validation)
end)

T.a_killed_run_resumes_to_the_same_archive = test(function(config, folder)
  local whole = object_of(program.hyla(("run %s --out %s/whole --json"):format(config, folder)))
  local cut = ("%s/cut"):format(folder)
  for _, seconds in ipairs({ "0.25", "0.4", "0.6" }) do
    local words = ("run %s --out %s-%s --json"):format(config, cut, seconds)
    program.hyla(words, nil, "timeout -s KILL " .. seconds)
    local resumed = program.hyla(words .. " --resume --workers 2")
    if resumed.status == 0 then
      check.equal(object_of(resumed).archive, whole.archive)
    else
      -- killed before its first entry: there is nothing to resume
      check.contains(resumed.err, "--resume wants a run in --out")
    end
  end
end)

T.a_folder_with_a_run_is_not_written_over = test(function(config, folder)
  local words = ("run %s --out %s/run"):format(config, folder)
  program.hyla(words)
  check.contains(runs.complaint(words), "holds a run already")
end)

T.bad_input_is_one_line_and_status_two = test(function(config, folder)
  check.contains(runs.complaint("run"), "config")
  check.contains(runs.complaint("run no.yaml"), "no.yaml")
  check.contains(runs.complaint(("run %s --budget many"):format(config)), "budget")
  check.contains(runs.complaint(("run %s --out %s/x --resume"):format(config, folder)), "--resume")
end)

T.a_config_fault_names_its_place = scratch.test(function(folder)
  local config = folder .. "/bad.yaml"
  assert(files.write(config, CONFIG .. "sarch: { budget: 5 }\n"))
  check.contains(runs.complaint("run " .. config), config .. ":3:1: sarch is not a section here")
end)

return T

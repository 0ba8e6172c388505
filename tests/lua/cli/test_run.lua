--- lua/hyla/cli/run.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("tests.support.runs")
local scratch = require("tests.support.scratch")
local system = require("hyla.system")

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
  check.falsy(result.err:find("5/5 ", 1, true))
end)

T.lines_of_progress_can_be_asked_for = test(function(config, folder)
  local words = ("run %s --out %s/run"):format(config, folder)
  local result = program.hyla(words, nil, "HYLA_PROGRESS=plain")
  check.contains(result.err, "5/5 ")
  check.falsy(result.err:find("\27", 1, true))
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
      check.contains(resumed.err, "wanted the folder of a run")
    end
  end
end)

T.an_interrupted_run_says_how_to_go_on = test(function(config, folder)
  local words = ("run %s --out %s/run --budget 2000"):format(config, folder)
  for name, status in pairs({ INT = 130, TERM = 143 }) do
    -- the pause ends once the first entry is there
    local result = program.hyla(words, nil, "timeout --preserve-status -s " .. name .. " 1.5")
    check.equal(result.status, status)
    check.equal(result.out, "")
    check.contains(result.err:match("([^\n]*)\n$"), "interrupted; ")
    check.contains(result.err, ("--out %s/run --resume\n"):format(folder))
    words = words .. " --resume"
  end
end)

T.a_mind_that_is_not_there_is_one_line_and_bad_input = test(function(config, folder)
  local text = CONFIG .. "program: { policy: agents.policy.learned, mind: " .. folder .. "/none }\n"
  assert(files.write(config, text))
  local result = program.hyla(("run %s --out %s/run"):format(config, folder))
  check.equal(result.status, 2)
  check.contains(result.err, "\nhyla: run: program.mind: " .. folder .. "/none: ")
  check.equal(system.kind(folder .. "/run"), nil)
end)

T.a_run_that_cannot_start_leaves_no_folder = test(function(config, folder)
  local broken = folder .. "/broken.yaml"
  assert(files.write(broken, CONFIG .. "program: { agent: tests.support.toy_task }\n"))
  local words = ("run %s --out %s/run"):format(broken, folder)
  check.contains(program.hyla(words).err, "the starting agent: ")
  check.equal(system.kind(folder .. "/run"), nil)
  check.equal(program.hyla(("run %s --out %s/run"):format(config, folder)).status, 0)
end)

T.a_search_that_fails_is_one_line_and_status_one = test(function(config, folder)
  assert(files.write(config, CONFIG .. "program: { editors: [tests.support.toy_task] }\n"))
  local result = program.hyla(("run %s --out %s/run"):format(config, folder))
  check.equal(result.status, 1)
  local message = "toy_task wants a function sites, got a nil; 0 of 5 edits are kept; go on with: "
  check.contains(result.err:match("([^\n]*)\n$"), message)
end)

T.a_resumed_run_keeps_its_config = test(function(config, folder)
  local words = ("run %s --out %s/run"):format(config, folder)
  check.equal(program.hyla(words).status, 0)
  local message = "search.seed is 1 in the run, got 2"
  check.contains(runs.complaint(words .. " --resume --seed 2"), message)
  check.equal(object_of(program.hyla(words .. " --resume --budget 7 --json")).evaluated, 7)
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

--- lua/hyla/config.lua

local check = require("tests.support.check")
local config = require("hyla.config")
local files = require("hyla.files")
local scratch = require("tests.support.scratch")

local T = {}

local function open() end

package.preload["tests.sample_task"] = function()
  return {
    open = open,
    options = {
      level = { values = { "text", "panel" }, meaning = "what is shown" },
      count = { kind = "number", meaning = "how many" },
    },
  }
end
package.preload["tests.open_task"] = function()
  return { open = open }
end

local TASK = "task: { module: tests.open_task }\n"

--- Loads a config from text.
local function load(text, overrides)
  local loaded, message
  scratch.with(function(folder)
    assert(files.write(folder .. "/c.yaml", text))
    loaded, message = config.load(folder .. "/c.yaml", overrides)
    message = message and message:gsub(folder .. "/", "")
  end)
  return loaded, message
end

local function complaint(text, overrides)
  local loaded, message = load(text, overrides)
  check.equal(loaded, nil)
  return message
end

function T.what_is_left_out_has_a_default()
  local loaded = assert(load(TASK))
  check.equal(loaded.search.budget, 300)
  check.equal(loaded.limits.memory_bytes, 268435456)
  check.equal(loaded.program.agent, "agents.cold")
  check.truthy(loaded.search.workers >= 1)
  check.equal(loaded.given["search.budget"], nil)
end

function T.the_file_goes_before_the_default_and_the_command_line_before_the_file()
  local loaded = assert(load(TASK .. "search: { budget: 20, seed: 4 }", { seed = 9 }))
  check.equal(loaded.search.budget, 20)
  check.equal(loaded.search.seed, 9)
  check.truthy(loaded.given["search.budget"] and loaded.given["search.seed"])
end

function T.a_key_without_a_value_is_left_out()
  check.equal(assert(load(TASK .. "search:\n  budget:\nlimits:\n")).search.budget, 300)
end

function T.an_unknown_key_says_where_and_what_was_meant()
  check.equal(
    complaint(TASK .. "search:\n  budgit: 3\n"),
    "c.yaml:3:3: search.budgit is not a key here; did you mean budget?"
  )
  check.equal(
    complaint("serch: {}\n" .. TASK),
    "c.yaml:1:1: serch is not a section here; did you mean search?"
  )
end

function T.a_wrong_value_says_what_is_wanted()
  check.equal(
    complaint(TASK .. "search: { budget: many }"),
    'c.yaml:2:19: search.budget wants an integer of at least 1, got "many"'
  )
  check.truthy(complaint(TASK .. "search: { budget: 1.5 }"):find("got 1.5", 1, true))
  check.truthy(complaint(TASK .. "search: { budget: [1] }"):find("got a list", 1, true))
  check.truthy(complaint(TASK .. "search: 7"):find("search wants keys with values, got 7", 1, true))
end

function T.an_option_of_the_command_line_is_named_as_one()
  check.equal(complaint(TASK, { budget = 0 }), "--budget wants an integer of at least 1, got 0")
end

function T.a_task_is_needed()
  check.truthy(complaint(""):find("^c.yaml: task.module is missing"))
  check.truthy(complaint("- 1\n"):find("wanted sections with keys, got a list", 1, true))
end

function T.a_module_that_is_not_there_is_named()
  local message = complaint("task:\n  module: examples.nowhere\n")
  check.truthy(message:find("^c.yaml:2:11: task.module wants a module that can be found"))
  check.truthy(message:find('got "examples.nowhere"', 1, true))
  check.truthy(complaint("task: { module: a/b.lua }"):find("as for require", 1, true))
end

function T.the_task_says_which_options_it_takes()
  local head = "task:\n  module: tests.sample_task\n"
  check.equal(assert(load(head .. "  level: panel\n")).task.level, "panel")
  check.equal(
    complaint(head .. "  level: pannel\n"),
    'c.yaml:3:10: task.level: wanted text or panel, got "pannel"; did you mean "panel"?'
  )
  check.truthy(complaint(head .. "  leval: text\n"):find("^c.yaml:3:3: unknown key task.leval"))
  check.truthy(complaint(head .. "  count: x\n"):find("^c.yaml:3:10: task.count: wanted a number"))
end

function T.a_task_without_options_takes_none()
  local message = complaint("task: { module: tests.open_task, colour: red }")
  check.equal(message, 'c.yaml:1:34: unknown key task.colour: wanted no key at all, got "colour"')
end

function T.faults_of_yaml_have_a_place()
  check.truthy(complaint("task: [1\n"):find("^c.yaml:2:1: "))
  check.equal(
    complaint("task: {}\ntask: {}\n"),
    "c.yaml:2:1: this key is here twice: task"
  )
end

function T.a_missing_file_is_named()
  local loaded, message = config.load("/nowhere/c.yaml")
  check.equal(loaded, nil)
  check.truthy(message:find("/nowhere/c.yaml", 1, true))
end

function T.every_key_is_described()
  for _, row in ipairs(config.keys) do
    check.truthy(row.meaning:find("%.$"))
  end
end

local function config_with(seed, level)
  return {
    path = "toy.yaml",
    task = { module = "toy", level = level },
    program = {},
    search = { seed = seed, budget = 5, workers = 1 },
    limits = {},
    given = { ["search.seed"] = true, ["search.budget"] = true },
  }
end

function T.limits_that_no_file_could_give_are_a_problem()
  check.equal(config.limits_problem({}), nil)
  check.equal(config.limits_problem({ cpu_seconds = 1, fuel = 1000 }), nil)
  local problem = config.limits_problem({ cpu_seconds = -1, wall_seconds = 1 })
  check.equal(problem, "limits.cpu_seconds wants a number from 0.001 to 86400, got -1")
  check.equal(config.limits_problem({ cpu = 1 }), "unknown key limits.cpu")
end

function T.a_resumed_run_takes_the_free_keys_of_the_command_line()
  local recorded, given = config_with(1, "a"), config_with(1, "a")
  given.search.budget = 9
  check.equal(config.resume(recorded, given, {}).search.budget, 5)
  check.equal(config.resume(recorded, given, { budget = 9 }).search.budget, 9)
end

function T.a_resumed_run_refuses_another_seed_or_task()
  local _, message = config.resume(config_with(1, "a"), config_with(2, "a"), {})
  check.equal(message, "search.seed is 1 in the run, got 2")
  _, message = config.resume(config_with(1, "a"), config_with(1, "b"), {})
  check.contains(message, "the task is not the one that the run began with")
end

return T

--- lua/hyla/task.lua

local check = require("tests.support.check")
local folder = require("tests.support.folder")
local tasks = require("hyla.task")

local T = {}

local CONTEXT = { data = {} }

--- Returns a task that keeps the contract, with some parts replaced; `false` leaves a part out.
local function task_with(parts)
  local task = {
    name = "toy",
    schema = { fields = { { name = "x", kind = "number" } }, answers = { "no", "yes" } },
    limits = {},
    load = function() end,
    cases = function() end,
    measure = function() end,
  }
  for name, part in pairs(parts) do
    task[name] = part or nil
  end
  return task
end

--- Opens a task module that exists for the length of the call only.
local function open(module, given)
  package.loaded["tests.toy_task"] = module
  local task, message, key = tasks.open("tests.toy_task", given or {}, CONTEXT)
  package.loaded["tests.toy_task"] = nil
  return task, message, key
end

local function message_for(parts)
  local task, message = open({
    open = function()
      return task_with(parts)
    end,
  })
  check.equal(task, nil)
  return message
end

--- Opens a task from a file with this text.
local function open_text(text)
  local path, task, message = package.path, nil, nil
  folder.with({ ["broken_task.lua"] = text }, function(place)
    package.path = place .. "/?.lua;" .. path
    -- what failed to load before is remembered
    package.loaded.broken_task = nil
    task, message = tasks.open("broken_task", {}, CONTEXT)
    package.path = path
  end)
  return task, message
end

function T.a_task_that_keeps_the_contract_is_opened()
  local task = open({
    open = function()
      return task_with({})
    end,
  })
  check.equal(task.name, "toy")
end

function T.open_gets_the_options_without_the_module_and_the_context()
  local got, context
  open({
    options = { size = { kind = "integer", default = 4, meaning = "rows" } },
    open = function(...)
      got, context = ...
      return task_with({})
    end,
  }, { module = "tests.toy_task" })
  check.equal(got.size, 4)
  check.equal(got.module, nil)
  check.equal(context, CONTEXT)
end

function T.an_option_that_was_not_declared_is_named()
  local task, message, key = open({ options = {}, open = task_with }, { sise = 3 })
  check.equal(task, nil)
  check.truthy(message:find("unknown key task.sise", 1, true))
  check.equal(key, "sise")
end

function T.what_open_complains_of_is_passed_on()
  local task, message = open({
    open = function()
      return nil, "data set toy not found"
    end,
  })
  check.equal(task, nil)
  check.equal(message, "data set toy not found")
end

function T.every_missing_part_is_named()
  local message = message_for({ measure = false, name = false })
  local expected = "it lacks name (wanted a string, got nil), measure (wanted a function, got nil)"
  check.truthy(message:find(expected, 1, true))
end

function T.a_scorer_may_be_missing_and_must_be_a_function()
  check.contains(message_for({ scorer = 1 }), "scorer wants a function or nothing, got a number")
end

function T.a_field_of_an_unknown_kind_is_refused()
  local schema = { fields = { { name = "x", kind = "blob" } }, answers = { "yes" } }
  local message = message_for({ schema = schema })
  check.truthy(message:find("schema.fields[1]", 1, true))
  check.truthy(message:find("got blob", 1, true))
  message = message_for({ schema = { fields = { "x" }, answers = { "yes" } } })
  check.contains(message, "schema.fields[1] wants a name, and number,")
end

function T.a_schema_without_answers_is_refused()
  check.contains(message_for({ schema = { fields = {} } }), "as answers a list of strings")
  check.contains(message_for({ schema = { fields = {}, answers = "text" } }), "the word number")
  check.contains(message_for({ schema = { fields = {}, answers = { 1 } } }), "a list of strings")
end

function T.a_schema_may_want_numbers()
  local task = open({
    open = function()
      return task_with({ schema = { fields = {}, answers = "number" } })
    end,
  })
  check.equal(task.schema.answers, "number")
end

function T.a_module_without_open_is_refused()
  local task, message = open({})
  check.equal(task, nil)
  check.equal(message, "task module tests.toy_task: wanted a table with a function `open`")
end

function T.a_module_that_does_not_exist_is_named_with_its_file()
  local task, message = tasks.open("examples.nowhere.task", {}, CONTEXT)
  check.equal(task, nil)
  local expected = "not found: wanted a file examples/nowhere/task.lua"
  check.equal(message, "task module examples.nowhere.task " .. expected)
end

function T.a_file_that_does_not_compile_is_reported_with_its_line()
  local task, message = open_text("local M = {}\nfunction M.open(\nreturn M\n")
  check.equal(task, nil)
  check.truthy(message:find("broken_task.lua:3:", 1, true))
  check.equal(message:find("error loading", 1, true), nil)
end

function T.a_file_that_fails_while_loading_is_reported_with_its_line()
  local task, message = open_text("local M = {}\nM.x.y = 1\nreturn M\n")
  check.equal(task, nil)
  check.truthy(message:find("broken_task.lua:2:", 1, true))
end

function T.a_file_that_wants_a_module_that_is_not_there_is_one_line()
  local _, message = open_text("\nrequire('nix.da')\n")
  check.truthy(message:find("broken_task.lua:2: module 'nix.da' not found$"))
end

function T.an_open_that_fails_is_reported_with_its_line()
  local task, message = open_text("return { open = function() error('boom') end }")
  check.equal(task, nil)
  check.truthy(message:find("broken_task.lua:1: boom$"))
end

function T.the_flag_comes_before_the_other_folders()
  local folders = tasks.data_folders("here")
  check.equal(folders[1], "here")
  check.equal(folders[#folders], "data")
  check.equal(#tasks.data_folders(nil), #folders - 1)
end

function T.a_data_set_is_found_in_the_first_folder_that_has_it()
  folder.with({ ["toy/papers.jsonl"] = "" }, function(place)
    check.equal(tasks.find_data("toy", { "/nowhere", place, "data" }), place .. "/toy")
  end)
end

function T.a_data_set_that_is_nowhere_gives_the_places_looked_at()
  local found, looked_in = tasks.find_data("toy", { "/nowhere/", "/neither" })
  check.equal(found, nil)
  check.equal(looked_in, "/nowhere/toy, /neither/toy")
end

-- what is wrong with a task that has this for a case of each split
local function complaint_of_case(case)
  local cases, message = tasks.load(task_with({
    load = function()
      return true
    end,
    cases = function()
      return { case }
    end,
  }))
  check.equal(cases, nil)
  return message
end

function T.a_case_that_breaks_the_contract_is_named()
  local text = "task toy: case 1 of its split train: wanted a table with an input"
  check.contains(complaint_of_case(5), text)
  check.contains(complaint_of_case({ answer = "no" }), text)
  check.contains(complaint_of_case({ input = { x = 1 } }), text)
  local place = "task toy: case 1 of its split train: wanted a number as input.x, got a "
  check.equal(complaint_of_case({ input = { x = "1" }, answer = "no" }), place .. "string")
  check.equal(complaint_of_case({ input = {}, answer = "no" }), place .. "nil")
end

function T.a_task_without_cases_says_why()
  local message = "task toy: load gave neither true nor a message"
  check.equal(select(2, tasks.load(task_with({}))), message)
  local function load()
    return true
  end
  local _, reason = tasks.load(task_with({ load = load }))
  check.equal(reason, "task toy: no case in its split train")
end

return T

--- Tasks: what a program is asked to do, and the contract that a task module keeps.
--
-- A task module returns `{ options = {name = Option}, open = function(options, context) }`. `open`
-- reads no labels: workers that run candidates are started after it and before `task:load()`, which
-- returns nil and a message when the data are broken. `measure` is the higher, the better.

local options = require("hyla.options")
local system = require("hyla.system")

---@class Field                  One thing that a case shows to a candidate.
---@field name string
---@field kind "number"|"numbers"|"text"|"texts" A number, a list of them, a string, a list of them.

---@class Schema
---@field fields Field[]
---@field answers string[]|"number" What a candidate may answer to a case: one of these, or nil to
--- abstain; or a finite number.

---@class Case
---@field id string              Shown to candidates with the training cases only.
---@field input table<string, any> Plain data, one value per field of the schema.
---@field answer string|number    The label.

---@class Task
---@field name string
---@field schema Schema
---@field limits table           { cpu_seconds, memory_bytes, fuel } of one evaluation, any of them.
---@field notice? string         A line for the screen, such as which data stand in for which.
---@field load fun(self: Task): boolean?, string? Reads the data, labels included.
---@field cases fun(self: Task, split: "train"|"validation"|"test"): Case[]
---@field measure fun(self: Task, answers: table<integer, any>, cases: Case[]): number
---@field scorer? fun(self: Task, cases: Case[]): Scorer  Where the measure of answers to all of
--- these cases is the mean of what the answer to each is worth: then candidates can race.

---@class Scorer
---@field low number             No answer is worth less.
---@field high number            Nor more.
---@field score fun(answer: any, case: Case): number Of that answer alone; nil abstains.

---@class TaskContext
---@field data string[]          Folders to look for data sets in, first one first.
---@field rng userdata           An `hyla.rng`; the run's seed decides it.

local M = {}

--- What a task must have, in the order in which it is checked.
local CONTRACT = {
  { "name", "string" },
  { "schema", "table" },
  { "limits", "table" },
  { "load", "function" },
  { "cases", "function" },
  { "measure", "function" },
}

--- What a field of a kind holds in Lua.
local FIELD_KINDS = { number = "number", numbers = "table", text = "string", texts = "table" }

local SPLITS = { "train", "validation", "test" }

local function is_found(name)
  return package.loaded[name] or package.preload[name] or package.searchpath(name, package.path)
end

--- Returns what `require` complains of without its preamble and its list of places: one line.
local function bare(message)
  message = tostring(message):gsub("^error loading module.-:\n%s*", "")
  return (message:match("^[^\n]*"):gsub(":$", ""))
end

--- Loads a task module that keeps the contract's outer form.
---
---@param name string
---@return table? module
---@return string? message
function M.load_module(name)
  if not is_found(name) then
    local file = name:gsub("%.", "/") .. ".lua"
    return nil, ("task module %s not found: wanted a file %s"):format(name, file)
  end
  local ok, module = pcall(require, name)
  if not ok then
    return nil, ("task module %s is broken: %s"):format(name, bare(module))
  end
  if type(module) ~= "table" or type(module.open) ~= "function" then
    return nil, ("task module %s: wanted a table with a function `open`"):format(name)
  end
  return module
end

--- Returns what the contract misses in a task, as a list of phrases.
local function missing_parts(task)
  local missing = {}
  for _, part in ipairs(CONTRACT) do
    local name, kind = part[1], part[2]
    if type(task[name]) ~= kind then
      missing[#missing + 1] = ("%s (wanted a %s, got %s)"):format(name, kind, type(task[name]))
    end
  end
  return missing
end

local function is_word_list(value)
  for _, word in ipairs(type(value) == "table" and value or { false }) do
    if type(word) ~= "string" then
      return false
    end
  end
  return #value > 0
end

local function schema_problem(schema)
  local answers = schema.answers
  if type(schema.fields) ~= "table" or not (answers == "number" or is_word_list(answers)) then
    return "schema wants a list of fields, and as answers a list of strings or the word number"
  end
  for index, field in ipairs(schema.fields) do
    field = type(field) == "table" and field or {}
    if type(field.name) ~= "string" or not FIELD_KINDS[field.kind] then
      local text = "schema.fields[%d] wants a name, and number, numbers, text or texts, got %s"
      return text:format(index, tostring(field.kind))
    end
  end
end

local function contract_problem(task)
  if type(task) ~= "table" then
    return "open returned " .. type(task)
  end
  local missing = missing_parts(task)
  if missing[1] then
    return "it lacks " .. table.concat(missing, ", ")
  end
  if task.scorer ~= nil and type(task.scorer) ~= "function" then
    return "scorer wants a function or nothing, got a " .. type(task.scorer)
  end
  return schema_problem(task.schema)
end

--- Returns a checked task: module loaded, options checked, contract kept. No label is read.
---
---@param module_name string   Such as "examples.paper_review.task".
---@param given table          The `task:` section of a config; its key `module` is passed over.
---@param context TaskContext
---@return Task? task
---@return string? message     What is wrong, when there is none.
---@return string? key         The option that is wrong, for a caller that knows its line.
function M.open(module_name, given, context)
  local module, message = M.load_module(module_name)
  if not module then
    return nil, message
  end
  local checked, wrong, key = M.check_options(module, given)
  if not checked then
    return nil, wrong, key
  end
  local ok, task, reason = pcall(module.open, checked, context)
  if not ok then
    return nil, ("task module %s: open: %s"):format(module_name, task)
  end
  if task == nil and reason then
    return nil, reason
  end
  local problem = contract_problem(task)
  if problem then
    return nil, ("task module %s breaks the contract: %s"):format(module_name, problem)
  end
  return task
end

-- what is wrong with a case, or nil
local function case_problem(case, fields)
  if type(case) ~= "table" or type(case.input) ~= "table" or case.answer == nil then
    return "wanted a table with an input, which is a table, and an answer"
  end
  for _, field in ipairs(fields) do
    local value, wanted = case.input[field.name], FIELD_KINDS[field.kind]
    if type(value) ~= wanted then
      return ("wanted a %s as input.%s, got a %s"):format(wanted, field.name, type(value))
    end
  end
end

local function cases_of(task, split)
  local cases = task:cases(split)
  if type(cases) ~= "table" or #cases == 0 then
    return nil, ("task %s: no case in its split %s"):format(task.name, split)
  end
  for i, case in ipairs(cases) do
    local problem = case_problem(case, task.schema.fields)
    if problem then
      return nil, ("task %s: case %d of its split %s: %s"):format(task.name, i, split, problem)
    end
  end
  return cases
end

local function load_cases(task)
  local ok, message = task:load()
  if not ok then
    return nil, message or ("task %s: load gave neither true nor a message"):format(task.name)
  end
  local cases = {}
  for _, split in ipairs(SPLITS) do
    cases[split], message = cases_of(task, split)
    if not cases[split] then
      return nil, message
    end
  end
  return cases
end

--- Reads the data of a task, labels included. A task is a user's: what it raises is a message.
---
---@param task Task
---@return table<string, Case[]>? cases  By split.
---@return string? message
function M.load(task)
  local is_whole, cases, message = pcall(load_cases, task)
  if not is_whole then
    return nil, cases
  end
  return cases, message
end

--- Checks the `task:` section of a config against what its module declares.
---
---@param module { options?: table<string, Option> }
---@param given table
---@return table? checked
---@return string? message
---@return string? key
function M.check_options(module, given)
  local own = {}
  for key, value in pairs(given) do
    own[key] = value
  end
  own.module = nil
  return options.check(own, module.options or {}, "task")
end

--- Returns the folders that data sets are looked for in, first one first.
---
---@param flag? string  The value of --data.
---@return string[] folders
function M.data_folders(flag)
  local folders = {}
  folders[#folders + 1] = flag
  folders[#folders + 1] = os.getenv("HYLA_DATA")
  folders[#folders + 1] = "data"
  return folders
end

--- Finds the folder of a data set.
---
---@param name string
---@param folders string[]
---@return string? folder     nil when no folder has it
---@return string looked_in   The places looked at, for a message.
function M.find_data(name, folders)
  local places = {}
  for _, folder in ipairs(folders) do
    places[#places + 1] = folder:gsub("/+$", "") .. "/" .. name
    if system.kind(places[#places]) == "directory" then
      return places[#places], table.concat(places, ", ")
    end
  end
  return nil, table.concat(places, ", ")
end

return M

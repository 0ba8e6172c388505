--- Generated tasks: tasks whose cases are drawn from the seed of a run, not read from files.
--
-- A family says what an instance is and how a case of it is drawn; the rest of a task's contract is
-- kept here. Each seed is another instance, and as many cases as one asks for are of the same one.

local worth = require("hyla.worth")

---@class Family
---@field name string              Of the task, such as "tabular.linear".
---@field schema Schema
---@field instance fun(rng: userdata): Instance Draws what the cases of one instance have in common.
---@field measure? fun(instance: Instance, answers: table, cases: Case[]): number By default that of
--- hyla.worth for the kind of answers.

---@class Instance
---@field case fun(draws: userdata, place: Place): table, string|number Draws an input, its answer.

---@class Place
---@field split "train"|"validation"|"test"
---@field index integer
---@field count integer            Of the split.

local M = {}

local SPLITS = { "train", "validation", "test" }

local DEFAULT_COUNTS = { train = 40, validation = 40, test = 100 }

--- So often a split is drawn at most until no class is missing from it.
local MOST_TRIES = 100

--- Returns the options that all generated tasks take, and those of one more.
---
---@param own table<string, Option>
---@return table<string, Option>
function M.options(own)
  local options = {}
  for _, split in ipairs(SPLITS) do
    options[split] = {
      kind = "integer",
      minimum = 4,
      default = DEFAULT_COUNTS[split],
      meaning = ("how many cases to draw for the split %s"):format(split),
    }
  end
  for name, option in pairs(own) do
    options[name] = option
  end
  return options
end

local function drawn(instance, split, count, draws)
  local cases = {}
  for index = 1, count do
    local input, answer = instance.case(draws, { split = split, index = index, count = count })
    cases[index] = { id = ("%s-%d"):format(split, index), input = input, answer = answer }
  end
  return cases
end

local function has_all(cases, classes)
  local missing, count = {}, #classes
  for _, class in ipairs(classes) do
    missing[class] = true
  end
  for _, case in ipairs(cases) do
    if missing[case.answer] then
      missing[case.answer], count = nil, count - 1
    end
  end
  return count == 0
end

-- a small split may miss a rare class, and then nobody could learn or measure it: draw another
local function whole_split(task, split, draws)
  local classes = task.schema.answers
  for try = 1, MOST_TRIES do
    local cases = drawn(task.instance, split, task.counts[split], draws:split(try))
    if classes == "number" or has_all(cases, classes) then
      return cases
    end
  end
  return nil, ("%s: %d cases of %s lack a class"):format(task.name, task.counts[split], split)
end

---@class GeneratedTask: Task
---@field private family Family
---@field private counts table<string, integer>
---@field private rng userdata
---@field private instance? Instance
---@field private splits? table<string, Case[]>
local Task = {}
Task.__index = Task

--- Draws the instance and its cases, labels included.
---
---@return boolean? done
---@return string? message
function Task:load()
  local rng = self.rng:split(self.name)
  self.instance = self.family.instance(rng:split("instance"))
  local splits = {}
  for _, split in ipairs(SPLITS) do
    local cases, message = whole_split(self, split, rng:split(split))
    if not cases then
      return nil, message
    end
    splits[split] = cases
  end
  self.splits = splits
  return true
end

local function copied(case)
  local input = {}
  for name, value in pairs(case.input) do
    input[name] = type(value) == "table" and { unpack(value) } or value
  end
  return { id = case.id, input = input, answer = case.answer }
end

--- Returns the cases of a split, fresh tables each time.
---
---@param split "train"|"validation"|"test"
---@return Case[]
function Task:cases(split)
  local drawn_cases = self.splits and self.splits[split]
  if not drawn_cases then
    local why = self.splits and "wanted train, validation or test, got " .. tostring(split)
    error(why or "load the task before asking for its cases", 2)
  end
  local cases = {}
  for index, case in ipairs(drawn_cases) do
    cases[index] = copied(case)
  end
  return cases
end

--- Returns what answers are worth: 0 for the same answer to all cases, 1 for the true ones.
---
---@param answers table<integer, any> answers[i] belongs to cases[i].
---@param cases Case[]
---@return number
function Task:measure(answers, cases)
  if self.family.measure then
    return self.family.measure(self.instance, answers, cases)
  elseif self.schema.answers == "number" then
    return worth.numbers(answers, cases)
  end
  return worth.classes(answers, cases, #self.schema.answers)
end

local function class_scorer(task, cases)
  return worth.class_scorer(cases, #task.schema.answers)
end

-- a thousand more cases get a second and 64 MiB more; the least memory is far more than validation
-- needs, since what collects late there has to pass the longer test split too
local function limits_of(counts)
  local thousands = math.floor((counts.train + counts.validation + counts.test) / 1000)
  local seconds = 1 + thousands
  return {
    cpu_seconds = seconds,
    wall_seconds = 10 * seconds,
    memory_bytes = 2 ^ 28 + 2 ^ 26 * thousands,
  }
end

--- Opens a task of a family; nothing is drawn before `task:load()`.
---
---@param family Family
---@param options table        Checked options, those of `M.options` among them.
---@param context TaskContext
---@return GeneratedTask
function M.open(family, options, context)
  local counts = { train = options.train, validation = options.validation, test = options.test }
  return setmetatable({
    name = family.name,
    schema = family.schema,
    limits = limits_of(counts),
    family = family,
    counts = counts,
    rng = context.rng,
    scorer = not family.measure and family.schema.answers ~= "number" and class_scorer or nil,
  }, Task)
end

return M

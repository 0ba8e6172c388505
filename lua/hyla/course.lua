--- Courses: many small tasks in the workers of one pool, to search on one after the other.
--
-- A family is a task module with options; each of its instances is drawn from random numbers of its
-- own. All are shown to the workers once, before any candidate runs.

local cache = require("hyla.cache")
local cell = require("hyla.cell")
local facts = require("hyla.facts")
local random = require("hyla.rng")
local sandbox = require("hyla.sandbox")
local tasks = require("hyla.task")

--- So many reports are kept, of all tasks: what was tried in one search need not run in another.
local REPORTS = 10000

---@class Family
---@field name string
---@field task table       As the section `task:` of a config: `module` and its options.

---@class Instance         One task of a family.
---@field number integer   By which workers know it.
---@field family string
---@field instance integer
---@field task Task
---@field cases table<string, Case[]>

---@class Course
---@field pool Pool
---@field salt integer                              Decides in which order cases are shown.
---@field worlds table<integer, table>              By number.
---@field reports Cache                             See hyla.play.
---@field instances table<string, Instance[]>       By family.

local M = {}

local function open_instance(family, i, course, options)
  local rng = random.new(options.seed):split(family.name):split(i)
  local context = { data = options.data or {}, rng = rng }
  local task, message = tasks.open(family.task.module, family.task, context)
  if not task then
    return nil, ("family %s: %s"):format(family.name, message)
  end
  local number = #course.worlds + 1
  course.worlds[number] = { schema = task.schema }
  local list = course.instances[family.name]
  list[i] = { number = number, family = family.name, instance = i, task = task }
  return true
end

local function inputs_of(cases)
  local inputs = {}
  for i, case in ipairs(cases) do
    inputs[i] = case.input
  end
  return inputs
end

-- reads the data of one instance; what workers are shown of it, and what only some of them are
local function load_instance(course, one)
  local message
  one.cases, message = tasks.load(one.task)
  if not one.cases then
    return nil, message
  end
  local world = course.worlds[one.number]
  world.facts = facts.measure(world.schema, one.cases.train)
  local inputs = { validation = inputs_of(one.cases.validation) }
  local shown = { schema = world.schema, train = one.cases.train, inputs = inputs }
  return shown, { inputs = { test = inputs_of(one.cases.test) } }
end

local function each(course, families, visit)
  for _, family in ipairs(families) do
    for _, one in ipairs(course.instances[family.name]) do
      local ok, message = visit(one)
      if not ok then
        return nil, message
      end
    end
  end
  return true
end

local function show(course, families, limits)
  local shown, hidden = {}, {}
  local ok, message = each(course, families, function(one)
    local seen, unseen = load_instance(course, one)
    shown[one.number], hidden[one.number] = seen, unseen
    return seen, unseen
  end)
  if not ok then
    return nil, message
  end
  local work = limits.work ~= 0 and limits.work or nil
  ok, message = course.pool:prepare({ tasks = shown, work = work })
  if ok then
    ok, message = course.pool:prepare({ tasks = hidden }, "confirm")
  end
  return ok, message
end

local function open_all(course, options)
  for _, family in ipairs(options.families) do
    course.instances[family.name] = {}
    for i = 1, options.instances do
      local ok, message = open_instance(family, i, course, options)
      if not ok then
        return nil, message
      end
    end
  end
  return true
end

--- Opens instances of all families and the workers that know them.
---
---@param options { families: Family[], instances: integer, seed: integer, workers: integer,
---  limits: table, data: string[]?, unsafe: boolean? } `instances` of each family
---@return Course?
---@return string? message
function M.open(options)
  local course = { worlds = {}, instances = {}, salt = options.seed, reports = cache.new(REPORTS) }
  local ok, message = open_all(course, options)
  if not ok then
    return nil, message
  end
  -- exec'd before any label is read
  course.pool, message = sandbox.open({
    unsafe = options.unsafe,
    workers = options.workers,
    limits = options.limits,
    entry = "hyla.cell",
    modules = cell.modules,
  })
  if not course.pool then
    return nil, message
  end
  ok, message = show(course, options.families, options.limits or {})
  if not ok then
    course.pool:close()
    return nil, message
  end
  return course
end

return M

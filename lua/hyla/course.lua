--- Courses: many small tasks in the workers of a pool, to search on one after the other.
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
---@field limits? Limits    In place of those of the course: its workers are others then.
---@field first? integer    The first instance that is opened; 1 by default.

---@class Instance         One task of a family.
---@field number integer   By which workers know it.
---@field family string
---@field instance integer
---@field task Task
---@field cases table<string, Case[]>
---@field limits Limits
---@field pool Pool        Whose workers know it.

---@class Course
---@field pool Pool                                 Of the first family.
---@field pools table<Limits, Pool>                 All of them.
---@field salt integer                              Decides in which order cases are shown.
---@field worlds table<integer, table>              By number.
---@field reports Cache                             See hyla.play.
---@field stop? fun(): string?                      A reason to stop ends searches in the midst.
---@field instances table<string, Instance[]>       By family, from its `first` on.
---@field private all Instance[]                    In the order of the families.

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
  list[i].limits = family.limits or options.limits
  table.insert(course.all, list[i])
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

-- reads the data of all families that a pool knows, and shows it what it may see
local function show_pool(course, pool, limits)
  local shown, hidden = {}, {}
  for _, one in ipairs(course.all) do
    if one.pool == pool then
      local seen, unseen = load_instance(course, one)
      if not seen then
        return nil, unseen
      end
      shown[one.number], hidden[one.number] = seen, unseen
    end
  end
  local work = limits.work ~= 0 and limits.work or nil
  local fuel = limits.fuel ~= 0 and limits.fuel or nil
  local ok, message = pool:prepare({ tasks = shown, work = work, fuel = fuel })
  if ok then
    ok, message = pool:prepare({ tasks = hidden }, "confirm")
  end
  return ok, message
end

local function show(course)
  for limits, pool in pairs(course.pools) do
    local ok, message = show_pool(course, pool, limits)
    if not ok then
      return nil, message
    end
  end
  return true
end

-- starts workers for each set of limits, before any label is read
local function open_pools(course, options)
  for _, one in ipairs(course.all) do
    local pool, message = course.pools[one.limits], nil
    if not pool then
      pool, message = sandbox.open({
        unsafe = options.unsafe,
        workers = options.workers,
        limits = one.limits,
        entry = "hyla.cell",
        modules = cell.modules,
      })
    end
    if not pool then
      return nil, message
    end
    one.pool, course.pools[one.limits] = pool, pool
  end
  course.pool = course.all[1].pool
  return true
end

local function open_all(course, options)
  for _, family in ipairs(options.families) do
    course.instances[family.name] = {}
    for i = family.first or 1, options.instances do
      local ok, message = open_instance(family, i, course, options)
      if not ok then
        return nil, message
      end
    end
  end
  return true
end

--- Ends the workers of a course.
---
---@param course Course
function M.close(course)
  for _, pool in pairs(course.pools) do
    pool:close()
  end
end

--- Opens instances of all families and the workers that know them.
---
---@param options { families: Family[], instances: integer, seed: integer, workers: integer,
---  limits: table, data: string[]?, unsafe: boolean? } `instances` of each family
---@return Course?
---@return string? message
function M.open(options)
  local course = { worlds = {}, instances = {}, all = {}, pools = {}, salt = options.seed }
  course.reports = cache.new(REPORTS)
  local ok, message = open_all(course, options)
  if ok then
    ok, message = open_pools(course, options)
  end
  if ok then
    ok, message = show(course)
  end
  if not ok then
    M.close(course)
    return nil, message
  end
  return course
end

return M

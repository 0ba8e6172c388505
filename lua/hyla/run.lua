--- Runs: a search from its config to its result.

local archives = require("hyla.archive")
local candidates = require("hyla.candidate")
local cell = require("hyla.cell")
local evolve = require("hyla.evolve")
local machine = require("hyla.machine")
local play = require("hyla.play")
local programs = require("hyla.program")
local random = require("hyla.rng")
local sandbox = require("hyla.sandbox")
local tasks = require("hyla.task")
local version = require("hyla.version")

local M = {}

---@class Result
---@field initial { validation: number, test: number }
---@field best { n: integer, id: string, validation: number, test: number }

local function inputs_of(cases)
  local inputs = {}
  for i, case in ipairs(cases) do
    inputs[i] = case.input
  end
  return inputs
end

-- what the config gives, else what the task asks for, else the config's default
local function limits_of(config, task)
  local limits = {}
  for name, value in pairs(config.limits) do
    local is_given = config.given["limits." .. name]
    limits[name] = not is_given and task.limits[name] or value
  end
  return limits
end

-- the workers are exec'd here, before the task reads a single label
local function open_pool(config, task)
  return sandbox.open({
    workers = config.search.workers,
    limits = limits_of(config, task),
    entry = "hyla.cell",
    modules = cell.modules,
  })
end

-- reads the data and shows the workers what a candidate may see while the search goes on
local function load_cases(run)
  local ok, message = run.task:load()
  if not ok then
    return nil, message
  end
  for _, split in ipairs({ "train", "validation", "test" }) do
    run.cases[split] = run.task:cases(split)
  end
  return run.pool:prepare({
    schema = run.task.schema,
    train = run.cases.train,
    inputs = { validation = inputs_of(run.cases.validation) },
  })
end

--- Opens the task of a config and the workers that will run its candidates.
---
---@param config table
---@param folders string[] where data sets are looked for
---@return Run? run without an archive yet
---@return string? message
function M.open(config, folders)
  local context = { data = folders, rng = random.new(config.search.seed):split("task") }
  local task, message = tasks.open(config.task.module, config.task, context)
  if not task then
    return nil, message
  end
  local run = {
    task = task,
    cases = {},
    seed = config.search.seed,
    budget = config.search.budget,
    window = config.search.window,
  }
  run.pool, message = open_pool(config, task)
  if not run.pool then
    return nil, message
  end
  local ok
  ok, message = load_cases(run)
  if not ok then
    run.pool:close()
    return nil, message
  end
  return run
end

-- what a reader of the archive needs to know to make it again
local function facts_of(config)
  return {
    config = {
      task = config.task,
      program = config.program,
      search = config.search,
      limits = config.limits,
    },
    versions = { hyla = version, luajit = jit.version },
    machine = {
      kernel = machine.kernel(),
      memory_bytes = machine.memory_bytes(),
      processor = machine.processor_name(),
      processors = machine.processors(),
    },
  }
end

--- Starts an archive with the config's program as entry 1.
---
---@param run Run
---@param folder string a new folder
---@param config table
---@return boolean? ok
---@return string? message
function M.start(run, folder, config)
  local program, message = programs.assemble(config.program)
  if not program then
    return nil, message
  end
  run.archive, message = archives.create(folder, facts_of(config))
  if not run.archive then
    return nil, message
  end
  local entry
  entry, message = play.plant(run, program)
  return entry and true, message
end

--- Takes up an archive where it stopped.
---
---@param run Run
---@param folder string
---@return boolean? ok
---@return string? message
function M.resume(run, folder)
  local message
  run.archive, message = archives.open(folder)
  return run.archive and true, message
end

--- Searches until the budget is used up.
---
---@param run Run
---@param on_entry fun(entry: Entry)
function M.search(run, on_entry)
  evolve.evolve(run, on_entry)
end

-- the score of an entry's program on the test split, measured once and then remembered
local function test_score(run, n)
  for _, event in ipairs(run.archive:events()) do
    if event.kind == "test" and event.body.n == n then
      return event.body.score
    end
  end
  local candidate = candidates.seed(run.archive:program(n))
  local score = play.measure(run, play.evaluate(run, candidate, "test"), "test")
  assert(run.archive:record("test", { n = n, score = score }))
  return score
end

--- Measures the first and the best program on the test split, which the search never saw.
---
---@param run Run
---@return Result
function M.finish(run)
  assert(run.pool:prepare({ inputs = { test = inputs_of(run.cases.test) } }))
  local first, best = run.archive:entry(1), run.archive:best()
  return {
    initial = { validation = first.score, test = test_score(run, 1) },
    best = { n = best.n, id = best.id, validation = best.score, test = test_score(run, best.n) },
  }
end

return M

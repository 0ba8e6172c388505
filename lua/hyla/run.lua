--- Runs: a search from its config to its result.

local archives = require("hyla.archive")
local cell = require("hyla.cell")
local configs = require("hyla.config")
local evolve = require("hyla.evolve")
local facts = require("hyla.facts")
local hidden = require("hyla.hidden")
local machine = require("hyla.machine")
local memoirs = require("hyla.memoir")
local opening = require("hyla.opening")
local play = require("hyla.play")
local players = require("hyla.player")
local programs = require("hyla.program")
local random = require("hyla.rng")
local sandbox = require("hyla.sandbox")
local stages = require("hyla.race.stages")
local swaps = require("hyla.swap")
local tasks = require("hyla.task")
local tried = require("hyla.tried")
local version = require("hyla.version")
local views = require("hyla.view")
local walls = require("hyla.walls")
local window = require("hyla.window")

local M = {}

---@class Result
---@field initial { validation: number, test: number }
---@field best { n: integer, id: string, validation: number, test: number?, message: string? } No
--- `test` where the program fails there, or may not be asked again; `message` says why.

local function inputs_of(cases)
  local inputs = {}
  for i, case in ipairs(cases) do
    inputs[i] = case.input
  end
  return inputs
end

-- where fuel decides, a clock that the config does not set is so many times as generous
local BACKSTOP = 10

-- what the config gives, else what the task asks for, else the config's default
local function limits_of(config, task)
  local limits = {}
  for name, value in pairs(config.limits) do
    local is_given = config.given["limits." .. name]
    limits[name] = not is_given and task.limits[name] or value
  end
  limits.fuel = limits.fuel ~= 0 and limits.fuel or nil
  limits.work = limits.work ~= 0 and limits.work or nil
  return limits
end

--- Returns what candidates of a config may use: what it gives, else what its task asks for; where
--- fuel decides, with clocks that are only a backstop.
---
---@param config Config
---@param task Task
---@return Limits
function M.limits(config, task)
  local limits = limits_of(config, task)
  for _, name in ipairs(limits.fuel and { "cpu_seconds", "wall_seconds" } or {}) do
    local is_given = config.given["limits." .. name]
    limits[name] = is_given and limits[name] or BACKSTOP * limits[name]
  end
  return limits
end

-- the workers are exec'd here, before the task reads a single label
local function open_pool(config, limits, unsafe)
  local pool, message = sandbox.open({
    unsafe = unsafe,
    workers = config.search.workers,
    limits = limits,
    entry = "hyla.cell",
    modules = cell.modules,
  })
  if message and not unsafe and message:find("seccomp", 1, true) then
    message = message .. "; --unsafe runs candidates all the same"
  end
  return pool, message
end

-- reads the data and shows the workers what a candidate may see while the search goes on
local function load_cases(run, limits)
  local message
  run.cases, message = tasks.load(run.task)
  if not run.cases then
    return nil, message
  end
  local shown = {
    schema = run.task.schema,
    train = run.cases.train,
    inputs = { validation = inputs_of(run.cases.validation) },
  }
  local is_plain, ok, reason = pcall(run.pool.prepare, run.pool, {
    tasks = { [run.task_number] = shown },
    fuel = limits.fuel,
    work = limits.work,
  })
  return is_plain and ok, reason or ok
end

-- lets candidates race, where the config wants it
local function set_race(run, alpha)
  if alpha > 0 then
    local message
    run.race, message = stages.rules(run.task, run.cases.validation, alpha)
    return run.race and true, message
  end
  return true
end

--- Opens the task of a config and the workers that will run its candidates.
---
---@param config table
---@param folders string[] where data sets are looked for
---@param unsafe? boolean candidates may run without seccomp
---@return Run? run without an archive yet
---@return string? message
function M.open(config, folders, unsafe)
  local context = { data = folders, rng = random.new(config.search.seed):split("task") }
  local task, message = tasks.open(config.task.module, config.task, context)
  if not task then
    return nil, message
  end
  local problem = configs.limits_problem(task.limits)
  if problem then
    return nil, ("task %s: %s"):format(task.name, problem)
  end
  local run = {
    task = task,
    task_number = 1,
    seed = config.search.seed,
    salt = config.search.seed,
    budget = config.search.budget,
    window = config.search.window,
    episode = config.search.episode,
    turn = window.turn,
    lessons = {},
    test_queries = config.search.test_queries,
  }
  local limits = M.limits(config, task)
  run.fuel = limits.fuel
  run.pool, message = open_pool(config, limits, unsafe)
  if not run.pool then
    return nil, message
  end
  local ok
  ok, message = load_cases(run, limits)
  if ok then
    ok, message = set_race(run, config.search.race or 0)
  end
  if not ok then
    run.pool:close()
    return nil, message
  end
  return run
end

-- what a reader of the archive needs to know to make it again
local function facts_of(config, run)
  return {
    walls = run.pool:walls(),
    origin = run.origin,
    config = {
      task = config.task,
      program = config.program,
      search = config.search,
      limits = config.limits,
      given = config.given,
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

-- seats the policy and the editors that a run begins with; what edits have made of them before the
-- run sits in workers
local function seat(run, program)
  local world = { schema = run.task.schema }
  world.facts = facts.measure(world.schema, run.cases.train)
  run.worlds, run.players = { [run.task_number] = world }, {}
  if not (run.origin and run.origin.is_foreign) then
    run.players[programs.kit(program)] = players.new(program, players.load, run.worlds)
  end
end

-- the last entry at which the mind was kept and that the next one may see
local function last_checkpoint(run)
  local n = math.max(1, run.archive:count() + 1 - run.window)
  while not run.archive:entry(n).policy do
    n = n - 1
  end
  return n
end

-- lets a run know what it knew after its last checkpoint
local function recollect(run)
  local last = last_checkpoint(run)
  run.mind, run.view = run.archive:policy(last), views.none()
  for n = 1, last do
    run.view = views.land(run.view, run.archive:entry(n), run.budget)
  end
  run.tried, run.swaps = tried.new(run.archive), swaps.of(run.archive)
  run.swaps:catch_up(run, last)
end

-- the program that a config begins with, and what its policy knows from elsewhere, if anything
local function begin_with(run, config)
  local base, message = programs.assemble(config.program)
  local path = config.program.mind or ""
  if not base or path == "" then
    return base, nil, message
  end
  local memoir
  memoir, message = memoirs.read(path)
  local fits = memoir
  if memoir then
    fits, message = memoirs.check(memoir, base, run.seed)
    message = message and ("%s: %s"):format(path, message)
  end
  if not fits then
    return nil, nil, "program.mind: " .. message
  end
  local program = programs.with(base, memoir.parts)
  local is_foreign = programs.kit(program) ~= programs.kit(base)
  run.origin = { digest = memoir.digest, charged = memoir.charged, is_foreign = is_foreign }
  return program, memoir.phi
end

-- puts a program in as entry 1, into the archive that `open` gives
local function plant(run, program, phi, open)
  seat(run, program)
  local entry, message = opening.audition(run, program, phi)
  if not entry then
    return nil, message
  end
  run.archive, message = open()
  if not run.archive then
    return nil, message
  end
  entry, message = run.archive:insert(entry)
  if not entry then
    return nil, message
  end
  recollect(run)
  return run.archive:commit()
end

--- Starts an archive with the config's program as entry 1. One that cannot start leaves no folder.
---
---@param run Run
---@param folder string a new folder
---@param config table
---@return boolean? ok
---@return string? message
function M.start(run, folder, config)
  local program, phi, message = begin_with(run, config)
  if not program then
    return nil, message
  end
  return plant(run, program, phi, function()
    return archives.create(folder, facts_of(config, run))
  end)
end

--- Starts a new archive as another one was started, whose swaps come into force again.
---
---@param run Run
---@param folder string a new folder
---@param config table   That of the archive.
---@param archive Archive
---@return boolean? ok
---@return string? message
function M.replay(run, folder, config, archive)
  run.origin = archive.facts.origin
  local ok, message = plant(run, archive:program(1), archive:policy(1).phi, function()
    return archives.create(folder, facts_of(config, run))
  end)
  run.swaps = ok and swaps.again(archive)
  return ok, message
end

--- Takes up an archive where it stopped, be it before its first entry.
---
---@param run Run
---@param folder string
---@param config table
---@return boolean? ok
---@return string? message
function M.resume(run, folder, config)
  local archive, message = archives.open(folder)
  if archive and archive:count() == 0 then
    local program, phi, why = begin_with(run, config)
    if not program then
      return nil, why
    end
    return plant(run, program, phi, function()
      local was, now = archive.facts.origin, run.origin
      if (was and was.digest) ~= (now and now.digest) then
        archive:close()
        return nil, ("program.mind: %s has changed since the run began"):format(config.program.mind)
      end
      return archive
    end)
  end
  if not archive then
    return nil, message
  end
  run.archive, run.origin = archive, archive.facts.origin
  seat(run, archive:program(1))
  recollect(run)
  if walls.line(archive.facts.walls or {}) ~= walls.line(run.pool:walls()) then
    return archive:record("walls", { machine = { walls = run.pool:walls() } })
  end
  return true
end

--- Searches until the budget is used up.
---
---@param run Run
---@param on_entry fun(entry: Entry)
---@return true? done
---@return string? message why it ended early
function M.search(run, on_entry)
  if run.fuel then
    -- most of what the jobs load is as it was at the start: metered once, in the template
    assert(run.pool:prepare({ parts = run.archive:program(1).parts }))
  end
  return evolve.evolve(run, on_entry)
end

-- writes down what the policy of the best program knows
local function keep_mind(run, best)
  local base, message = programs.assemble(run.archive.facts.config.program)
  if not base then
    return nil, message
  end
  local before = run.origin and run.origin.charged or 0
  return memoirs.write(run.archive.path, {
    phi = play.lasting(run),
    parts = memoirs.changes(run.archive:program(best.n), base),
    winners = {},
    charged = before + run.archive:count() - 1,
  })
end

--- Measures the first and the best program on the test split, which the search never saw, and keeps
--- what the policy has learned.
---
---@param run Run
---@return Result?
---@return string? message
function M.finish(run)
  local shown = { inputs = { test = inputs_of(run.cases.test) } }
  assert(run.pool:prepare({ tasks = { [run.task_number] = shown } }, "confirm"))
  local first, best = run.archive:entry(1), run.archive:best()
  local initial, message = hidden.score(run, 1)
  if not initial then
    return nil, message
  end
  -- the search is done whatever its best does with cases that it never saw
  local reached, reason = hidden.score(run, best.n)
  local kept
  kept, message = keep_mind(run, best)
  if not kept then
    return nil, message
  end
  return {
    initial = { validation = first.score, test = initial },
    best = { n = best.n, id = best.id, validation = best.score, test = reached, message = reason },
  }
end

return M

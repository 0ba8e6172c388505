--- The suite "loop": whole edits, from the pick of a parent to the entry in an archive on disk.

local processors = require("hyla.bench.processors")
local runs = require("hyla.run")
local shipped = require("hyla.shipped")
local system = require("hyla.system")

local M = {}

local TASKS = {
  trivial = { task = { module = "hyla.bench.square" }, agent = "hyla.bench.line" },
  tabular = { task = { module = "examples.tabular.task", kind = "linear" }, agent = "agents.cold" },
}

local function config_of(what)
  return {
    path = "bench",
    given = {},
    task = what.task,
    program = {
      agent = what.agent,
      policy = "agents.policy.bandit",
      editors = shipped.editors(),
    },
    search = { budget = 1, window = 64, episode = 0, seed = 1, workers = 2, test_queries = 16 },
    limits = { cpu_seconds = 2, wall_seconds = 20, memory_bytes = 2 ^ 27, output_bytes = 2 ^ 20 },
  }
end

-- a run on an archive that goes away with it: its folder is removed as soon as it is open
local function start(config)
  local run, folder = assert(runs.open(config, {})), os.tmpname()
  os.remove(folder)
  assert(runs.start(run, folder, config))
  assert(os.execute(("rm -r '%s'"):format(folder)) == 0)
  return run
end

local function nothing() end

--- Returns what prepares a case: as many edits as it is told to, by a clock of the run's own.
local function searching(what, clock_of)
  return function()
    local run = start(config_of(what))
    run.budget = 0
    return function(count)
      run.budget = run.budget + count
      assert(runs.search(run, nothing))
    end, clock_of(run.pool)
  end
end

local function by_the_clock()
  return system.seconds
end

--- Returns the cases of the suite.
---
---@return BenchCase[]
function M.cases()
  local cases = {}
  for _, name in ipairs({ "trivial", "tabular" }) do
    local what = TASKS[name]
    cases[#cases + 1] = { name = "edit/" .. name, prepare = searching(what, by_the_clock) }
    cases[#cases + 1] = {
      name = ("edit/%s/processor"):format(name),
      prepare = searching(what, processors.clock),
    }
  end
  return cases
end

return M

--- Searches on the toy task, for tests of the loop.

local runs = require("hyla.run")
local shipped = require("hyla.shipped")

local M = {}

--- Returns a config as `hyla.config` would make it.
---
---@param changes? table budget, window, workers, agent, policy, episode, fuel, test_queries, race:
--- in place of those here
---@return table
function M.config(changes)
  changes = changes or {}
  return {
    path = "toy.yaml",
    given = {},
    task = { module = "tests.support.toy_task" },
    program = {
      agent = changes.agent or "agents.cold",
      policy = changes.policy or "agents.policy.bandit",
      editors = shipped.editors(),
      mind = changes.mind,
    },
    search = {
      budget = changes.budget or 6,
      window = changes.window or 3,
      episode = changes.episode or 2,
      seed = 1,
      workers = changes.workers or 1,
      test_queries = changes.test_queries or 16,
      race = changes.race or 0,
    },
    limits = {
      cpu_seconds = 2,
      wall_seconds = 20,
      memory_bytes = 2 ^ 27,
      output_bytes = 2 ^ 20,
      fuel = changes.fuel,
    },
  }
end

-- opens a run on a folder: a new one, or one that stopped
local function open(folder, changes, begin)
  local config = M.config(changes)
  local run = assert(runs.open(config, {}))
  assert(begin(run, folder, config))
  return run
end

--- Runs a search to its end.
---
---@param folder string
---@param changes? table
---@param begin? fun(run: Run, folder: string, config: table): boolean? `runs.resume` to go on
---@return { hash: string, result: Result, archive: Archive }
function M.search(folder, changes, begin)
  local run = open(folder, changes, begin or runs.start)
  runs.search(run, function() end)
  local result = runs.finish(run)
  run.pool:close()
  return { hash = run.archive:hash(), result = result, archive = run.archive }
end

--- Starts a search and breaks it off in the middle, as a kill would.
---
---@param folder string
---@param entries integer how many land before it stops
function M.break_off(folder, entries)
  local run = open(folder, nil, runs.start)
  local ok, message = pcall(runs.search, run, function(entry)
    if entry.n > entries then
      error("broken off", 0)
    end
  end)
  assert(not ok and message == "broken off", message)
  run.pool:close()
  run.archive:close()
end

return M

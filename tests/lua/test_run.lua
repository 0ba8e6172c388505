--- lua/hyla/run.lua

local check = require("tests.support.check")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")

local T = {}

function T.a_task_that_cannot_be_opened_is_a_message()
  local config = searches.config()
  config.task = { module = "tests.support.no_task" }
  local run, message = runs.open(config, {})
  check.equal(run, nil)
  check.contains(message, "tests.support.no_task")
end

T.labels_are_read_after_the_workers_are_up = scratch.test(function()
  local sandbox = require("hyla.sandbox")
  local task = require("tests.support.toy_task")
  local order = {}
  local open_pool, open_task = sandbox.open, task.open
  sandbox.open = function(options)
    order[#order + 1] = "workers"
    return open_pool(options)
  end
  task.open = function(...)
    local one = open_task(...)
    local load = one.load
    one.load = function(self)
      order[#order + 1] = "labels"
      return load(self)
    end
    return one
  end
  local run = assert(runs.open(searches.config(), {}))
  sandbox.open, task.open = open_pool, open_task
  run.pool:close()
  check.equal(table.concat(order, " "), "workers labels")
end)

T.test_scores_are_measured_once = scratch.test(function(folder)
  local done = searches.search(folder .. "/run", { budget = 2 })
  local again = searches.search(folder .. "/run", { budget = 2 }, runs.resume)
  check.equal(again.hash, done.hash)
  check.equal(#again.archive:events(), #done.archive:events())
end)

return T

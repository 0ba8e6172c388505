--- Labels and hidden inputs: the memory of all that runs candidates is searched for them, while
--- candidates run.

local check = require("tests.support.check")
local memory = require("tests.support.memory")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local trial = require("tests.support.trial")

local T = {}

-- written in pieces, so that no copy of this source holds what is looked for
local LABEL = "label of a hidden case " .. ("7391"):rep(4)
local HIDDEN = "hidden input " .. ("2846"):rep(4)

local ENDLESS = { source = "while true do end" }

--- The toy task with bytes in its validation and test labels that can be found again.
local function open_planted_task(open)
  return function(...)
    local task = open(...)
    local cases = task.cases
    function task.cases(self, split)
      local list = cases(self, split)
      for i, case in ipairs(list) do
        case.id = split == "train" and case.id or LABEL .. " " .. split .. i
      end
      return list
    end
    return task
  end
end

--- Returns those of the processes that hold the needle; nil when looking is not permitted.
local function holders(pids, needle)
  local found = {}
  for _, pid in ipairs(pids) do
    local is_held = memory.holds(pid, needle)
    if is_held == nil then
      return nil
    end
    found[#found + 1] = is_held and pid or nil
  end
  return found
end

local function check_that_nobody_holds(pids, needle)
  local found = holders(pids, needle)
  if not found then
    return print("skipped: the memory of a worker may not be read")
  end
  check.truthy(#pids > 1)
  check.equal(#found, 0)
end

T.no_process_of_a_run_holds_a_label = scratch.test(function(folder)
  local task = require("tests.support.toy_task")
  local open = task.open
  task.open = open_planted_task(open)
  local run = assert(runs.open(searches.config({ workers = 2 }), {}))
  task.open = open
  assert(runs.start(run, folder .. "/run", searches.config()))
  runs.search(run, function() end)
  check.truthy(run.cases.test[1].id:find(LABEL, 1, true))
  check.truthy(memory.holds(0 + assert(io.open("/proc/self/stat")):read("*n"), LABEL) ~= false)
  check_that_nobody_holds(memory.family(run.pool), LABEL)
  runs.finish(run) -- now the test inputs are there, and their labels still are not
  check_that_nobody_holds(memory.family(run.pool), LABEL)
  run.pool:close()
  run.archive:close()
end)

--- Returns the processes of a pool in the midst of an endless job at a tier.
local function family_at_work(pool, tier)
  pool:submit(ENDLESS, { cpu_seconds = 60, wall_seconds = 60 }, tier)
  pool:submit({ source = "return 1" }, nil, tier) -- handed on, the first one runs
  return memory.family(pool)
end

function T.no_process_at_work_holds_what_the_host_knows()
  for _, tier in ipairs({ "confirm", "screen" }) do
    trial.with_pool(nil, function(pool)
      trial.report(pool, { source = "return 1" })
      local pids = family_at_work(pool, tier)
      check_that_nobody_holds(pids, LABEL)
      for _, pid in ipairs(pids) do -- none had ended before it was looked into
        check.truthy(io.open(("/proc/%d/maps"):format(pid)))
      end
    end) -- which ends the endless job
  end
end

function T.screen_workers_hold_no_hidden_input()
  trial.with_pool(nil, function(pool)
    check.equal(pool:prepare({ "seen by all" }), true)
    check.equal(pool:prepare({ HIDDEN }, "confirm"), true)
    local count = "return #prepared"
    check.equal(pool:wait(pool:submit({ source = count }, nil, "screen")).value, 1)
    check.equal(pool:wait(pool:submit({ source = count }, nil, "confirm")).value, 2)
    local found = holders(memory.family(pool), HIDDEN)
    if not found then
      return print("skipped: the memory of a worker may not be read")
    end
    -- the confirm worker and the process that forks its jobs; neither the template nor the screen
    -- worker
    check.equal(#pool:processes(), 3)
    check.equal(#found, 2)
    check.equal(found[1], pool:processes()[2])
    check.truthy(found[2] ~= pool:processes()[1] and found[2] ~= pool:processes()[3])
  end)
end

return T

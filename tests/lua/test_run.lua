--- lua/hyla/run.lua

local check = require("tests.support.check")
local memoirs = require("hyla.memoir")
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

T.a_run_records_the_walls_that_stood = scratch.test(function(folder)
  local config = searches.config()
  local run = assert(runs.open(config, {}))
  assert(runs.start(run, folder .. "/run", config))
  local recorded, standing = run.archive.facts.walls, run.pool:walls()
  run.archive:close()
  run.pool:close()
  check.equal(table.concat(recorded, " "), table.concat(standing, " "))
  check.equal(recorded[1], "seccomp")
end)

T.other_walls_are_recorded_and_change_no_hash = scratch.test(function(folder)
  local config = searches.config()
  local run = assert(runs.open(config, {}))
  assert(runs.start(run, folder .. "/run", config))
  run.pool:close()
  local before = run.archive:hash()
  run.archive:close()
  run.pool = {
    walls = function()
      return { "net" }
    end,
  }
  assert(runs.resume(run, folder .. "/run", config))
  local event = run.archive:events()[1]
  check.equal(event.kind, "walls")
  check.equal(event.body.machine.walls[1], "net")
  check.equal(run.archive:hash(), before)
end)

-- opens the toy task with one of its functions replaced
local function message_with(name, replacement)
  local task = require("tests.support.toy_task")
  local open = task.open
  task.open = function(...)
    local one = open(...)
    one[name] = replacement
    return one
  end
  local run, message = runs.open(searches.config(), {})
  task.open = open
  check.equal(run, nil)
  return message
end

function T.a_task_that_fails_while_it_reads_is_a_message()
  local message = message_with("load", function()
    error("no such column")
  end)
  check.contains(message, "test_run.lua:")
  check.contains(message, "no such column")
end

function T.a_race_on_a_task_without_a_scorer_is_a_message()
  local config = searches.config({ race = 0.05 })
  config.task = { module = "examples.reward_shaping.task" }
  local run, message = runs.open(config, {})
  check.equal(run, nil)
  check.contains(message, "search.race wants a task with a `scorer`")
end

function T.a_split_without_cases_is_a_message()
  local message = message_with("cases", function()
    return {}
  end)
  check.equal(message, "task toy: no case in its split train")
end

function T.a_task_that_asks_for_impossible_limits_is_a_message()
  local message = message_with("limits", { memory_bytes = "all" })
  check.contains(message, "task toy: limits.memory_bytes wants an integer")
end

function T.inputs_that_are_not_plain_are_a_message()
  local message = message_with("cases", function()
    return { { input = { marks = { print }, title = "" }, answer = "low" } }
  end)
  check.contains(message, "marks[1] is a function, wanted plain data")
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
  local queries = #done.archive:events()
  done.archive:close()
  local again = searches.search(folder .. "/run", { budget = 2 }, runs.resume)
  check.equal(again.hash, done.hash)
  check.truthy(queries > 0)
  check.equal(#again.archive:events(), queries)
end)

T.a_task_decides_the_limits_that_the_config_leaves_open = function()
  local sandbox = require("hyla.sandbox")
  local task = require("tests.support.toy_task")
  local open_pool, open_task, asked = sandbox.open, task.open, nil
  sandbox.open = function(options)
    asked = options.limits
    return open_pool(options)
  end
  task.open = function(...)
    local one = open_task(...)
    one.limits = { cpu_seconds = 5, wall_seconds = 50 }
    return one
  end
  local config = searches.config()
  config.given["limits.wall_seconds"] = true
  local run = assert(runs.open(config, {}))
  sandbox.open, task.open = open_pool, open_task
  run.pool:close()
  check.equal(asked.cpu_seconds, 5)
  check.equal(asked.wall_seconds, config.limits.wall_seconds)
  check.equal(asked.memory_bytes, config.limits.memory_bytes)
end

T.an_archive_says_what_made_it = scratch.test(function(folder)
  local facts = searches.search(folder .. "/run", { budget = 1 }).archive.facts
  check.equal(facts.config.search.budget, 1)
  check.equal(facts.versions.luajit, jit.version)
  check.truthy(facts.machine.processors >= 1)
end)

T.a_finished_run_keeps_what_its_policy_has_learned = scratch.test(function(folder)
  -- the last episode is cut short
  local changes = { policy = "agents.policy.learned", budget = 5, episode = 3 }
  searches.search(folder .. "/run", changes).archive:close()
  local memoir = assert(memoirs.read(folder .. "/run"))
  local paid = 0
  for _, use in pairs(memoir.phi.uses) do
    paid = paid + use.count
  end
  check.truthy(paid >= 5)
  check.equal(memoir.charged, 5)
  check.equal(next(memoir.parts), nil)
end)

-- the program of a run that has a mind, whose policy has parts of its own if `parts` says so
local function taught(folder, parts)
  local changes = { policy = "agents.policy.learned", budget = 4 }
  searches.search(folder .. "/first", changes).archive:close()
  local memoir = assert(memoirs.read(folder .. "/first"))
  memoir.parts = parts
  assert(memoirs.write(folder .. "/first", memoir))
  changes.mind = folder .. "/first"
  return changes, memoir
end

T.a_run_begins_with_what_was_learned_elsewhere = scratch.test(function(folder)
  local changes, memoir = taught(folder, {})
  local done = searches.search(folder .. "/second", changes)
  local origin = done.archive.facts.origin
  check.truthy(done.archive:policy(1).phi.uses)
  check.equal(origin.is_foreign, false)
  check.equal(origin.charged, memoir.charged)
  check.equal(assert(memoirs.read(folder .. "/second")).charged, 8)
  done.archive:close()
end)

T.a_run_with_parts_from_elsewhere_resumes_to_the_same_archive = scratch.test(function(folder)
  local source = assert(require("hyla.files").read("editors/mutate_constant.lua"))
  local parts = { ["editors/mutate_constant"] = source .. "\n-- changed\n" }
  parts["editors/crossover"] = false
  local changes = taught(folder, parts)
  local whole = searches.search(folder .. "/whole", changes)
  local first = whole.archive:program(1)
  check.equal(whole.archive.facts.origin.is_foreign, true)
  check.equal(first.parts["editors/mutate_constant"], parts["editors/mutate_constant"])
  check.equal(first.parts["editors/crossover"], nil)
  changes.budget = 2
  searches.search(folder .. "/cut", changes).archive:close()
  changes.budget, changes.workers = 4, 2
  -- what the run began with is in its archive
  os.remove(folder .. "/first/mind.json")
  check.equal(searches.search(folder .. "/cut", changes, runs.resume).hash, whole.hash)
end)

T.a_mind_that_does_not_fit_leaves_no_folder = scratch.test(function(folder)
  local changes = taught(folder, {})
  changes.policy = "agents.policy.uniform"
  local config = searches.config(changes)
  local run = assert(runs.open(config, {}))
  local ok, message = runs.start(run, folder .. "/second", config)
  run.pool:close()
  check.equal(ok, nil)
  check.contains(message, "program.mind: " .. folder .. "/first: the policy learns nothing")
  check.equal(require("hyla.system").kind(folder .. "/second"), nil)
end)

return T

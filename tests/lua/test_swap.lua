--- lua/hyla/swap.lua, and what a run makes of swaps

local check = require("tests.support.check")
local files = require("hyla.files")
local ledgers = require("hyla.ledger")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local swaps = require("hyla.swap")

local MUTATE = assert(files.read("editors/mutate_constant.lua"))
local BANDIT = assert(files.read("agents/policy/bandit.lua"))

--- An editor that does the same, and one that fails whenever it is asked.
local SAME = MUTATE .. "-- the same\n"
local BROKEN = MUTATE:gsub("function M.sites%b()", "%0\n  error('no sites')")

local function swap(part, source, was)
  return { part = part, source = source, was = was, reason = "swapped" }
end

-- searches, and lets `on_entry` see the run and each entry; what came of it
local function search(folder, changes, on_entry, begin)
  local config = searches.config(changes)
  local run = assert(runs.open(config, {}))
  assert((begin or runs.start)(run, folder, config))
  local told = {}
  function run.on_swap(one, message)
    told[#told + 1] = { swap = one, message = message }
  end
  local ok, message = runs.search(run, function(entry)
    return on_entry and on_entry(run, entry)
  end)
  run.pool:close()
  return { ok = ok, message = message, archive = run.archive, told = told, run = run }
end

-- stages a swap once an entry has landed
local function at(n, one)
  return function(run, entry)
    if entry.n == n then
      run.swaps:stage(one)
    end
  end
end

local function events(archive)
  local list = {}
  for _, event in ipairs(archive:events()) do
    list[#list + 1] = event.kind == "swap" and event.body or nil
  end
  return list
end

local T = {}

function T.programs_that_have_another_version_are_left_alone()
  local list = swaps.of(ledgers.new())
  local program = { parts = { agent = "1", policy = "2" }, numbers = {} }
  check.equal(list:program(program), program)
  check.equal(list:is_due(2), false)
  list:stage(swap("policy", "3", "2"))
  check.equal(list:is_due(2), true)
end

T.it_is_in_force_from_the_next_step_on = scratch.test(function(folder)
  local part = "editors/mutate_constant"
  local stage = at(4, swap(part, SAME, MUTATE))
  local found = search(folder .. "/run", { budget = 12, window = 3 }, stage)
  local list = events(found.archive)
  check.equal(#list, 1)
  check.equal(list[1].from, 7)
  check.equal(found.told[1].swap.part, part)
  for n = 2, 13 do
    check.equal(found.archive:program(n).parts[part], n < 7 and MUTATE or SAME)
  end
end)

T.workers_and_interruptions_change_nothing = scratch.test(function(folder)
  local part = "editors/mutate_constant"
  local stage = at(4, swap(part, SAME, MUTATE))
  local whole = search(folder .. "/whole", { budget = 12 }, stage).archive:hash()
  local two = search(folder .. "/two", { budget = 12, workers = 2 }, stage).archive:hash()
  check.equal(two, whole)
  local run
  local broken = { pcall(search, folder .. "/cut", { budget = 12 }, function(one, entry)
    run = one
    stage(one, entry)
    if entry.n == 9 then
      error("broken off", 0)
    end
  end) }
  check.equal(broken[1], false)
  run.pool:close()
  run.archive:close()
  local resumed = search(folder .. "/cut", { budget = 12 }, nil, runs.resume)
  check.equal(resumed.archive:hash(), whole)
end)

T.what_fails_is_taken_back_and_no_step_is_lost = scratch.test(function(folder)
  local part = "editors/mutate_constant"
  local found = search(folder .. "/run", { budget = 20 }, at(3, swap(part, BROKEN, MUTATE)))
  check.equal(found.ok, true)
  check.equal(found.archive:count(), 21)
  local list = events(found.archive)
  check.equal(#list, 2)
  check.contains(list[2].reason, "it failed: propose: error")
  check.contains(list[2].reason, "no sites")
  check.equal(list[2].source, MUTATE)
  local last = found.archive:entry(21)
  check.equal(found.archive:program(last.n).parts[part], MUTATE)
end)

T.the_last_swap_can_be_undone = scratch.test(function(folder)
  local part = "editors/mutate_constant"
  local found = search(folder .. "/run", { budget = 16 }, function(run, entry)
    at(3, swap(part, SAME, MUTATE))(run, entry)
    if entry.n == 8 then
      check.equal(assert(run.swaps:undo()).part, part)
    end
  end)
  check.equal(found.archive:program(17).parts[part], MUTATE)
  check.equal(events(found.archive)[2].reason, "undone")
  check.equal(found.run.swaps:last(), nil)
  check.equal(select(2, found.run.swaps:undo()), "no swap is in force")
end)

function T.a_swap_that_waits_is_dropped_by_an_undo()
  local list, program = swaps.of(ledgers.new()), { parts = { policy = "2" }, numbers = {} }
  list:stage(swap("policy", "3", "2"))
  check.equal(list:source(program, "policy"), "3")
  check.equal(list:undo().source, "3")
  check.equal(list:is_due(2), false)
  check.equal(list:source(program, "policy"), "2")
  check.equal(list:source(program, "editors/x"), false)
end

T.a_policy_takes_up_what_the_one_before_has_learned = scratch.test(function(folder)
  local source = BANDIT:gsub("return M%s*$", [[
function M.migrate(phi)
  return { moved = true, was = phi }
end

return M
]])
  local found = search(folder .. "/run", { budget = 12 }, at(3, swap("policy", source, BANDIT)))
  check.equal(#events(found.archive), 1)
  check.equal(found.run.mind.phi.moved, true)
end)

T.two_parts_are_swapped_with_one_step = scratch.test(function(folder)
  local found = search(folder .. "/run", { budget = 10 }, function(run, entry)
    at(3, swap("editors/mutate_constant", SAME, MUTATE))(run, entry)
    at(3, swap("policy", BANDIT .. "-- same\n", BANDIT))(run, entry)
  end)
  local list = events(found.archive)
  check.equal(#list, 2)
  check.equal(list[1].from, list[2].from)
end)

T.a_policy_that_is_taken_back_to_knows_what_it_knew = scratch.test(function(folder)
  local source = BANDIT:gsub("return M%s*$", [[
function M.migrate()
  return { of = "another form" }
end

function M.propose()
  error("cannot")
end

return M
]])
  local found = search(folder .. "/run", { budget = 16 }, at(3, swap("policy", source, BANDIT)))
  check.equal(found.ok, true)
  check.equal(found.archive:count(), 17)
  check.equal(#events(found.archive), 2)
  check.equal(found.run.mind.phi.of, nil)
end)

T.what_cannot_be_loaded_is_dropped_and_told = scratch.test(function(folder)
  local source = "return { sites = 1 }"
  local part = "editors/mutate_constant"
  local found = search(folder .. "/run", { budget = 8 }, at(3, swap(part, source, MUTATE)))
  check.equal(#events(found.archive), 0)
  check.contains(found.told[1].message, "editors/mutate_constant wants a function sites")
  check.equal(found.archive:count(), 9)
end)

return T

--- lua/hyla/account.lua

local accounts = require("hyla.account")
local archives = require("hyla.archive")
local check = require("tests.support.check")
local runs = require("tests.support.runs")

local T = {}

local function of_run(use)
  return runs.test(function(folder)
    use(assert(archives.open(folder, "read")))
  end)
end

T.a_walk_counts_and_keeps_the_best = of_run(function(archive)
  local seen = {}
  accounts.walk(archive, function(step)
    seen[step.entry.n] = ("%g %d %d"):format(
      step.best,
      step.evaluations,
      step.outcomes.timeout or 0
    )
  end)
  check.equal(table.concat(seen, "; "), "0 0 0; 0.5 1 0; 0.5 2 1; 0.5 3 1")
end)

T.rates_are_those_of_the_last_evaluations = of_run(function(archive)
  local entries, rates = archive:entries(), {}
  for n, entry in ipairs(entries) do
    entry.created = 100 + n / 4
  end
  accounts.walk(archive, function(step)
    rates[step.entry.n] = step.rate or false
  end)
  check.equal(rates[1], false)
  check.near(rates[4], 4)
end)

T.a_lineage_begins_at_the_start = of_run(function(archive)
  local numbers = {}
  for i, entry in ipairs(accounts.lineage(archive, 4)) do
    numbers[i] = entry.n
  end
  check.equal(table.concat(numbers, " "), "1 2 4")
end)

T.editors_are_credited_with_what_their_edits_gained = of_run(function(archive)
  local list = accounts.editors(archive)
  check.equal(#list, 3)
  local first = list[1]
  check.equal(first.editor, "mutate_constant")
  check.equal(first.accepted + first.best + first.ok + first.edits, 4)
  check.near(first.mean_gain, 0.5)
  check.equal(list[2].editor, "crossover")
  check.near(list[2].mean_gain, -0.1)
  check.equal(list[3].editor, "widen")
  check.equal(list[3].ok, 0)
  check.equal(list[3].mean_gain, nil)
end)

T.an_edit_of_several_steps_counts_once_for_each_editor = of_run(function(archive)
  local entry = archive:entries()[2]
  entry.edit.steps = { { editor = "a" }, { editor = "b" }, { editor = "a" } }
  local edits = {}
  for _, one in ipairs(accounts.editors(archive)) do
    edits[one.editor] = one.edits
  end
  check.equal(edits.a, 1)
  check.equal(edits.b, 1)
end)

T.what_was_used_is_summed = of_run(function(archive)
  local used = accounts.used(archive)
  check.near(used.cpu_seconds, 1)
  check.equal(used.peak_bytes, 2048)
  check.truthy(used.seconds >= 0)
end)

return T

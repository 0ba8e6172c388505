--- lua/hyla/live/verbs.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local live = require("tests.support.live")
local runs = require("hyla.run")

local MUTATE = assert(files.read("editors/mutate_constant.lua"))

local test = live.test

local T = {}

T.it_says_where_the_run_stands = test(function(ask)
  local reply = ask("status")
  check.equal(reply.ok, true)
  check.equal(reply.id, 7)
  check.equal(reply.value.task, "toy")
  check.equal(reply.value.landed, 1)
  check.equal(reply.value.budget, 12)
  check.equal(reply.value.is_paused, false)
end)

T.entries_can_be_looked_at = test(function(ask)
  check.equal(ask("entry", { n = 1 }).value.outcome, "ok")
  check.equal(ask("entry", { n = 9 }).message, "wanted an entry from 1 to 1, got 9")
end)

T.a_part_is_swapped_and_the_swap_undone = test(function(ask, run)
  check.equal(ask("undo").message, "no swap is in force")
  local source = MUTATE .. "-- again\n"
  local reply = ask("swap", { path = "mutate_constant.lua", source = source })
  check.equal(reply.value.part, "editors/mutate_constant")
  check.truthy(reply.value.steps > 0)
  run.stop = nil
  assert(runs.search(run, function() end))
  check.equal(ask("status").value.swapped[1], "editors/mutate_constant")
  check.equal(ask("undo").value.part, "editors/mutate_constant")
  check.contains(ask("swap", { path = "mutate_constant.lua", source = "x" }).message, "1:2: wanted")
  check.contains(ask("swap", { path = "/no/such.lua" }).message, "No such file")
end)

return T

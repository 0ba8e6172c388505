--- lua/hyla/cli/show.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("tests.support.runs")

local T = {}

T.the_best_is_shown_with_its_changes = runs.test(function(run)
  local result = program.hyla("show " .. run)
  check.equal(result.status, 0)
  check.truthy(result.out:find("entry    2 (best)\n", 1, true))
  check.truthy(result.out:find("parent   1 (a000000000)\n", 1, true))
  check.truthy(result.out:find("edit     mutate_constant in agent at rate\n", 1, true))
  check.truthy(result.out:find("score    0.5000 (+0.5000 over its parent)\n", 1, true))
  check.truthy(result.out:find("--- a/agent.lua\n+++ b/agent.lua\n", 1, true))
  check.truthy(result.out:find("\n-return 1\n+return 2\n", 1, true))
end)

T.a_failed_entry_says_why = runs.test(function(run)
  local out = program.hyla(("show %s c000"):format(run)).out
  check.truthy(out:find("outcome  timeout\nmessage  ran for 2.0 s\n", 1, true))
end)

T.what_a_candidate_wrote_steers_no_terminal = runs.test(function(run)
  local archive = assert(archives.open(run))
  local changed = archive:program(1)
  changed.parts.agent = "return '\27[2J'\n"
  assert(archive:insert({
    n = 5,
    id = ("e"):rep(64),
    parent = 1,
    program = changed,
    outcome = "error",
    message = "boo\nscore    1.0",
  }))
  archive:close()
  local out = program.hyla(("show %s 5"):format(run)).out
  check.contains(out, "message  boo score    1.0\n")
  check.contains(out, "+return '?[2J'\n")
end)

T.an_entry_with_the_report_of_another_says_whose = runs.test(function(run)
  local archive = assert(archives.open(run))
  assert(archive:insert({
    n = 5,
    id = ("e"):rep(64),
    parent = 1,
    program = archive:program(1),
    outcome = "ok",
    report = { answers = {}, gradient = {}, same_as = 1 },
  }))
  archive:close()
  local out = program.hyla(("show %s 5"):format(run)).out
  check.contains(out, "report   of entry 1, whose evaluation reads the same\n")
end)

T.the_start_has_no_parent_to_differ_from = runs.test(function(run)
  local out = program.hyla(("show %s first"):format(run)).out
  check.truthy(out:find("edit     none: the search started here\n", 1, true))
  check.equal(out:find("+++", 1, true), nil)
end)

T.json_holds_the_changes = runs.test(function(run)
  local object = json.decode(program.hyla(("show %s 2 --json"):format(run)).out)
  check.equal(object.n, 2)
  check.equal(object.changes[1].path, "agent.lua")
  check.truthy(program.hyla(("show %s 1 --json"):format(run)).out:find('"changes":[]', 1, true))
end)

T.an_entry_that_is_not_there_is_named = runs.test(function(run)
  local message = runs.complaint(("show %s 9"):format(run))
  check.truthy(message:find("wanted an entry from 1 to 4, got 9", 1, true))
end)

return T

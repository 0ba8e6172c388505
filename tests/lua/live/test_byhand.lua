--- lua/hyla/live/byhand.lua

local byhand = require("hyla.live.byhand")
local check = require("tests.support.check")
local live = require("tests.support.live")
local programs = require("hyla.program")

local test = live.test

local T = {}

T.what_could_be_done_to_an_entry_is_listed_and_tried = test(function(_, run)
  local names = assert(byhand.options(run, 1, "agent"))
  check.truthy(#names > 10)
  local wanted = { n = 1, part = "agent", action = names[3], seed = 1 }
  local found = assert(byhand.try(run, wanted))
  check.equal(found.step.action, names[3])
  check.equal(found.gain, found.score and found.score - run.archive:entry(1).score)
  check.truthy(found.source ~= run.archive:program(1).parts.agent)
  check.equal(byhand.try(run, wanted).source, found.source)
  check.equal(run.archive:count(), 1)
end)

T.the_policy_and_the_editors_can_be_tried_too = test(function(_, run)
  local names = assert(byhand.options(run, 1, "policy"))
  local found = assert(byhand.try(run, { n = 1, part = "policy", action = names[1], seed = 1 }))
  check.equal(found.outcome, "ok")
  check.equal(found.gain, 0)
end)

T.what_is_not_there_is_told = test(function(_, run)
  check.contains(select(2, byhand.options(run, 2, "agent")), "wanted an entry from 1 to 1, got 2")
  local wanted = { n = 1, part = "agent", action = "no_editor", seed = 1 }
  check.contains(select(2, byhand.try(run, wanted)), "entry 1 has no option no_editor of its agent")
end)

T.a_program_that_has_edited_its_editors_is_left_to_the_workers = test(function(_, run)
  local program = programs.with(run.archive:program(1), { policy = "return {}" })
  assert(run.archive:insert({
    n = 2,
    id = ("2"):rep(64),
    parent = 1,
    edit = { steps = {} },
    program = program,
    outcome = "ok",
  }))
  check.contains(select(2, byhand.options(run, 2, "agent")), "they run in workers alone")
end)

return T

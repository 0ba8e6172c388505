--- lua/hyla/seat.lua

local check = require("tests.support.check")
local programs = require("hyla.program")
local seats = require("hyla.seat")

local FIRST = { parts = { agent = "1", policy = "2" }, numbers = {} }
local EDITED = programs.with(FIRST, { policy = "3" })

-- a run whose host does `pick` by `here`, and whose workers do it by `there`
local function run_of(here, there)
  local run = { players = { [programs.kit(FIRST)] = { pick = here } }, mind = { memory = { 1 } } }
  run.pool = {
    submit = function(_, job)
      return job
    end,
    wait = function(_, job)
      return there(job)
    end,
  }
  run.archive = {
    entry = function(_, n)
      return { n = n, parent = n > 1 and 1 or nil, edit = { steps = { { part = "policy" } } } }
    end,
    program = function()
      return FIRST
    end,
    policy = function()
      return { memory = { "first" } }
    end,
  }
  return run
end

local function fine()
  return { "here" }
end

local function reply(value)
  return function()
    return { outcome = "ok", value = value }
  end
end

local function consult(run, program)
  local proposer = { n = program == FIRST and 1 or 2, program = program, stand_ins = {} }
  local job = { verb = "pick", mind = run.mind }
  local result, message = seats.consult(run, job, proposer, 1)
  return result, proposer.stand_ins, message
end

local T = {}

function T.what_a_run_began_with_sits_on_the_host()
  check.equal(consult(run_of(fine, error), FIRST)[1], "here")
  local changed_agent = programs.with(FIRST, { agent = "4" })
  check.equal(consult(run_of(fine, error), changed_agent)[1], "here")
end

function T.what_an_edit_has_made_sits_in_a_worker()
  local result, stand_ins = consult(run_of(error, reply({ "there" })), EDITED)
  check.equal(result[1], "there")
  check.equal(#stand_ins, 0)
end

function T.the_first_policy_stands_in_for_an_edited_one_that_fails()
  for _, value in ipairs({ "text", { 0 / 0 } }) do
    local result, stand_ins = consult(run_of(fine, reply(value)), EDITED)
    check.equal(result[1], "here")
    check.equal(stand_ins[1].outcome, "bad_output")
  end
end

function T.it_may_have_to_do_so_with_what_it_knew_at_first()
  local function picky(_, job)
    return { assert(job.mind.memory[1] == "first" and "at first") }
  end
  check.equal(consult(run_of(picky, reply(1)), EDITED)[1], "at first")
end

function T.nobody_stands_in_for_the_first_one()
  local result, stand_ins, message = consult(run_of(error, reply(1)), FIRST)
  check.equal(result, nil)
  check.equal(#stand_ins, 0)
  check.contains(message, "the starting policy cannot pick: error")
end

function T.a_step_of_an_edited_policy_keeps_the_mind_as_it_was()
  local run = run_of(fine, error)
  check.equal(seats.mind(run, FIRST), run.mind)
  local copy = seats.mind(run, EDITED)
  run.mind.memory[1] = 2
  check.equal(copy.memory[1], 1)
end

return T

--- Seats: where the verbs of a program's policy and editors are done, and who stands in for them.
--
-- What a run began with is its user's own code, and sits on the host; so does what was swapped in.
-- What an edit has made of it is nobody's: it sits in a worker. Where one of the two fails, the
-- starting program's policy stands in for it, so that it can spoil no more than itself.

local canonical = require("hyla.canonical")
local programs = require("hyla.program")
local sandbox = require("hyla.sandbox")
local standing = require("hyla.standing")
local window = require("hyla.window")

local M = {}

---@class Proposer               Whose policy is asked.
---@field n integer              Its entry.
---@field program Program
---@field stand_ins StandIn[]    Gets what it failed at.

---@class StandIn                A policy that failed; the starting one was asked instead.
---@field verb string
---@field entry integer          Where the policy comes from.
---@field outcome string         What it ended in, now or when it was last asked.
---@field message? string        Of one that was swapped in, which is taken back for it.

--- Has a job done by a worker: inside a step by yielding to the others, outside by waiting.
---
---@param run Run
---@param job table
---@param tier? string  "screen" unless said otherwise.
---@return Reply
function M.ask(run, job, tier)
  job.task = run.task_number
  local ticket = run.pool:submit(job, nil, tier or "screen")
  if coroutine.running() then
    return coroutine.yield(ticket)
  end
  return run.pool:wait(ticket)
end

--- Tells whether a program's policy and editors are the user's own: those that the run began with,
--- or that were swapped in.
---
---@param run Run
---@param program Program
---@return boolean
function M.is_own(run, program)
  return run.players[programs.kit(program)] ~= nil
end

--- Returns what a step that begins now may know of the mind, whoever it will ask. What others learn
--- while it waits for a worker changes the run's own.
---
---@param run Run
---@param program Program  Of the one who picks; only a policy on the host does so without waiting.
---@return Mind
function M.mind(run, program)
  if M.is_own(run, program) then
    return run.mind
  end
  return assert(sandbox.unpack(assert(sandbox.pack(run.mind))))
end

-- whether nobody could stand in for a program's policy: it is the one that does
local function is_first(run, program)
  return M.is_own(run, program) and programs.kit(program) == programs.kit(run.archive:program(1))
end

-- done on the host
local function do_here(player, job)
  local ok, value = pcall(player[job.verb], player, job)
  if ok then
    return { outcome = "ok", value = value }
  end
  return { outcome = "error", message = tostring(value) }
end

--- Takes a table that can be written down, so that a replay can take it up; else it is bad output.
---
---@param reply Reply
---@return Reply
function M.plain_reply(reply)
  if reply.outcome ~= "ok" then
    return reply
  end
  local message = "wanted a table, got a " .. type(reply.value)
  local is_plain = type(reply.value) == "table"
  if is_plain then
    is_plain, message = canonical.check(reply.value, "value")
  end
  return is_plain and reply or { outcome = "bad_output", message = message }
end

--- Has a verb done where the program's code belongs.
---
---@param run Run
---@param job table
---@param program Program  Whose policy and editors do it; the one that is edited, if any.
---@return Reply reply whose value, of an outcome "ok", is plain data
function M.do_verb(run, job, program)
  job.program, job.task = program, run.task_number
  local player = run.players[programs.kit(program)]
  return player and do_here(player, job) or M.plain_reply(M.ask(run, job))
end

-- one try: `check` turns the value into the result, or nil and why not; the third is the outcome
local function try(run, job, program, check)
  local reply = M.do_verb(run, job, program)
  if reply.outcome ~= "ok" then
    return nil, ("%s: %s"):format(reply.outcome, reply.message or "no message"), reply.outcome
  end
  local result, message = check(reply.value)
  return result, message, not result and "bad_output" or nil
end

-- done by the starting policy, if need be with the parameters that it started with
local function stand_in(run, job, check)
  local result, message
  local first = run.archive:program(1)
  result, message = try(run, job, first, check)
  if not result then
    job.mind = run.archive:policy(1)
    result, message = try(run, job, first, check)
  end
  if result then
    return result
  end
  return nil, ("the starting policy cannot %s: %s"):format(job.verb, message)
end

local function as_it_is(value)
  return value
end

--- Has a verb done by a proposer's policy and editors, or failing that by the starting ones.
---
---@param run Run
---@param job table        With a `mind`.
---@param proposer Proposer
---@param upto integer     The last entry that is seen.
---@param check? fun(value: any): any, string? Turns what came of it into the result.
---@return any result      nil where not even the starting policy can.
---@return string? message
function M.consult(run, job, proposer, upto, check)
  check = check or as_it_is
  local origin = standing.origin(run.archive, proposer.n)
  local failure = standing.failure(run.archive, origin, job.verb, upto)
  local reason
  if not failure then
    local result, message, outcome = try(run, job, proposer.program, check)
    if result then
      return result
    elseif is_first(run, proposer.program) then
      return nil, ("the starting policy cannot %s: %s"):format(job.verb, message)
    end
    failure, reason = outcome, M.is_own(run, proposer.program) and message or nil
  end
  table.insert(proposer.stand_ins, {
    verb = job.verb,
    entry = origin,
    outcome = failure,
    message = reason,
  })
  return stand_in(run, job, check)
end

--- The same for what a step cannot do without: ends the run where nobody can.
---
---@return any result
function M.insist(...)
  local result, message = M.consult(...)
  return result or window.fail(message)
end

return M

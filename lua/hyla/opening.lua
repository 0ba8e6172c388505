--- Openings: how a search begins, with a program that can start and a policy that has made up its
--- mind.

local candidates = require("hyla.candidate")
local play = require("hyla.play")
local seats = require("hyla.seat")
local views = require("hyla.view")

local M = {}

local function startable(run, job, program)
  job.program = program
  local reply = seats.do_verb(run, job, program)
  if reply.outcome ~= "ok" then
    return nil, ("the starting policy: %s: %s"):format(reply.outcome, reply.message)
  end
  local value = seats.plain_reply(reply)
  if value.outcome ~= "ok" then
    return nil, ("the starting policy: %s: %s"):format(job.verb, value.message)
  end
  return reply.value
end

-- lets the policy make up its mind, from what it has learned elsewhere or from nothing
local function start(run, program, phi)
  local message
  if not phi then
    phi, message = startable(run, { verb = "start", seed = run.seed }, program)
  end
  local memory
  if phi then
    local job = { verb = "open", phi = phi, budget = run.budget, family = run.family }
    memory, message = startable(run, job, program)
  end
  return memory and { phi = phi, memory = memory }, message
end

--- Tries the starting program. Nothing is written: a program that cannot start leaves no trace.
---
---@param run Run
---@param program Program
---@param phi? table  What its policy has learned elsewhere.
---@return NewEntry? entry 1, with the starting mind of its policy
---@return string? message why the starting program cannot run
function M.audition(run, program, phi)
  local mind, message = start(run, program, phi)
  if not mind then
    return nil, message
  end
  local candidate = candidates.seed(program)
  local report = play.try_once(run, program, "validation", run.is_quick and "screen" or "confirm")
  local score = play.measure(run, report, "validation")
  if not score then
    return nil, ("the starting agent: %s: %s"):format(report.outcome, report.message)
  end
  return play.entry(1, {}, nil, candidate, report, score, mind)
end

--- Begins a run on an archive that is empty.
---
---@param run Run
---@param program Program
---@param phi? table  What its policy has learned elsewhere.
---@return true?
---@return string? message
function M.begin(run, program, phi)
  local entry, message = M.audition(run, program, phi)
  if not entry then
    return nil, message
  end
  run.mind = entry.policy
  local kept, reason = run.archive:insert(entry)
  if not kept then
    return nil, reason
  end
  run.view = views.land(views.none(), kept, run.budget)
  return true
end

return M

--- The verbs of the loop, each done by a worker or by the trusted side.
--
-- A program's own policy and editors run where its agent runs, in a worker. Where one of them
-- fails, the starting program's stands in for it: a self-edit can spoil no more than itself. The
-- edit that comes of it tells who failed at what.

local canonical = require("hyla.canonical")
local candidates = require("hyla.candidate")
local edits = require("hyla.edit")
local orders = require("hyla.order")
local reports = require("hyla.report")
local scores = require("hyla.score")
local standing = require("hyla.standing")
local tiers = require("hyla.tiers")
local views = require("hyla.view")
local window = require("hyla.window")

local M = {}

---@class Run
---@field task Task
---@field cases table<string, Case[]>  By split; labels included: they stay on this side.
---@field archive Archive
---@field tried Tried
---@field pool Pool
---@field seed integer
---@field budget integer
---@field window integer
---@field fuel? integer          Of a job, where the run has a meter.
---@field test_queries integer  At most so many on the test split in a line of descent.
---@field grants? string[]      Of a build for trials of the walls; never in a search.

---@class Proposer               Whose policy is asked.
---@field n integer              Its entry.
---@field program Program
---@field stand_ins StandIn[]    Gets what it failed at.

---@class StandIn                A policy that failed; the starting one was asked instead.
---@field verb string
---@field entry integer          Where the policy comes from.
---@field outcome string         What it ended in, now or when it was last asked.

---@class Experience
---@field trace table
---@field outcome string
---@field score number?
---@field loss number?
---@field gradient table<string, number>
---@field best ViewRow        The best entry before this one.
---@field parent ViewRow

-- a worker's reply, screened unless said otherwise: inside a step by yielding to the others,
-- outside by waiting
local function ask(run, job, tier)
  local ticket = run.pool:submit(job, nil, tier or "screen")
  if coroutine.running() then
    return coroutine.yield(ticket)
  end
  return run.pool:wait(ticket)
end

-- one try of a job: `check` turns the reply's value into the result, or nil and why not; the third
-- is the outcome
local function try(run, job, program, policy, check)
  job.program, job.policy = program, policy
  local reply = ask(run, job)
  if reply.outcome ~= "ok" then
    return nil, ("%s: %s"):format(reply.outcome, reply.message or "no message"), reply.outcome
  end
  local result, message = check(reply.value)
  return result, message, not result and "bad_output" or nil
end

-- a job done by the starting policy, if need be with its starting parameters
local function stand_in(run, job, upto, check)
  local result, message
  for _, n in ipairs({ upto, 1 }) do
    result, message = try(run, job, run.archive:program(1), run.archive:policy(n), check)
    if result then
      return result
    end
  end
  return nil, ("the starting policy cannot %s: %s"):format(job.verb, message)
end

-- a job done with a proposer's program and the policy parameters as of an entry, or failing that
-- by the starting policy; nil and a message when even that cannot
local function consult(run, job, proposer, upto, check)
  local origin = standing.origin(run.archive, proposer.n)
  local failure = standing.failure(run.archive, origin, job.verb, upto)
  if not failure then
    local result, _, outcome = try(run, job, proposer.program, run.archive:policy(upto), check)
    if result then
      return result
    end
    failure = outcome
  end
  table.insert(proposer.stand_ins, { verb = job.verb, entry = origin, outcome = failure })
  return stand_in(run, job, upto, check)
end

-- the same for what a step cannot do without
local function insist(...)
  local result, message = consult(...)
  return result or window.fail(message)
end

-- a table that can be written down, so that a replay can take it up
local function as_plain(value)
  if type(value) ~= "table" then
    return nil, "wanted a table, got a " .. type(value)
  end
  local is_storable, message = canonical.encode(value, "value")
  return is_storable and value, message
end

--- Picks whom to edit, by the policy of the best program so far.
---
---@param run Run
---@param n integer
---@param view View gets the parent's row
---@return Proposer parent also with `row`, `gradient`, `mate`
function M.pick(run, n, view)
  local function check(value)
    local row = type(value) == "table" and view.entries[value.parent]
    if not row or row.outcome ~= "ok" then
      return nil, "the picked parent is no entry that ran"
    end
    local mate = value.mate and view.entries[value.mate]
    return { row = row, mate = mate and mate.n }
  end
  local job = { verb = "pick", n = n, seed = run.seed, view = view }
  local lead = { n = view.lead, program = run.archive:program(view.lead), stand_ins = {} }
  local picked = insist(run, job, lead, view.upto, check)
  view.parent = picked.row
  local report = run.archive:report(picked.row.n)
  return {
    n = picked.row.n,
    row = picked.row,
    program = run.archive:program(picked.row.n),
    gradient = report.gradient,
    mate = picked.mate,
    mate_program = picked.mate and run.archive:program(picked.mate),
    stand_ins = lead.stand_ins,
  }
end

--- Proposes an edit of the parent, by its own policy and editors.
---
---@param run Run
---@param n integer
---@param view View
---@param parent table
---@return Edit
function M.propose(run, n, view, parent)
  local job = {
    verb = "propose",
    n = n,
    seed = run.seed,
    view = view,
    gradient = parent.gradient,
    mate = parent.mate_program,
  }
  local function check(value)
    return edits.check(value, parent.program)
  end
  return insist(run, job, parent, view.upto, check)
end

--- Applies an edit with the parent's own editor.
---
---@param run Run
---@param parent table
---@param edit Edit
---@return Candidate
function M.apply(run, parent, edit)
  local reply = ask(run, {
    verb = "apply",
    program = parent.program,
    edit = edit,
    gradient = parent.gradient,
    mate = parent.mate_program,
  })
  return candidates.of(parent.program, edit.part, reply)
end

-- runs a program's agent once on a split; nothing else of the program is sent
local function trier(run, program, split)
  local agent = { parts = { agent = program.parts.agent }, numbers = program.numbers }
  return function(tier, key)
    local salt = ("%d %s %s"):format(run.seed, key, split)
    local job = {
      verb = "evaluate",
      program = agent,
      split = split,
      salt = salt,
      grants = run.grants,
    }
    local reply = ask(run, job, tier)
    local report = reports.of(reply, run.task.schema, orders.of(salt, #run.cases[split]))
    report.tier = reply.tier == "confirm" and "confirm" or tier
    return report
  end
end

--- Takes a program through a chain of tiers on one split.
---
---@param run Run
---@param program Program
---@param split string
---@param chain string a name of tiers.CHAINS
---@return Report
function M.try(run, program, split, chain)
  return tiers.of(program, trier(run, program, split), tiers.CHAINS[chain])
end

-- the report of an entry, as that of another one
local function recall(run, n)
  local entry, report = run.archive:entry(n), run.archive:report(n)
  return {
    outcome = entry.outcome,
    message = entry.message,
    answers = report.answers,
    loss = report.loss,
    gradient = report.gradient,
    fuel = report.fuel,
    cpu_seconds = 0,
    peak_bytes = 0,
    same_as = n,
  }
end

--- Runs a candidate on the validation cases, unless an entry that the step sees has told what comes
--- of it. One that would be the best so far has to be confirmed.
---
---@param run Run
---@param candidate Candidate
---@param view View
---@return Report
function M.evaluate(run, candidate, view)
  if candidate.outcome then
    return reports.of({ outcome = candidate.outcome, message = candidate.message })
  end
  local key = tiers.key(candidate.program)
  local twin = key and run.tried:find(key, view.upto)
  if twin then
    return recall(run, twin)
  end
  local report = M.try(run, candidate.program, "validation", "screen")
  local score = M.measure(run, report, "validation")
  if score and score > view.best then
    return M.try(run, candidate.program, "validation", "confirm")
  end
  return report
end

--- Measures a report against the answers of a split. Without a score it is not ok any more.
---
---@param run Run
---@param report Report
---@param split string
---@return number? score
function M.measure(run, report, split)
  return scores.of(report, run.task, run.cases[split])
end

--- Waits until it is the turn of step n, then says what there is to learn from it.
---
---@param run Run
---@param n integer
---@param parent table
---@param edit Edit
---@param report Report
---@param score number?
---@return Experience
function M.experience(run, n, parent, edit, report, score)
  coroutine.yield(window.TURN)
  assert(run.archive:count() == n - 1, "steps land in order")
  return {
    trace = edit.trace,
    outcome = report.outcome,
    score = score,
    loss = report.loss,
    gradient = report.gradient,
    best = views.row(run.archive:best()),
    parent = parent.row,
  }
end

--- Takes the gradient of an experience, by the policy that proposed the edit. A policy that was
--- edited may leave a trace that nobody can learn from: then there is none.
---
---@param run Run
---@param n integer
---@param parent table
---@param experience Experience
---@return table? gradient plain data
function M.gradient(run, n, parent, experience)
  local job = { verb = "gradient", experience = experience }
  return consult(run, job, parent, n - 1, as_plain)
end

--- Moves the policy's parameters by a gradient.
---
---@param run Run
---@param n integer
---@param parent table
---@param gradient table? none leaves them as they are
---@return table parameters plain data
function M.update(run, n, parent, gradient)
  local job = { verb = "update", gradient = gradient }
  local moved = gradient and consult(run, job, parent, n - 1, as_plain)
  return moved or run.archive:policy(n - 1)
end

-- an entry as the archive takes it
local function entry_of(n, parent, edit, candidate, report, score, policy)
  return {
    n = n,
    id = candidate.id,
    parent = parent.n,
    mate = parent.mate,
    edit = edit,
    program = candidate.program,
    outcome = report.outcome,
    message = report.message,
    score = score,
    loss = report.loss,
    report = {
      answers = report.answers,
      gradient = report.gradient,
      loss = report.loss,
      fuel = report.fuel,
      same_as = report.same_as,
    },
    policy = policy,
    cpu_seconds = report.cpu_seconds,
    peak_bytes = report.peak_bytes,
  }
end

--- Puts an entry into the archive.
---
---@return Entry
function M.insert(run, n, parent, edit, candidate, report, score, policy)
  edit.stand_ins = parent.stand_ins[1] and parent.stand_ins or nil
  local entry = entry_of(n, parent, edit, candidate, report, score, policy)
  local ok, message = run.archive:insert(entry)
  return ok and entry or window.fail(message)
end

--- Tries the starting program. Nothing is written: a program that cannot start leaves no trace.
---
---@param run Run
---@param program Program
---@return NewEntry? entry 1, with the starting parameters of its policy
---@return string? message why the starting program cannot run
function M.audition(run, program)
  local reply = ask(run, { verb = "start", program = program, seed = run.seed })
  if reply.outcome ~= "ok" then
    return nil, ("the starting policy: %s: %s"):format(reply.outcome, reply.message)
  end
  local state, message = as_plain(reply.value)
  if not state then
    return nil, "the starting policy: bad_output: " .. message
  end
  local candidate = candidates.seed(program)
  local report = M.try(run, program, "validation", "confirm")
  local score = M.measure(run, report, "validation")
  if not score then
    return nil, ("the starting agent: %s: %s"):format(report.outcome, report.message)
  end
  return entry_of(1, {}, nil, candidate, report, score, state)
end

return M

--- The verbs of the loop.
--
-- A program's own policy and editors pick, propose, apply and learn, in their seat (hyla.seat). Its
-- agent runs in a worker. Measuring and inserting are the trusted side's.

local candidates = require("hyla.candidate")
local edits = require("hyla.edit")
local orders = require("hyla.order")
local reports = require("hyla.report")
local scores = require("hyla.score")
local seats = require("hyla.seat")
local stages = require("hyla.race.stages")
local tiers = require("hyla.tiers")
local views = require("hyla.view")
local window = require("hyla.window")

local M = {}

---@class Run
---@field task Task
---@field task_number integer          By which workers know the task.
---@field cases table<string, Case[]>  By split; labels included: they stay on this side.
---@field archive Archive|Ledger
---@field tried Tried
---@field pool Pool
---@field players table<string, Player>  The user's own policies and editors, by their kit: those
--- that the run began with, and those that were swapped in.
---@field swaps Swaps
---@field on_swap? fun(swap: Swap, message: string?)  Told what came into force, or why it did not.
---@field worlds table<integer, { schema: Schema, facts: Facts }>  What they know of the task.
---@field mind Mind             What the policy knows now.
---@field lessons table[]       The gradients since it last learned.
---@field view View             The archive as it stands now.
---@field seed integer
---@field salt integer          Decides in which order cases are shown.
---@field budget integer
---@field family? string        What kind of task it is, while policies learn from many.
---@field is_quick? boolean     The best are not confirmed either.
---@field reports? Cache        Of evaluations in other runs, too: by task, split and tiers.key.
---@field window integer
---@field episode integer       The policy learns after so many entries; 0 for never.
---@field turn fun()            Waits until it is a step's turn to land.
---@field fuel? integer         Of a job, where the run has a meter.
---@field test_queries integer  At most so many on the test split in a line of descent.
---@field race? RaceRules       Of a run whose candidates play no more than it takes to drop them.
---@field grants? string[]      Of a build for trials of the walls; never in a search.

---@class Experience
---@field n integer
---@field trace table          As the policy left it with the edit.
---@field actions string[]     What the steps of the edit were.
---@field outcome string
---@field score number?        Of one that was dropped, what its part of the cases says of all.
---@field race? Standing       Marks such a score, and tells its limits.
---@field loss number?
---@field gradient table<string, number>
---@field best ViewRow         The best entry before this one.
---@field parent ViewRow

-- the program of an entry, with what was swapped in since
local function program_of(run, n)
  return run.swaps:program(run.archive:program(n))
end

--- Puts into force what its user has swapped in, if that is due.
---
---@param run Run
---@param n integer
function M.swap(run, n)
  local swap, message = run.swaps:take(run, n)
  while swap do
    if run.on_swap then
      run.on_swap(swap, message)
    end
    swap, message = run.swaps:take(run, n)
  end
end

--- Picks whom to edit, by the policy of the best program so far.
---
---@param run Run
---@param n integer
---@param view View
---@return Proposer parent also with `row`, `mind`, `gradient`, `mate`
function M.pick(run, n, view)
  local function check(value)
    local row = type(value) == "table" and views.find(view, value.parent)
    if not row then
      return nil, "the picked parent is no entry that ran"
    end
    local mate = value.mate and views.find(view, value.mate)
    return { row = row, mate = mate and mate.n }
  end
  local lead = { n = view.rows[1].n, stand_ins = {} }
  lead.program = program_of(run, lead.n)
  local mind = seats.mind(run, lead.program)
  local job = { verb = "pick", n = n, seed = run.seed, view = view, mind = mind }
  local picked = seats.insist(run, job, lead, view.upto, check)
  return {
    n = picked.row.n,
    row = picked.row,
    mind = mind,
    program = program_of(run, picked.row.n),
    gradient = run.archive:report(picked.row.n).gradient,
    mate = picked.mate,
    mate_program = picked.mate and program_of(run, picked.mate),
    stand_ins = lead.stand_ins,
  }
end

-- a job on the parent, which its policy and editors may know all this of
local function job_on(verb, parent)
  return {
    verb = verb,
    gradient = parent.gradient,
    mate = parent.mate_program,
    run = { score = parent.row.score, loss = parent.row.loss },
  }
end

--- Proposes an edit of the parent, by its own policy and editors.
---
---@param run Run
---@param n integer
---@param view View
---@param parent Proposer
---@return Edit
function M.propose(run, n, view, parent)
  local job = job_on("propose", parent)
  job.n, job.seed, job.mind = n, run.seed, parent.mind
  job.view = views.with_parent(view, parent.row)
  return seats.insist(run, job, parent, view.upto, function(value)
    return edits.check(value, parent.program)
  end)
end

--- Applies an edit with the parent's own editors.
---
---@param run Run
---@param parent Proposer
---@param edit Edit
---@return Candidate
function M.apply(run, parent, edit)
  local job = job_on("apply", parent)
  job.edit = edit
  return candidates.of(parent.program, seats.do_verb(run, job, parent.program))
end

-- names the order in which a program is shown a split
local function salt_of(run, key, split)
  return ("%d %s %s"):format(run.salt, key, split)
end

-- runs a program's agent once on a split, or a part of it; nothing else of the program is sent
local function trier(run, program, split, part)
  local agent = { parts = { agent = program.parts.agent }, numbers = program.numbers }
  return function(tier, key)
    local salt = salt_of(run, key, split)
    local job = {
      verb = "evaluate",
      program = agent,
      split = split,
      salt = salt,
      part = part,
      grants = run.grants,
    }
    local reply = seats.ask(run, job, tier)
    local order = orders.part(orders.of(salt, #run.cases[split]), part)
    local report = reports.of(reply, run.task.schema, order)
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
---@param part? { first: integer, last: integer }  Of the order in which it is shown the cases.
---@return Report
function M.try(run, program, split, chain, part)
  return tiers.of(program, trier(run, program, split, part), tiers.CHAINS[chain])
end

--- The same, unless another run on the same task has done it.
---
---@param run Run
---@param program Program
---@param split string
---@param chain string
---@return Report
function M.try_once(run, program, split, chain)
  local key = run.reports and tiers.key(program)
  if not key then
    return M.try(run, program, split, chain)
  end
  local name = ("%d %s %s"):format(run.task_number, split, key)
  return run.reports:get(name) or run.reports:put(name, M.try(run, program, split, chain))
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
    work = report.work,
    cpu_seconds = 0,
    peak_bytes = 0,
    race = report.race,
    same_as = n,
  }
end

-- the best that a step sees, for candidates to be held against
local function incumbent_of(run, view, order)
  local row = view.rows[1]
  local one = { n = row.n, score = row.score, answers = run.archive:report(row.n).answers }
  local known, message = stages.scores(run.race, one, order)
  one.scores = known or window.fail(message)
  return one
end

-- screens a candidate on all validation cases or, in a race, on so many as it takes
local function screen(run, candidate, view)
  if not (run.race and candidate.key) then
    return M.try_once(run, candidate.program, "validation", "screen")
  end
  local salt = salt_of(run, candidate.key, "validation")
  local order = orders.of(salt, #run.cases.validation)
  return stages.play(run.race, incumbent_of(run, view, order), order, function(part)
    return M.try(run, candidate.program, "validation", "screen", part)
  end)
end

--- Runs a candidate on the validation cases, unless an entry that the step sees has told what comes
--- of it. One that would be the best so far has to be confirmed.
---
---@param run Run
---@param candidate Candidate  Gets its `key`.
---@param view View
---@return Report
function M.evaluate(run, candidate, view)
  if candidate.outcome then
    return reports.of({ outcome = candidate.outcome, message = candidate.message })
  end
  candidate.key = tiers.key(candidate.program)
  local twin = candidate.key and run.tried:find(candidate.key, view.upto)
  if twin then
    return recall(run, twin)
  end
  local report = screen(run, candidate, view)
  local score = M.measure(run, report, "validation")
  if score and score > view.rows[1].score and not run.is_quick then
    local confirmed = M.try(run, candidate.program, "validation", "confirm")
    confirmed.race = report.race
    return confirmed
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

local function actions_of(edit)
  local actions = {}
  for i, step in ipairs(edit.steps) do
    actions[i] = step.action
  end
  return actions
end

local function experience_of(run, n, parent, edit, report, score)
  return {
    n = n,
    trace = edit.trace,
    actions = actions_of(edit),
    outcome = report.outcome,
    score = score or report.race and report.race.score,
    race = report.race,
    loss = report.loss,
    gradient = report.gradient,
    best = run.view.rows[1],
    parent = parent.row,
  }
end

--- Waits until it is the turn of step n, then says what there is to learn from it.
---
---@param run Run
---@param n integer
---@param parent Proposer
---@param edit Edit
---@param report Report
---@param score number?
---@return Experience
function M.experience(run, n, parent, edit, report, score)
  run.turn()
  assert(run.view.upto == n - 1, "steps land in order")
  return experience_of(run, n, parent, edit, report, score)
end

--- Takes the gradient of an experience, by the policy that proposed the edit. A policy that was
--- edited may leave a trace that nobody can learn from: then there is none.
---
---@param run Run
---@param parent Proposer
---@param experience Experience
---@return table? gradient plain data
function M.gradient(run, parent, experience)
  local job = { verb = "gradient", experience = experience, mind = run.mind }
  return (seats.consult(run, job, parent, experience.n - 1))
end

-- what the policy makes of the gradients since it last learned
local function learn(run, n, parent)
  local job = { verb = "learn", gradients = run.lessons, mind = run.mind }
  run.lessons = {}
  return seats.consult(run, job, parent, n - 1) or run.mind.phi
end

--- Returns what the policy knows in the end: the lessons of an episode that was cut short are
--- learned, too, by the policy of the best program.
---
---@param run Run
---@return table phi
function M.lasting(run)
  if run.episode == 0 or #run.lessons == 0 then
    return run.mind.phi
  end
  local n = run.view.rows[1].n
  local proposer = { n = n, program = program_of(run, n), stand_ins = {} }
  return learn(run, run.archive:count() + 1, proposer)
end

--- Lets the policy remember a gradient, and learn when an episode is over.
---
---@param run Run
---@param n integer
---@param parent Proposer
---@param gradient table? none leaves everything as it is
---@return Mind
function M.update(run, n, parent, gradient)
  local mind = run.mind
  if gradient then
    local job = { verb = "update", gradient = gradient, mind = mind }
    local memory = seats.consult(run, job, parent, n - 1)
    mind = { phi = mind.phi, memory = memory or mind.memory }
    table.insert(run.lessons, gradient)
  end
  run.mind = mind
  if run.episode > 0 and (n - 1) % run.episode == 0 then
    run.mind = { phi = learn(run, n, parent), memory = mind.memory }
  end
  return run.mind
end

--- At least so many entries lie between two at which the archive keeps the mind of the policy.
M.CHECKPOINT = 256

-- whether the mind after an entry is kept: only where no lesson waits to be learned
local function is_checkpoint(run, n)
  if run.episode == 0 then
    return (n - 1) % M.CHECKPOINT == 0
  end
  return (n - 1) % (run.episode * math.ceil(M.CHECKPOINT / run.episode)) == 0
end

--- Returns an entry as the archive takes it.
---
---@param n integer
---@param parent { n: integer?, mate: integer? }
---@param edit? Edit
---@param candidate Candidate
---@param report Report
---@param score? number
---@param mind? Mind
---@return NewEntry
function M.entry(n, parent, edit, candidate, report, score, mind)
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
      work = report.work,
      same_as = report.same_as,
      race = report.race,
    },
    policy = mind,
    cpu_seconds = report.cpu_seconds,
    peak_bytes = report.peak_bytes,
  }
end

--- Puts an entry into the archive.
---
---@return Entry
function M.insert(run, n, parent, edit, candidate, report, score, mind)
  edit.stand_ins = parent.stand_ins[1] and parent.stand_ins or nil
  run.swaps:hear(parent.stand_ins)
  local kept = is_checkpoint(run, n) and mind or nil
  local entry, message =
    run.archive:insert(M.entry(n, parent, edit, candidate, report, score, kept))
  if not entry then
    window.fail(message)
  end
  run.tried:add(candidate.key, n)
  run.view = views.land(run.view, entry, run.budget)
  return entry
end

--- Lives through an entry again that the archive holds: what the policy made of it.
---
---@param run Run
---@param n integer
---@return Entry
function M.relive(run, n)
  run.turn()
  local entry, report = run.archive:entry(n), run.archive:report(n)
  local parent = { n = entry.parent, row = views.find(run.view, entry.parent), stand_ins = {} }
  parent.program = program_of(run, parent.n)
  local told = { outcome = entry.outcome, loss = entry.loss, gradient = report.gradient }
  told.race = report.race
  run.swaps:hear(entry.edit.stand_ins or {})
  local experience = experience_of(run, n, parent, entry.edit, told, entry.score)
  M.update(run, n, parent, M.gradient(run, parent, experience))
  run.view = views.land(run.view, entry, run.budget)
  return entry
end

return M

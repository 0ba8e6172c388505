--- Schools: a policy plays short searches on many tasks, learns from them, and is examined.

local curves = require("hyla.study.curve")
local evolve = require("hyla.evolve")
local ledgers = require("hyla.ledger")
local memoirs = require("hyla.memoir")
local opening = require("hyla.opening")
local play = require("hyla.play")
local players = require("hyla.player")
local programs = require("hyla.program")
local random = require("hyla.rng")
local swaps = require("hyla.swap")
local trials = require("hyla.trial")
local tried = require("hyla.tried")
local views = require("hyla.view")
local window = require("hyla.window")

local M = {}

--- How many evaluations one is charged as whose program has lifted numbers: the gradient comes
--- with it, through all of its learning. On examples/tabular it took 1.3 (linear) and 1.4 (xor)
--- times as long with the agent of examples/studies, 1.2 times with the cold one: 60 runs each,
--- alternated.
M.GRADIENT_COST = 2

---@class Scholar          A hyperagent that goes to school: what it starts from, and what it knows.
---@field first Program    As it came.
---@field program Program  A starting agent, a policy and editors, as it has made them.
---@field player Player
---@field phi table
---@field winners Winner[] The best programs of its last searches.
---@field kit? string      What sits on the host; that of the program by default.
---@field trial? Trial     What it would become, while that is tried.

--- So many winners are remembered.
local WINNERS = 300

--- Seats a program's policy and editors, with nothing learned.
---
---@param course Course
---@param program Program
---@param seed integer
---@return Scholar?
---@return string? message
function M.enrol(course, program, seed)
  local player = players.new(program, players.load, course.worlds)
  local ok, phi = pcall(player.start, player, { seed = seed })
  if not ok then
    return nil, ("the policy cannot start: %s"):format(phi)
  end
  return { first = program, program = program, player = player, phi = phi, winners = {} }
end

-- lets a scholar go on with another program
local function become(course, scholar, program)
  scholar.program = program
  scholar.player = players.new(program, players.load, course.worlds, scholar.player)
end

--- Returns all that a scholar has become, as plain data.
---
---@param scholar Scholar
---@return table
function M.memoir(scholar)
  local parts = memoirs.changes(scholar.program, scholar.first)
  return { phi = scholar.phi, parts = parts, winners = scholar.winners, trial = scholar.trial }
end

--- Makes a scholar what it was when its memoir was written.
---
---@param course Course
---@param scholar Scholar  Of the same program, enrolled anew.
---@param memoir table
function M.restore(course, scholar, memoir)
  become(course, scholar, programs.with(scholar.first, memoir.parts))
  scholar.phi, scholar.winners, scholar.trial = memoir.phi, memoir.winners, memoir.trial
end

--- Lets a scholar go on from what was learned elsewhere. Parts that came with it sit in workers.
---
---@param scholar Scholar  Enrolled anew.
---@param memoir Memoir
function M.adopt(scholar, memoir)
  scholar.kit = programs.kit(scholar.first)
  scholar.program = programs.with(scholar.first, memoir.parts)
  scholar.phi = memoir.phi
end

local function nothing() end

-- a search on one instance, with nothing in its archive
local function new_run(course, scholar, one, options)
  return {
    task = one.task,
    task_number = one.number,
    cases = one.cases,
    archive = ledgers.new(),
    pool = one.pool,
    players = { [scholar.kit or programs.kit(scholar.program)] = scholar.player },
    worlds = course.worlds,
    lessons = {},
    view = views.none(),
    reports = course.reports,
    seed = options.seed,
    budget = options.budget,
    window = 1,
    episode = 0,
    turn = nothing,
    salt = course.salt,
    is_quick = true,
    family = one.family,
  }
end

-- the score on the hidden cases of what an entry holds; nil where it fails there
local function hidden_score(run, n)
  local report = play.try_once(run, run.archive:program(n), "test", "hidden")
  return play.measure(run, report, "test")
end

-- how many evaluations an entry is charged as
local function cost_of(run, n)
  return next(run.archive:program(n).numbers) and M.GRADIENT_COST or 1
end

-- what the best program by validation had gained on the hidden cases, after each charged evaluation
-- of the budget
local function curve_of(run)
  local start = hidden_score(run, 1) or 0
  local values, best, gained = { 0 }, run.archive:entry(1), 0
  for n = 2, run.archive:count() do
    local entry = run.archive:entry(n)
    for _ = 2, cost_of(run, n) do
      values[#values + 1] = gained
    end
    if entry.score and entry.score > best.score then
      best, gained = entry, (hidden_score(run, n) or 0) - start
    end
    values[#values + 1] = gained
  end
  return curves.of({ unpack(values, 1, run.budget + 1) })
end

-- all that was done on the way to the best program
local function winner_of(run)
  local best = run.view.rows[1]
  local steps, gains, entry = {}, {}, run.archive:entry(best.n)
  while entry.parent do
    local parent = run.archive:entry(entry.parent)
    for i = #entry.edit.steps, 1, -1 do
      table.insert(steps, 1, entry.edit.steps[i])
      table.insert(gains, 1, entry.score - parent.score)
    end
    entry = parent
  end
  local gained = best.score - entry.score
  return { family = run.family, score = gained, steps = steps, gains = gains }
end

local function outcomes_of(run)
  local outcomes = {}
  for n = 2, run.archive:count() do
    local outcome = run.archive:entry(n).outcome
    outcomes[outcome] = (outcomes[outcome] or 0) + 1
  end
  return outcomes
end

---@class Search
---@field one Instance
---@field gradients table[]
---@field memory table
---@field evaluated integer Programs, the start among them.
---@field charged integer   What they are charged as; see M.GRADIENT_COST.
---@field winner Winner      The best by validation.
---@field curve? Curve
---@field failure? string     Why a challenger came to no end; nothing else is known then.
---@field is_challenge? boolean  A challenger played it.

-- the most that a search of so many edits is charged: a start, and a last one with a gradient
local function most_of(budget)
  return budget + M.GRADIENT_COST
end

--- Plays one search with what a scholar knows now, until the budget is charged. A last evaluation
--- with a gradient may go beyond it; what it found then is on no curve. Ends the window where the
--- program cannot start on the task.
---
---@param course Course
---@param scholar Scholar
---@param one Instance
---@param options { seed: integer, budget: integer, is_exam: boolean? }
---@return Search
function M.search(course, scholar, one, options)
  local run = new_run(course, scholar, one, options)
  run.tried, run.swaps = tried.new(run.archive), swaps.of(run.archive)
  local begun, message = opening.begin(run, scholar.program, scholar.phi)
  if not begun then
    window.fail(("family %s, instance %d: %s"):format(one.family, one.instance, message))
  end
  local charged, n = cost_of(run, 1), 1
  while charged < options.budget + 1 do
    n = n + 1
    evolve.step(run, n)
    charged = charged + cost_of(run, n)
  end
  return {
    one = one,
    gradients = run.lessons,
    memory = run.mind.memory,
    evaluated = n,
    charged = charged,
    winner = winner_of(run),
    curve = options.is_exam and curve_of(run) or nil,
    outcomes = outcomes_of(run),
  }
end

-- a search of a challenger, which may fail
local function challenge(course, one)
  local search, message = window.attempt(M.search, course, one.challenger, one.instance, one)
  search = search or { failure = message }
  search.is_challenge = true
  return search
end

-- plays searches side by side, which have the same workers; what came of each, in order
local function search_all(course, scholar, searches)
  local found = {}
  local ok, message = window.run({
    first = 1,
    last = #searches,
    width = #searches,
    pool = searches[1].instance.pool,
    step = function(i)
      local one = searches[i]
      local search = one.challenger and challenge(course, one)
        or M.search(course, scholar, one.instance, one)
      window.turn()
      return search
    end,
    landed = function(search)
      found[#found + 1] = search
    end,
    stop = course.stop,
  })
  return ok and found, message
end

---@class Plan
---@field families string[]     To learn from, in turn.
---@field instances integer     The first so many of each.
---@field length integer        Edits of a search.
---@field width integer         Searches between two lessons; they run side by side.
---@field seed integer
---@field stops integer[]       Evaluations, ascending, at which `reached` is called; the last ends.
---@field from? integer         The stop that was reached before; 0 by default.
---@field reached fun(stop: integer): any  False or nil ends it.
---@field on_round? fun(charged: integer)  Called after every lesson.

-- the searches of one round
local function searches_of(course, plan, round)
  local searches = {}
  for i = 1, plan.width do
    local e = (round - 1) * plan.width + i
    local list = course.instances[plan.families[(e - 1) % #plan.families + 1]]
    local rng = random.new(plan.seed):split("search"):split(e)
    searches[i] = {
      instance = list[rng:integer(plan.instances)],
      seed = rng:integer(2 ^ 31),
      budget = plan.length,
    }
  end
  return searches
end

-- lets a policy change the program that it is part of, if it wants to, or try to
local function revise(course, scholar, plan, charged, verdict)
  local revision = scholar.player:revise({
    phi = scholar.phi,
    history = { charged = charged, winners = scholar.winners, verdict = verdict },
    program = scholar.program,
    task = course.instances[plan.families[1]][1].number,
    seed = plan.seed,
  })
  if revision and revision.is_trial then
    -- who plays alone has nobody to play against
    scholar.trial = plan.width > 1 and trials.begin(revision, charged) or nil
  elseif revision then
    become(course, scholar, programs.with(scholar.program, revision.parts))
  end
  scholar.phi = revision and revision.phi or scholar.phi
end

-- charges a trial for its share of a round, and ends it when it is decided
local function judge(course, scholar, cost)
  local trial = scholar.trial
  trial.charged = trial.charged + cost
  local verdict = trials.verdict(trial)
  scholar.trial = not verdict and trial or nil
  if verdict and verdict.decision == "better" then
    become(course, scholar, programs.with(scholar.program, trial.parts))
    scholar.phi = trial.phi
  end
  return verdict
end

local function learn(scholar, searches)
  for _, search in ipairs(searches) do
    local mind = { phi = scholar.phi, memory = search.memory }
    scholar.phi = scholar.player:learn({ mind = mind, gradients = search.gradients })
    if not search.is_challenge then
      table.insert(scholar.winners, search.winner)
    end
  end
  while #scholar.winners > WINNERS do
    table.remove(scholar.winners, 1)
  end
end

-- the evaluations that a round is charged
local function cost_of_round(plan)
  return plan.width * most_of(plan.length)
end

-- lets a scholar learn from one round; or nil and why it cannot. `verdict` is what became of the
-- policy that it had before, if that is news
local function teach(course, scholar, plan, round, verdict)
  local searches, challenger = searches_of(course, plan, round), nil
  if scholar.trial then
    challenger = trials.challenger(course, scholar)
    searches = trials.pair(searches, round, challenger)
  end
  local found, message = search_all(course, scholar, searches)
  if not found then
    return nil, message
  end
  learn(scholar, challenger and trials.hear(scholar.trial, challenger, found) or found)
  if challenger then
    verdict = judge(course, scholar, cost_of_round(plan))
  end
  if not scholar.trial then
    revise(course, scholar, plan, round * cost_of_round(plan), verdict)
  end
  return true
end

-- takes a policy back that its scholar has made of itself; false where there is none
local function roll_back(course, scholar)
  local policy = scholar.first.parts.policy
  if scholar.program.parts.policy == policy then
    return false
  end
  scholar.trial = nil
  become(course, scholar, programs.with(scholar.program, { policy = policy }))
  return true
end

-- the same as `teach`; a policy that cannot go on is taken back, and the round played without it,
-- which ends at once where the school was stopped
local function teach_surely(course, scholar, plan, round)
  if scholar.program.parts.policy == scholar.first.parts.policy then
    return teach(course, scholar, plan, round)
  end
  local ok, done, message = pcall(teach, course, scholar, plan, round)
  if ok and done then
    return true
  end
  roll_back(course, scholar)
  local verdict = { decision = "failed", count = 0, charged = 0 }
  verdict.message = tostring(ok and message or done)
  return teach(course, scholar, plan, round, verdict)
end

--- Lets a scholar learn until the budget is used up. No stop is overstepped: a round that would is
--- not played before it. A policy that the scholar has made of itself is taken back where it fails.
---
---@param course Course
---@param scholar Scholar  Its phi is changed.
---@param plan Plan
---@return true? done
---@return string? message
function M.train(course, scholar, plan)
  local cost = cost_of_round(plan)
  local round = math.floor((plan.from or 0) / cost)
  for _, stop in ipairs(plan.stops) do
    while (round + 1) * cost <= stop do
      round = round + 1
      local ok, message = teach_surely(course, scholar, plan, round)
      if not ok then
        return nil, message
      elseif plan.on_round then
        plan.on_round(round * cost)
      end
    end
    if stop > (plan.from or 0) and not plan.reached(stop) then
      return nil, "stopped"
    end
  end
  return true
end

--- Examines a scholar, who learns nothing from it.
---
---@param course Course
---@param scholar Scholar
---@param exam { instances: Instance[], length: integer, seed: integer }
---@return Search[]? searches One for each instance.
---@return string? message
function M.examine(course, scholar, exam)
  local searches = {}
  for i, one in ipairs(exam.instances) do
    local rng = random.new(exam.seed):split("exam"):split(one.family):split(one.instance)
    searches[i] = { instance = one, seed = rng:integer(2 ^ 31), budget = exam.length }
    searches[i].is_exam = true
  end
  local found, message = search_all(course, scholar, searches)
  if not found and roll_back(course, scholar) then
    return search_all(course, scholar, searches)
  end
  return found, message
end

return M

--- Trials: what a scholar's policy would make of itself plays against it, until a duel decides.
--
-- Both play the same searches: of each pair the instance and the seed are the same. What the best
-- program of the one gained more than that of the other, cut to BOUND, is told to a duel
-- (hyla.race.duel): a challenger whose mean difference is not above 0 is admitted with probability
-- ALPHA at most, however often one looks. What both play is charged, and teaches both; the one that
-- is not admitted is forgotten with all that it learned. A challenger that cannot start or fails
-- loses at once.

local canonical = require("hyla.canonical")
local duels = require("hyla.race.duel")
local players = require("hyla.player")
local programs = require("hyla.program")

local M = {}

--- How likely a challenger is admitted that is no better. What surely gains less than WORTH is not
--- better.
M.ALPHA = 0.1
M.WORTH = 0.01

--- What is undecided is not better after so many pairs, or after one for every so many evaluations
--- that were charged before: who has learned long can pay for telling finer differences.
M.LEAST_PAIRS = 48
M.EVALUATIONS_A_PAIR = 300

--- A challenger that made no difference in so many pairs is not better either.
M.IDLE = 8

--- A difference of gains counts for no more, either way.
M.BOUND = 0.25

---@class Trial               Plain data, so that a school that was stopped goes on with it.
---@field parts table<string, string|false>   What the challenger has in place of the scholar's.
---@field phi table           What the challenger has learned.
---@field most integer        Pairs, if nothing decides before.
---@field differences number[]  So far.
---@field charged integer     Evaluations so far.
---@field failure? string     Why the challenger cannot go on.

---@class Verdict             What became of a trial.
---@field decision Decision|"failed"
---@field count integer       Pairs.
---@field mean? number        Difference.
---@field is_idle? boolean     No pair made any.
---@field charged integer     Evaluations of both.
---@field message? string     What it failed with.

local function copy(value)
  return assert(canonical.decode(assert(canonical.encode(value))))
end

--- Begins a trial of a revision.
---
---@param revision Revision
---@param charged integer  Evaluations of the scholar so far.
---@return Trial
function M.begin(revision, charged)
  return {
    parts = revision.parts,
    phi = copy(revision.phi),
    most = math.max(M.LEAST_PAIRS, math.floor(charged / M.EVALUATIONS_A_PAIR)),
    differences = {},
    charged = 0,
  }
end

--- Returns the challenger of a scholar that has a trial.
---
---@param course Course
---@param scholar Scholar
---@return Scholar
function M.challenger(course, scholar)
  local program = programs.with(scholar.program, scholar.trial.parts)
  local player = players.new(program, players.load, course.worlds, scholar.player)
  return { program = program, player = player, phi = scholar.trial.phi }
end

--- Returns the searches of a round as pairs: one half of them twice, first for the scholar, then
--- for the challenger. What is left over, of an odd number, the scholar plays alone.
---
---@param searches table[]
---@param round integer     By which the halves take turns.
---@param challenger Scholar
---@return table[]
function M.pair(searches, round, challenger)
  local pairs_count, list = math.floor(#searches / 2), {}
  local before = round % 2 * (#searches - pairs_count)
  for i = 1, pairs_count do
    local one = searches[before + i]
    list[#list + 1] = one
    list[#list + 1] = {
      instance = one.instance,
      seed = one.seed,
      budget = one.budget,
      challenger = challenger,
    }
  end
  if #list < #searches then
    list[#list + 1] = searches[pairs_count + 1]
  end
  return list
end

local function is_same_attempt(one, other)
  if one.score ~= other.score or #(one.actions or {}) ~= #(other.actions or {}) then
    return false
  end
  for i, action in ipairs(one.actions or {}) do
    if action ~= other.actions[i] then
      return false
    end
  end
  return true
end

--- Tells whether two searches did the same: what one of them teaches, the other has taught.
---
---@param one Search
---@param other Search
---@return boolean
function M.is_twin(one, other)
  for i, gradient in ipairs(one.gradients) do
    if not other.gradients[i] or not is_same_attempt(gradient, other.gradients[i]) then
      return false
    end
  end
  return #one.gradients == #other.gradients
end

-- lets the challenger learn, if it can
local function teach(trial, challenger, search)
  local mind = { phi = challenger.phi, memory = search.memory }
  local job = { mind = mind, gradients = search.gradients }
  local ok, phi = pcall(challenger.player.learn, challenger.player, job)
  if ok then
    challenger.phi, trial.phi = phi, phi
  else
    trial.failure = tostring(phi)
  end
end

-- notes by how much the challenger's search gained more
local function compare(trial, search, champion)
  if search.failure then
    trial.failure = trial.failure or search.failure
    return
  end
  local difference = search.winner.score - champion.winner.score
  table.insert(trial.differences, math.max(-M.BOUND, math.min(difference, M.BOUND)))
end

--- Takes down the searches of a round, in the order of `pair`, and lets the challenger learn.
---
---@param trial Trial  It is changed.
---@param challenger Scholar
---@param found Search[]
---@return Search[] lessons  Those that teach something: no failures, and no search twice.
function M.hear(trial, challenger, found)
  local lessons = {}
  for i, search in ipairs(found) do
    local is_pair = i % 2 == 0
    if is_pair then
      compare(trial, search, found[i - 1])
    end
    if not search.failure and not (is_pair and M.is_twin(search, found[i - 1])) then
      lessons[#lessons + 1] = search
      teach(trial, challenger, search)
    end
  end
  return lessons
end

local function is_idle(differences)
  for _, difference in ipairs(differences) do
    if difference ~= 0 then
      return false
    end
  end
  return #differences >= M.IDLE
end

-- where the duel stands after all differences
local function standing_of(trial)
  local duel = duels.open({
    alpha = M.ALPHA,
    worth = M.WORTH,
    most = trial.most,
    low = -M.BOUND,
    high = M.BOUND,
  })
  for _, difference in ipairs(trial.differences) do
    duel:tell(difference)
  end
  return duel:standing()
end

--- Returns what became of a trial; nil while it goes on.
---
---@param trial Trial
---@return Verdict?
function M.verdict(trial)
  local standing, idle = standing_of(trial), is_idle(trial.differences)
  local decision = trial.failure and "failed" or idle and "not better" or standing.decision
  return decision ~= "go on"
      and {
        decision = decision,
        count = standing.count,
        mean = standing.mean,
        is_idle = idle or nil,
        charged = trial.charged,
        message = trial.failure,
      }
    or nil
end

return M

--- A bandit over actions that comes with what it has learned in other searches.
--
-- What an action is worth anywhere is believed by what it was paid in all searches; within one
-- search it is corrected by what it was paid there, cautiously. The upper bound of both decides.

local belief = require("hyla.belief")
local credit = require("hyla.credit")
local parents = require("hyla.parents")
local proposal = require("hyla.proposal")
local vocabulary = require("hyla.vocabulary")

local M = {}

--- How much an action is worth trying that is little known here.
local EXPLORATION = 1

--- How far an action's worth in one task is believed to lie from that in all: a variance.
local SPREAD = 0.3

--- The share of an edit's pay that its best descendant decides.
local PATIENCE = 0.6

--- How often any option is taken.
local ANY = 0.03

local NOWHERE = { words = {}, values = {} }

--- Begins with nothing believed, and no action known.
function M.start()
  return { belief = belief.new(), names = {} }
end

--- Begins a search: `count` and `excess` are by action what was paid here beyond what was believed.
function M.open(phi)
  return { total = 0, count = {}, excess = {}, names = vocabulary.copy(phi.names) }
end

--- Picks by rank; a program that has many children is picked less.
function M.pick(_, view, rng)
  return parents.pick("rank", view.rows, rng)
end

-- the upper bound of what an action is worth in this search
local function bound(mind, action)
  local memory = mind.memory
  local count = memory.count[action] or 0
  local weight = SPREAD / (belief.NOISE + count * SPREAD)
  local worth = belief.worth(mind.phi.belief, action, NOWHERE)
  local curious = EXPLORATION / 2 * math.sqrt(math.log(memory.total + 2) * weight)
  return worth + weight * (memory.excess[action] or 0) + curious
end

--- Proposes one step: the action with the greatest bound, or any.
function M.propose(mind, _, desk, rng)
  local seen
  local edit = proposal.chain(desk, "agent", 1, rng, function()
    local option
    option, seen = vocabulary.choose(mind.memory.names, desk, "agent", ANY, rng, function(name)
      return bound(mind, name)
    end)
    return { option = option }
  end)
  edit.trace = { seen = seen }
  return edit
end

--- Says what was done to whom, and what came of it.
function M.gradient(_, experience)
  return {
    n = experience.n,
    parent = experience.parent.n,
    before = experience.parent.score,
    score = experience.score,
    action = experience.actions[1],
    seen = experience.trace.seen,
  }
end

--- Remembers what was paid beyond what was believed.
function M.update(mind, gradient)
  local memory, action = mind.memory, gradient.action
  local excess = credit.now(gradient) - belief.worth(mind.phi.belief, action, NOWHERE)
  vocabulary.add(memory.names, gradient.seen)
  memory.total = memory.total + 1
  memory.count[action] = (memory.count[action] or 0) + 1
  memory.excess[action] = (memory.excess[action] or 0) + excess
  return memory
end

--- Believes what all edits of a search were paid in the end.
function M.learn(mind, gradients)
  local paid = credit.late(gradients, PATIENCE)
  for i, gradient in ipairs(gradients) do
    belief.learn(mind.phi.belief, { gradient.action }, { NOWHERE }, paid[i])
    vocabulary.add(mind.phi.names, gradient.seen)
  end
  return mind.phi
end

return M

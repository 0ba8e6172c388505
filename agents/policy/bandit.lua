--- A bandit over actions, from scratch in every search: UCB1 (Auer, Cesa-Bianchi & Fischer 2002).

local parents = require("hyla.parents")
local proposal = require("hyla.proposal")

local M = {}

--- How much an action is worth trying that is little known, in units of the reward.
local EXPLORATION = 0.1

--- The reward of a new best, beside what it gains.
local BONUS = 0.05

--- There is nothing to learn.
function M.start()
  return {}
end

--- Begins with no action known. `tried` and `paid` count and sum up rewards by action.
function M.open()
  return { total = 0, tried = {}, paid = {} }
end

--- Picks by rank; a program that has many children is picked less.
function M.pick(_, view, rng)
  return parents.pick("rank", view.rows, rng)
end

-- the upper bound of an action's mean reward; infinite for one that was never tried
local function bound(memory, name)
  local tried = memory.tried[name]
  if not tried then
    return math.huge
  end
  return memory.paid[name] / tried + EXPLORATION * math.sqrt(2 * math.log(memory.total) / tried)
end

--- Proposes one step: the action with the greatest bound.
function M.propose(mind, _, desk, rng)
  return proposal.chain(desk, "agent", 1, rng, function()
    local options = desk:options("agent")
    return { option = proposal.greatest(options, rng, function(option)
      return bound(mind.memory, option.name)
    end) }
  end)
end

--- Only a new best is paid.
function M.gradient(_, experience)
  local gain = experience.score and experience.score - experience.best.score or 0
  return { action = experience.actions[1], reward = gain > 0 and BONUS + gain or 0 }
end

--- Counts the action and adds up what it was paid.
function M.update(mind, gradient)
  local memory, action = mind.memory, gradient.action
  memory.total = memory.total + 1
  memory.tried[action] = (memory.tried[action] or 0) + 1
  memory.paid[action] = (memory.paid[action] or 0) + gradient.reward
  return memory
end

--- Nothing is learned for other searches.
function M.learn(mind)
  return mind.phi
end

return M

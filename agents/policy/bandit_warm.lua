--- A bandit over actions that comes with what it has learned in other searches.
--
-- What an action is worth anywhere is believed by what it was paid in all searches; within one
-- search it is corrected by what it was paid there, cautiously. The upper bound of both decides.
-- Of places it knows nothing, and its edits have one step.

local learner = require("hyla.learner")

--- How a parent is picked.
local PARENTS = "rank"

--- How much an action is worth trying that is little known here.
local EXPLORATION = 1

--- How far an action's worth in one task is believed to lie from that in all: a variance.
local SPREAD = 1

--- The share of an edit's pay that its best descendant decides.
local PATIENCE = 0.3

--- The most that a loss of score costs, and what a failure does.
local HARM = 0

--- How often any option is taken.
local ANY = 0.03

return learner.policy({
  parents = PARENTS,
  exploration = EXPLORATION,
  spread = SPREAD,
  credit = { patience = PATIENCE, harm = HARM },
  any = ANY,
  longest = 1,
  chain = 0,
  least = 0,
  places = false,
  trusts = { 0 },
  recall = 1,

  --- The upper bound of what an action is worth.
  value = function(p)
    return p.base + p.here + p.curious
  end,
})

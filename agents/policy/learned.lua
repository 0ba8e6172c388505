--- A policy that learns what pays where, and proposes chains of edits.
--
-- What bandit_warm believes of an action is its bias. To it comes what is believed of the place: of
-- the task by what was measured on it, of the program by what was done to it, trusted as far as it
-- would have foretold the pay in families that it never heard of.

local learner = require("hyla.learner")

--- How a parent is picked.
local PARENTS = "rank"

--- How much an action is worth trying that is little known here.
local EXPLORATION = 1

--- How far an action's worth in one task is believed to lie from that in all: a variance.
local SPREAD = 0.3

--- The share of an edit's pay that its best descendant decides.
local PATIENCE = 0.6

--- How often any option is taken.
local ANY = 0.03

--- Edits have one to so many steps.
local LONGEST = 4

--- Whether places are looked at, and how far what is believed of them may be trusted.
local PLACES = true
local TRUSTS = { 0, 0.1, 0.2, 0.4, 0.7, 1 }

--- What an error counts one search later.
local RECALL = 0.998

return learner.policy({
  parents = PARENTS,
  spread = SPREAD,
  patience = PATIENCE,
  any = ANY,
  longest = LONGEST,
  places = PLACES,
  trusts = TRUSTS,
  recall = RECALL,

  --- The upper bound of what an action is worth.
  value = function(p)
    local curious = EXPLORATION / 2 * math.sqrt(math.log(p.total + 2) * p.variance)
    return p.base + p.trust * p.context + p.here + curious
  end,
})

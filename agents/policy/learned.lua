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
local SPREAD = 1

--- The share of an edit's pay that its best descendant decides.
local PATIENCE = 0.3

--- The most that a loss of score costs, and what a failure does.
local HARM = 0

--- How often any option is taken.
local ANY = 0.03

--- Edits have one to so many steps, and more than one so often.
local LONGEST = 4
local CHAIN = 0.5

--- What a further step must surely be worth, in tenths of score.
local LEAST = 0.1

--- Whether places are looked at, and how far what is believed of them may be trusted.
local PLACES = true
local TRUSTS = { 0, 0.1, 0.2, 0.4, 0.7, 1 }

--- What an error counts one search later.
local RECALL = 0.998

--- Whether options that measure an argument are in the language.
local STATISTICS = true

return learner.policy({
  parents = PARENTS,
  exploration = EXPLORATION,
  spread = SPREAD,
  credit = { patience = PATIENCE, harm = HARM },
  any = ANY,
  longest = LONGEST,
  chain = CHAIN,
  least = LEAST,
  places = PLACES,
  trusts = TRUSTS,
  recall = RECALL,
  statistics = STATISTICS,

  --- The upper bound of what an action is worth.
  value = function(p)
    return p.base + p.trust * p.context + p.here + p.curious
  end,
})

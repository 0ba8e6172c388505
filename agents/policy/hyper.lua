--- A policy that learns as `learned` does, and changes the program that it is part of.
--
-- Chains of edits that belong together, by the programs that won, become macros: single actions
-- that it can learn about, and chain again. It also writes editors that measure what winners had
-- to draw, tries changes of this source in duels, and lets steps of numbers go by the path of the
-- loss. With all forms off it is `learned`; docs/game.md says what decides about each.

local amend = require("hyla.amend")
local binding = require("hyla.binding")
local growth = require("hyla.growth")
local learner = require("hyla.learner")
local mine = require("hyla.mine")
local random = require("hyla.rng")

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

--- Whether the steps of lifted numbers go where the loss has fallen.
local PATHWISE = true

--- Where macros come from: "mined", "random" for any parts of winners, "none".
local MACROS = "mined"

--- Whether a macro leaves no argument open.
local LITERAL = false

--- Whether editors are written that measure what winners had to draw.
local WRITES = true

--- Whether changes of this source are tried: "raced" against what is there, or "none".
local EDITS = "raced"

local M = learner.policy({
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
  pathwise = PATHWISE,
  notes = WRITES,

  --- The upper bound of what an action is worth.
  value = function(p)
    return p.base + p.trust * p.context + p.here + p.curious
  end,
})

-- what belongs together, by the programs that won
local function chains_of(winners, history)
  if MACROS == "mined" then
    return mine.veins(winners)
  elseif MACROS == "random" then
    return mine.random(winners, 4, random.new(history.charged))
  end
  return {}
end

-- makes editors of what won, and drops those that do not pay
local function grow(phi, history)
  return growth.revise(phi, history, function(winners)
    local veins = WRITES and binding.veins(winners) or {}
    for _, vein in ipairs(chains_of(winners, history)) do
      veins[#veins + 1] = vein
    end
    return veins
  end, LITERAL)
end

--- Makes editors when that is due, or else wants to try a change of this source.
function M.revise(phi, history, desk, rng)
  amend.hear(phi.amendments, history)
  local revision = grow(phi, history)
  if not revision and EDITS == "raced" then
    return amend.propose(phi, history, desk, rng)
  end
  return revision
end

return M

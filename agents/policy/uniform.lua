--- The policy that learns nothing: any editor is as likely as any other, then any of its options.

local parents = require("hyla.parents")
local proposal = require("hyla.proposal")
local unlearned = require("hyla.unlearned")

local M = {}

--- Edits have one to so many steps.
local LONGEST = 1

--- Picks by rank; a program that has many children is picked less.
function M.pick(_, view, rng)
  return parents.pick("rank", view.rows, rng)
end

--- Proposes steps of any editors.
function M.propose(_, _, desk, rng)
  return (proposal.chain(desk, "agent", rng:integer(LONGEST), rng, function(at)
    local option = proposal.any(at, "agent", rng)
    return option and { option = option }
  end))
end

return unlearned.policy(M)

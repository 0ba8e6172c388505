--- Hypergradient descent: lifts all constants into numbers, then moves them down their gradient.
--
-- A step moves all numbers of the best program that has any; each further step from the same one is
-- shorter. No other edit is made, and nothing is learned: it shows what tuning is worth by itself.

local argument = require("hyla.argument")
local proposal = require("hyla.proposal")
local unlearned = require("hyla.unlearned")

local M = {}

--- An edit lifts so many functions or constants.
local LONGEST = 4

--- The first step of the steepest number in log units, and what is left of it with each child.
local STEP = 1.2
local SHRINK = 0.7

--- What a step up of tune_numbers begins from, by its editor.
local USUAL = 0.5

-- how much of a program is lifted: so many edits of its line
local function lifts(row)
  local count = 0
  for _, action in ipairs(row.actions) do
    count = count + (action:find("^lift_constant") and 1 or 0)
  end
  return count
end

--- Picks the best of those that have the most lifted.
function M.pick(_, view)
  local best, most = view.rows[1], 0
  for _, row in ipairs(view.rows) do
    local count = lifts(row)
    if count > most then
      best, most = row, count
    end
  end
  return { parent = best.n }
end

-- the option that lifts the most at once: all of a function, before one constant
local function lift(desk)
  return desk:options_of("agent", "lift_constant")[1]
end

local function tune(view, desk)
  local step = STEP * SHRINK ^ view.parent.children
  local option = desk:find("agent", "tune_numbers up")
  return option and { option = option, shift = math.log(step / USUAL) - argument.STEP }
end

--- Proposes to lift what is not lifted yet, or else one step of all numbers.
function M.propose(_, view, desk, rng)
  local is_lifting = lift(desk) ~= nil
  return (proposal.chain(desk, "agent", is_lifting and LONGEST or 1, rng, function(at, index)
    local option = lift(at)
    if is_lifting then
      return option and { option = option }
    end
    local chosen = tune(view, at)
    -- without a gradient a number is moved at random
    return chosen or index == 1 and { option = proposal.any(at, "agent", rng) } or nil
  end))
end

return unlearned.policy(M)

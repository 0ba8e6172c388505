--- A policy with a prior that a person wrote down once, and nothing learned.

local argument = require("hyla.argument")
local parents = require("hyla.parents")
local proposal = require("hyla.proposal")
local unlearned = require("hyla.unlearned")

local M = {}

--- How much more likely an editor is than one that is not named here.
local WEIGHTS = {
  add_hidden = 2,
  add_interactions = 2,
  add_memory = 4,
  add_similarity = 2,
  add_squares = 2,
  add_statistic = 6,
  add_text_feature = 3,
  keep_best = 2,
  mutate_constant = 4,
  set_threshold = 4,
  standardise = 4,
  swap_optimiser = 3,
  crossover = 0.5,
  delete_statement = 0.3,
  duplicate_statement = 0.2,
  insert_statement = 0.2,
  lift_constant = 0.3,
  lower_constant = 0.3,
  swap_statements = 0.2,
}

--- Picks by rank; a program that has many children is picked less.
function M.pick(_, view, rng)
  return parents.pick("rank", view.rows, rng)
end

-- the weight of each option: an editor shares its own among them
local function weights_of(options)
  local counts, weights = {}, {}
  for _, option in ipairs(options) do
    counts[option.editor] = (counts[option.editor] or 0) + 1
  end
  for i, option in ipairs(options) do
    weights[i] = (WEIGHTS[option.editor] or 1) / counts[option.editor]
  end
  return weights
end

--- Proposes one step, drawn by the weights.
function M.propose(_, _, desk, rng)
  return proposal.chain(desk, "agent", 1, rng, function()
    local options = desk:options("agent")
    return { option = options[argument.index(weights_of(options), rng)] }
  end)
end

return unlearned.policy(M)

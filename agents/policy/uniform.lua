--- The policy that learns nothing: any editor is as likely as any other, then any of its options.

local parents = require("hyla.parents")
local proposal = require("hyla.proposal")

local M = {}

--- There is nothing to learn.
function M.start()
  return {}
end

--- There is nothing to remember.
function M.open()
  return {}
end

--- Picks by rank; a program that has many children is picked less.
function M.pick(_, view, rng)
  return parents.pick("rank", view.rows, rng)
end

--- Proposes one step of any editor.
function M.propose(_, _, desk, rng)
  return proposal.chain(desk, "agent", 1, rng, function()
    local options = desk:options("agent")
    return { option = proposal.any(options, rng) }
  end)
end

--- An experience teaches nothing.
function M.gradient()
  return {}
end

--- Nothing is remembered.
function M.update(mind)
  return mind.memory
end

--- Nothing is learned.
function M.learn(mind)
  return mind.phi
end

return M

--- The loop: pick a parent, propose an edit, apply it, evaluate the candidate, measure its outputs,
--- take the gradient, update the policy, insert the entry.

local play = require("hyla.play")
local window = require("hyla.window")

local M = {}

--- Makes entry n of a run's archive. It sees the archive as it stood after entry n - window.
---
---@param run Run
---@param n integer
---@return Entry
function M.step(run, n)
  local view = run.view
  local parent = play.pick(run, n, view)
  local edit = play.propose(run, n, view, parent)
  local candidate = play.apply(run, parent, edit)
  local report = play.evaluate(run, candidate, view)
  local score = play.measure(run, report, "validation")
  local experience = play.experience(run, n, parent, edit, report, score)
  local gradient = play.gradient(run, parent, experience)
  local mind = play.update(run, n, parent, gradient)
  return play.insert(run, n, parent, edit, candidate, report, score, mind)
end

--- Makes all entries that the budget still allows, after the first, which is the start; `on_entry`
--- is called with each, in order. Entries that the archive has beyond what the policy knows of are
--- lived through again first.
---
---@param run Run
---@param on_entry fun(entry: Entry)
---@return true? done
---@return string? message why it ended early; what was inserted stays
function M.evolve(run, on_entry)
  local known = run.archive:count()
  local done, message = window.run({
    first = run.view.upto + 1,
    last = run.budget + 1,
    width = run.window,
    pool = run.pool,
    is_alone = function(n)
      return run.swaps:is_due(n)
    end,
    step = function(n)
      play.swap(run, n)
      return (n <= known and play.relive or M.step)(run, n)
    end,
    landed = function(entry)
      if entry.n > known then
        on_entry(entry)
      end
    end,
    -- entries are committed while the run has to wait: a slow one commits each at once
    idle = function()
      return select(2, run.archive:commit())
    end,
    stop = run.stop,
  })
  local kept, reason = run.archive:commit()
  return kept and done, message or reason
end

return M

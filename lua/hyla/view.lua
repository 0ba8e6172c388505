--- Views: what a step may know of the archive, as it stood a window before.

local M = {}

---@class ViewRow
---@field n integer
---@field score number?
---@field loss number?
---@field outcome string
---@field children integer   Entries that were made from this one.

---@class View
---@field entries ViewRow[]
---@field lead integer       The best entry so far, the earliest of equals.
---@field upto integer       The last entry that is seen.
---@field best number        The best score so far.
---@field progress number    From 0 to 1.
---@field parent? ViewRow    The picked parent's row.

--- Returns what a policy may know of an entry.
---
---@param entry Entry
---@return ViewRow row that has no children yet
function M.row(entry)
  return {
    n = entry.n,
    score = entry.score,
    loss = entry.loss,
    outcome = entry.outcome,
    children = 0,
  }
end

--- Returns what step n may know of the archive.
---
---@param run Run
---@param n integer
---@return View
function M.of(run, n)
  local upto = math.max(1, n - run.window)
  local view = { entries = {}, best = 0, progress = (upto - 1) / run.budget, upto = upto }
  for m = 1, upto do
    local entry = run.archive:entry(m)
    local row = M.row(entry)
    view.entries[m] = row
    if entry.parent then
      local parent = view.entries[entry.parent]
      parent.children = parent.children + 1
    end
    if row.score and (not view.lead or row.score > view.best) then
      view.best, view.lead = row.score, m
    end
  end
  return view
end

return M

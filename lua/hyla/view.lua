--- Views: what a step may know of the archive, as it stood a window before.
--
-- A view is never changed; an entry that lands makes another, so that steps which overlap can each
-- keep the one they began with. It holds the best programs only: of a million entries nobody picks
-- the last.

---@class ViewRow
---@field n integer
---@field parent? integer    nil for the start.
---@field score number
---@field loss number?
---@field children integer   Entries that were made from this one.
---@field actions string[]   All that was done to the starting program, in order.

---@class View
---@field rows ViewRow[]     Those that ran, best first: by score, then by loss, then the earlier.
---@field upto integer       The last entry that is seen.
---@field progress number    From 0 to 1.
---@field parent? ViewRow    The picked parent's row.

local new_table = require("table.new")

local M = {}

--- So many rows are kept.
M.KEPT = 64

local function is_better(row, other)
  if row.score ~= other.score then
    return row.score > other.score
  end
  local loss, other_loss = row.loss or math.huge, other.loss or math.huge
  if loss ~= other_loss then
    return loss < other_loss
  end
  return row.n < other.n
end

local function actions_of(entry, parent)
  local actions = {}
  for i, action in ipairs(parent and parent.actions or {}) do
    actions[i] = action
  end
  for _, step in ipairs(entry.edit and entry.edit.steps or {}) do
    actions[#actions + 1] = step.action
  end
  return actions
end

--- Returns what a policy may know of an entry.
---
---@param entry Entry
---@param parent? ViewRow
---@return ViewRow? row  That has no children yet; nil for an entry that has no score.
function M.row(entry, parent)
  return entry.score
    and {
      n = entry.n,
      parent = entry.parent,
      score = entry.score,
      loss = entry.loss,
      children = 0,
      actions = actions_of(entry, parent),
    }
end

--- Returns the view that has nothing in it.
---
---@return View
function M.none()
  return { rows = {}, upto = 0, progress = 0 }
end

--- Finds the row of an entry.
---
---@param view View
---@param n integer
---@return ViewRow? row  nil for one that did not run, or is not among the best.
function M.find(view, n)
  for _, row in ipairs(view.rows) do
    if row.n == n then
      return row
    end
  end
end

local function with_child(row)
  return {
    n = row.n,
    parent = row.parent,
    score = row.score,
    loss = row.loss,
    children = row.children + 1,
    actions = row.actions,
  }
end

-- whether the row of an entry would be kept
local function is_kept(rows, entry)
  return entry.score and (not rows[M.KEPT] or is_better(entry, rows[M.KEPT]))
end

-- the rows with another one in its place, and a child for its parent
local function rows_with(rows, added, parent)
  local changed = new_table(M.KEPT + 1, 0)
  for _, row in ipairs(rows) do
    if added and is_better(added, row) then
      changed[#changed + 1], added = added, nil
    end
    changed[#changed + 1] = row.n == parent and with_child(row) or row
  end
  changed[#changed + 1] = added
  changed[M.KEPT + 1] = nil
  return changed
end

--- Returns the view after one more entry.
---
---@param view View
---@param entry Entry
---@param budget integer
---@return View
function M.land(view, entry, budget)
  local row
  if is_kept(view.rows, entry) then
    row = M.row(entry, entry.parent and M.find(view, entry.parent))
  end
  return {
    rows = rows_with(view.rows, row, entry.parent),
    upto = entry.n,
    progress = (entry.n - 1) / budget,
  }
end

--- Returns the view with the picked parent's row pointed out.
---
---@param view View
---@param row ViewRow
---@return View
function M.with_parent(view, row)
  return { rows = view.rows, upto = view.upto, progress = view.progress, parent = row }
end

return M

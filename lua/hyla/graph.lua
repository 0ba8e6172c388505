--- Graphs: the family tree of an archive, one row of line drawing for each entry.
--
-- Entries come newest first. A lane runs down from an entry to its parent; all the children of one
-- parent share a lane, so that a row is enough for every entry and the drawing stays narrow.

local M = {}

M.UNICODE = { node = "●", down = "│", across = "─", cross = "┼", left = "├", right = "┤" }
M.ASCII = { node = "*", down = "|", across = "-", cross = "+", left = "|", right = "|" }

local function find(lanes, width, n)
  for slot = 1, width do
    if lanes[slot] == n then
      return slot
    end
  end
end

--- Returns the character of a slot that is neither the entry's nor its parent's.
local function passing(is_lane, is_crossed, glyphs)
  if is_lane then
    return is_crossed and glyphs.cross or glyphs.down
  end
  return is_crossed and glyphs.across or " "
end

local function trim(cells)
  while cells[#cells] == " " do
    cells[#cells] = nil
  end
  return cells
end

--- Draws one row: the entry at `node`, with a line across to `join`: its parent's lane, or itself.
local function draw(state, node, join, glyphs)
  local first, last = math.min(node, join), math.max(node, join)
  local cells = {}
  for slot = 1, state.width do
    local is_crossed = slot > first and slot < last
    cells[2 * slot - 1] = passing(state.lanes[slot], is_crossed, glyphs)
    cells[2 * slot] = slot >= first and slot < last and glyphs.across or " "
  end
  cells[2 * join - 1] = join < node and glyphs.left or glyphs.right
  cells[2 * node - 1] = glyphs.node
  return trim(cells)
end

--- Gives the entry a slot: its lane when it has children, else the first free one.
local function place(state, n)
  local slot = find(state.lanes, state.width, n)
  if slot then
    return slot
  end
  for free = 1, state.width do
    if not state.lanes[free] then
      return free
    end
  end
  state.width = state.width + 1
  return state.width
end

local function step(state, entry, glyphs)
  local node = place(state, entry.n)
  local join = entry.parent and find(state.lanes, state.width, entry.parent)
  local cells = draw(state, node, join or node, glyphs)
  state.lanes[node] = not join and entry.parent or nil
  while state.width > 0 and not state.lanes[state.width] do
    state.width = state.width - 1
  end
  return cells
end

--- Draws entries, newest first.
---
---@param entries { n: integer, parent: integer? }[]
---@param glyphs table M.UNICODE or M.ASCII.
---@return string[][] rows Each a list of characters, one column wide each.
function M.rows(entries, glyphs)
  local state, rows = { lanes = {}, width = 0 }, {}
  for i, entry in ipairs(entries) do
    rows[i] = step(state, entry, glyphs)
  end
  return rows
end

return M

--- Progress: what a long run shows while it goes on.
--
-- On a terminal one line is written over and over. Where lines are wanted instead, one is printed
-- for each new best and for each tenth of the budget.

local edits = require("hyla.edit")
local system = require("hyla.system")
local term = require("hyla.term")

local M = {}
M.__index = M

--- Seconds between two drawings of the line.
local INTERVAL = 0.1

---@class Progress
---@field budget integer
---@field first integer      Evaluations that were there before.
---@field best number?
---@field accepted string?   The last edit that made a new best.

--- Starts a display.
---
---@param out file*
---@param budget integer
---@param first integer evaluations that are there already
---@param best number the best score so far
---@return Progress
function M.start(out, budget, first, best)
  local mode = term.progress()
  local started = system.seconds()
  return setmetatable({
    out = out,
    budget = budget,
    first = first,
    best = best,
    is_live = mode == "live",
    is_quiet = mode == nil,
    started = started,
    drawn = 0,
    tenth = math.floor(10 * first / budget),
  }, M)
end

local function duration(seconds)
  return ("%d:%02d"):format(math.floor(seconds / 60), math.floor(seconds % 60))
end

-- the state of the run in words
local function line_of(self, n)
  local seconds = math.max(system.seconds() - self.started, 1e-9)
  local rate = (n - self.first) / seconds
  local left = rate > 0 and duration((self.budget - n) / rate) or "?"
  return ("%d/%d  %.1f evaluations/s  best %.3f  left %s  %s"):format(
    n,
    self.budget,
    rate,
    self.best,
    left,
    self.accepted or "no edit accepted yet"
  )
end

local function draw_live(self, n)
  local now = system.seconds()
  if now - self.drawn < INTERVAL and n < self.budget then
    return
  end
  self.drawn = now
  local columns = system.columns(2) or 80
  self.out:write("\r\27[K", line_of(self, n):sub(1, columns - 1))
  self.out:flush()
end

local function draw_plain(self, n, is_best)
  local tenth = math.floor(10 * n / self.budget)
  if is_best or tenth > self.tenth then
    self.tenth = tenth
    self.out:write(line_of(self, n), "\n")
    self.out:flush()
  end
end

--- Shows an entry that landed.
---
---@param entry Entry
function M:entry(entry)
  local is_best = entry.score ~= nil and entry.score > self.best
  if is_best then
    self.best = entry.score
    self.accepted = ("#%d %s"):format(entry.n, edits.describe(entry.edit))
  end
  -- the first entry is the start, not an evaluation of the budget
  if self.is_quiet then
    return
  elseif self.is_live then
    draw_live(self, entry.n - 1)
  else
    draw_plain(self, entry.n - 1, is_best)
  end
end

--- Says something beside the entries, in a line that stays.
---
---@param text string
function M:say(text)
  self.out:write(self.is_live and "\r\27[K" or "", text, "\n")
  self.out:flush()
end

--- Ends the display; what follows starts on a line of its own.
function M:stop()
  if self.is_live then
    self.out:write("\r\27[K")
    self.out:flush()
  end
end

return M

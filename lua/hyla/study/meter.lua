--- Meters: how far a campaign has come, while it goes on.
--
-- On a terminal one line is written over and over. Where lines are wanted instead, there are two a
-- minute.

local system = require("hyla.system")
local term = require("hyla.term")

local M = {}
M.__index = M

--- Seconds between two drawings, on a terminal and elsewhere.
local INTERVAL, PLAIN_INTERVAL = 0.2, 30

---@class Meter
---@field out file*
---@field total number    Evaluations that will be charged.
---@field done number     Of the units before.
---@field cost number     Of the unit that goes on.
---@field title string

--- Starts a display.
---
---@param out file*
---@param total number
---@return Meter
function M.start(out, total)
  local mode = term.progress()
  local meter = { out = out, total = total, done = 0, cost = 0, title = "" }
  meter.is_live, meter.is_quiet = mode == "live", mode == nil
  meter.started, meter.drawn = system.seconds(), -math.huge
  return setmetatable(meter, M)
end

local function duration(seconds)
  return ("%d:%02d:%02d"):format(seconds / 3600, seconds / 60 % 60, seconds % 60)
end

-- the state in words, with so much of the unit done
local function line_of(self, charged, now)
  local done = self.done + charged
  local rate = done / math.max(now - self.started, 1e-9)
  local left = rate > 0 and duration((self.total - done) / rate) or "?"
  local share = 100 * done / math.max(self.total, 1)
  return ("%3.0f%%  %.0f evaluations/s  left %s  %s"):format(share, rate, left, self.title)
end

--- Shows how much of the unit that goes on is done, if it is time.
---
---@param charged number
function M:show(charged)
  local now = system.seconds()
  if self.is_quiet or now - self.drawn < (self.is_live and INTERVAL or PLAIN_INTERVAL) then
    return
  end
  self.drawn = now
  local line = line_of(self, charged, now)
  if self.is_live then
    self.out:write("\r\27[K", line:sub(1, (system.columns(2) or 80) - 1))
  else
    self.out:write(line, "\n")
  end
  self.out:flush()
end

--- Goes on to the next unit.
---
---@param title string
---@param cost number
function M:unit(title, cost)
  self.done, self.cost, self.title = self.done + self.cost, cost, title
  self:show(0)
end

--- Ends the display.
function M:stop()
  if self.is_live then
    self.out:write("\r\27[K")
    self.out:flush()
  end
end

return M

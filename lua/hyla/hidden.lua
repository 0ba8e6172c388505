--- Hidden: the test split, which no search sees, and how often it was asked.
--
-- Every score on it that somebody reads says a little of its labels, and a search that is resumed
-- until that score pleases would fit them. So the archive keeps each query as an event, and a line
-- of descent has so many and no more.

local play = require("hyla.play")

local M = {}

-- an entry and all that it descends from, as a set; parents come before their children
local function lineage(archive, n)
  local members = { [n] = true }
  for m = n, 1, -1 do
    local entry = members[m] and archive:entry(m) or {}
    members[entry.parent or n] = true
    members[entry.mate or n] = true
  end
  return members
end

-- the event that measured an entry on the test split
local function event_of(archive, n)
  for _, event in ipairs(archive:events()) do
    if event.kind == "test" and event.body.n == n then
      return event
    end
  end
end

--- Counts the programs of an entry's line of descent, itself among them, that were measured on the
--- test split.
---
---@param archive Archive
---@param n integer
---@return integer
function M.queries(archive, n)
  local members, count = lineage(archive, n), 0
  for _, event in ipairs(archive:events()) do
    if event.kind == "test" and members[event.body.n] then
      count = count + 1
    end
  end
  return count
end

-- the score that an event holds; or nil and why there is none
local function told(body)
  return body.score, body.machine and body.machine.message
end

--- Returns the score of an entry's program on the test split, measured once and then remembered.
---
--- The workers of the confirm tier, and they alone, must hold the inputs.
---@param run Run
---@param n integer
---@return number? score
---@return string? message  Why it is not measured, or why that cannot be written down.
function M.score(run, n)
  local event = event_of(run.archive, n)
  if event then
    return told(event.body)
  end
  local count = M.queries(run.archive, n)
  if count >= run.test_queries then
    local text = "the test split was asked %d times on the way to entry %d, as often as "
      .. "search.test_queries allows"
    return nil, text:format(count, n)
  end
  local report = play.try(run, run.archive:program(n), "test", "hidden")
  local score = play.measure(run, report, "test")
  local body = { n = n, score = score }
  if not score then
    local text = "entry %d on the test split: %s: %s"
    body.machine = { message = text:format(n, report.outcome, report.message) }
  end
  local ok, message = run.archive:record("test", body)
  if not ok then
    return nil, message
  end
  return told(body)
end

return M

--- Hidden: the test split, which no search sees, and how often it was asked.
--
-- Every score on it that somebody reads says a little of its labels, and a search that is resumed
-- until that score pleases would fit them. So the archive keeps each query as an event, and a line
-- of descent has so many and no more.

local play = require("hyla.play")

local M = {}

-- adds an entry and all that it descends from
local function add_lineage(members, archive, n)
  while n and not members[n] do
    members[n] = true
    local entry = archive:entry(n)
    add_lineage(members, archive, entry.mate)
    n = entry.parent
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
  local members, count = add_lineage({}, archive, n), 0
  for _, event in ipairs(archive:events()) do
    if event.kind == "test" and members[event.body.n] then
      count = count + 1
    end
  end
  return count
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
    return event.body.score
  end
  local count = M.queries(run.archive, n)
  if count >= run.test_queries then
    local text = "the test split was asked %d times on the way to entry %d, as often as "
      .. "search.test_queries allows"
    return nil, text:format(count, n)
  end
  local report = play.try(run, run.archive:program(n), "test", "hidden")
  local score = play.measure(run, report, "test")
  local ok, message = run.archive:record("test", { n = n, score = score })
  if ok and not score then
    message = ("entry %d on the test split: %s: %s"):format(n, report.outcome, report.message)
  end
  return ok and score, message
end

return M

--- Benchmarks: cases that are timed round by round, in processor time, or by the clock when several
--- threads share the work; and events that are timed one by one, by the clock.
--
-- A case does its work as a user would write it. It is run often enough for a round to outlast the
-- clock's steps and the machine's hiccups; what is reported is the median of several rounds with
-- the least and the greatest beside it. Of an event, such as a reload, every one counts.

local stat = require("hyla.kit.stat")
local system = require("hyla.system")

---@class BenchCase
---@field name string                          `what/size`, unique in its suite.
---@field prepare? fun(): fun(count: integer), (fun(): number)? Returns what does the work `count`
---  times, and a clock of its own where the runner's would not see all of it.
---@field observe? fun(): fun(): number, fun()? Instead: returns what gives the seconds of one
---  event, and what to do in the end.
---@field share? integer                       One call counts as so many; 1 by default.

---@class BenchFigure
---@field name string
---@field median number    Seconds a call, as are the next two.
---@field least number
---@field greatest number
---@field rounds integer   Of events, each is a round.
---@field calls integer    In each round.

local M = {}

--- Suites by name: modules hyla.bench.NAME with a function `cases`.
local SUITES = { "loop", "sandbox", "tensor" }

--- Returns the names of the suites.
---
---@return string[]
function M.suites()
  return { unpack(SUITES) }
end

--- Returns the cases of a suite whose names hold `part`, or all of them.
---
---@param suite string
---@param part? string
---@return BenchCase[]? cases
---@return string? message  When there is no such suite or no such case.
function M.cases(suite, part)
  local chosen = {}
  if not (" " .. table.concat(SUITES, " ") .. " "):find(" " .. suite .. " ", 1, true) then
    local hint = require("hyla.nearest").hint(suite, SUITES)
    return nil, ("wanted a suite (%s), got %q%s"):format(table.concat(SUITES, ", "), suite, hint)
  end
  for _, case in ipairs(require("hyla.bench." .. suite).cases()) do
    if not part or case.name:find(part, 1, true) then
      chosen[#chosen + 1] = case
    end
  end
  if #chosen == 0 then
    return nil, ("no case of the suite %s has %q in its name"):format(suite, part)
  end
  return chosen
end

--- Returns a function that times one round of a case, in seconds a call, and its calls in a round.
---
---@param case BenchCase
---@param round_seconds number  How long a round should take at least, about.
---@param clock? fun(): number  By default the processor time of this process.
---@return fun(): number time
---@return integer calls
function M.timer(case, round_seconds, clock)
  local work, own_clock = case.prepare()
  clock = own_clock or clock or system.cpu_seconds
  local share = case.share or 1
  local function time(count)
    local start = clock()
    work(count)
    return clock() - start
  end
  work(1) -- what only the first call meets, such as memory nobody used yet
  local count, seconds = 1, time(1)
  while seconds < round_seconds / 2 do
    count = count * 2
    seconds = time(count)
  end
  count = math.max(1, math.floor(count * round_seconds / seconds))
  return function()
    return time(count) / (count * share)
  end, count * share
end

-- enough events for their median to stand still
local EVENTS = 200

--- Observes events for the time that so many rounds take, and at least a number of them.
local function observe(case, rounds, round_seconds)
  local event, finish = case.observe()
  local seconds, deadline = {}, system.seconds() + rounds * round_seconds
  event()
  while #seconds < EVENTS or system.seconds() < deadline do
    seconds[#seconds + 1] = event()
  end
  if finish then
    finish()
  end
  return seconds, 1
end

local function time_rounds(case, rounds, round_seconds, clock)
  local time, calls = M.timer(case, round_seconds, clock)
  local seconds = {}
  for round = 1, rounds do
    seconds[round] = time()
  end
  return seconds, calls
end

--- Times a case.
---
---@param case BenchCase
---@param rounds integer
---@param round_seconds number
---@param clock? fun(): number  As for `timer`.
---@return BenchFigure
function M.measure(case, rounds, round_seconds, clock)
  collectgarbage() -- a pool of the last case ends with what held it
  local take = case.observe and observe or time_rounds
  local seconds, calls = take(case, rounds, round_seconds, clock)
  return {
    name = case.name,
    median = stat.median(seconds),
    least = stat.least(seconds),
    greatest = stat.greatest(seconds),
    rounds = #seconds,
    calls = calls,
  }
end

return M

--- Hyla as a contestant of ratios.py: reads names of cases, answers with seconds a call.
--
-- usage: hyla tests/bench/contestant.lua SECONDS

local bench = require("hyla.bench")
local t = require("hyla.tensor")

local timers = {}

local function timer_of(name)
  if not timers[name] then
    for _, case in ipairs(bench.cases("tensor", name) or {}) do
      timers[case.name] = timers[case.name] or bench.timer(case, tonumber(arg[1]))
    end
  end
  return timers[name]
end

if t.threads then
  t.threads(1)
end
print("hyla")
io.stdout:flush()
for name in io.lines() do
  local time = timer_of(name)
  print(time and ("%.9e"):format(time()) or "none")
  if name:find("1e7") or name:find("32000") then
    timers[name] = nil
    collectgarbage()
  end
  io.stdout:flush()
end

--- Memory of host and workers over ten million candidates: one line for each million, flat or not.
--
--   build/hyla tests/bench/memory.lua [MILLIONS]

local files = require("hyla.files")
local sandbox = require("hyla.sandbox")
local system = require("hyla.system")

local MILLION = 1000000
local AHEAD = 1000 -- jobs that may wait for the pool
local SOURCE = "return function(x) return x * x + %d end"

--- Returns the KiB of memory that a process holds of its own or shares, nothing when it is no more.
local function resident(pid)
  local status = files.read(("/proc/%s/status"):format(pid)) or ""
  return tonumber(status:match("VmRSS:%s*(%d+)")) or 0
end

local function print_line(pool, count, start)
  collectgarbage()
  local host = tonumber(files.read("/proc/self/stat"):match("^%d+"))
  local workers = {}
  for _, pid in ipairs(pool:processes()) do
    workers[#workers + 1] = resident(pid)
  end
  local text = "%3d million in %5.0f s: host %d KiB, of which Lua %.0f; template and workers %s KiB"
  print(text:format(count, system.seconds() - start, resident(host), collectgarbage("count"),
    table.concat(workers, ", ")))
end

--- Runs a million candidates, no two of them alike within it.
local function run_million(pool)
  local sent = 0
  for received = 1, MILLION do
    while sent < MILLION and sent - received < AHEAD do
      sent = sent + 1
      pool:submit(SOURCE:format(sent), nil, "screen")
    end
    local _, report = pool:next()
    assert(report.outcome == "ok", report.message)
  end
end

local pool = assert(sandbox.open({
  entry = "hyla.bench.trial",
  limits = { cpu_seconds = 1, wall_seconds = 5, memory_bytes = 2 ^ 23, output_bytes = 2 ^ 12 },
}))
assert(pool:prepare({ inputs = { 1, 2, 3, 4 } }))
local start = system.seconds()
for million = 1, tonumber(arg[1]) or 10 do
  run_million(pool)
  print_line(pool, million, start)
end
pool:close()

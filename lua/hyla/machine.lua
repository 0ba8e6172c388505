--- The machine: what this computer offers, as the kernel tells it.

local files = require("hyla.files")

local M = {}

--- Counts the processors of a list such as `0-3,8`.
local function count_list(list)
  local count = 0
  for first, last in list:gmatch("(%d+)%-?(%d*)") do
    count = count + (tonumber(last) or tonumber(first)) - tonumber(first) + 1
  end
  return count
end

--- Counts the processors that this process may use; 1 when that is not known.
---
---@return integer
function M.processors()
  local status = files.read("/proc/self/status") or ""
  return math.max(1, count_list(status:match("Cpus_allowed_list:%s*(%S+)") or ""))
end

--- Returns the bytes of main memory, or nil when that is not known.
---
---@return integer?
function M.memory_bytes()
  local kilobytes = (files.read("/proc/meminfo") or ""):match("MemTotal:%s*(%d+)")
  return kilobytes and tonumber(kilobytes) * 1024
end

--- Returns the kernel's release, such as "6.1.0-18-amd64".
---
---@return string
function M.kernel()
  return (files.read("/proc/sys/kernel/osrelease") or "unknown"):match("^%S+")
end

--- Returns the processor's name.
---
---@return string
function M.processor_name()
  return (files.read("/proc/cpuinfo") or ""):match("model name%s*:%s*([^\n]+)") or "unknown"
end

return M

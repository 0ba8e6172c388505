--- The processor time of a host and its workers together.

local files = require("hyla.files")
local system = require("hyla.system")

local M = {}

--- Seconds of processor time that a process has used, and its children that are no more; in steps
--- of 10 ms.
local function used_by(pid)
  local stat = files.read(("/proc/%d/stat"):format(pid)) or ""
  -- fields 14 to 17; the name before them is in brackets, and may hold anything
  local fields = stat:match(".*%)" .. (" %S+"):rep(11) .. "(" .. (" %d+"):rep(4) .. ")") or ""
  local ticks = 0
  for field in fields:gmatch("%d+") do
    ticks = ticks + tonumber(field)
  end
  return ticks / 100
end

--- Returns a clock of it.
---
---@param pool Pool
---@return fun(): number seconds
function M.clock(pool)
  return function()
    local sum = system.cpu_seconds()
    for _, pid in ipairs(pool:processes()) do
      sum = sum + used_by(pid)
    end
    return sum
  end
end

return M

--- Memory of other processes, searched for bytes. Wants root where the processes are non-dumpable.

local lint = require("tests.support.lint")

local M = {}

--- Bytes looked at in each mapping: the large ones are empty beyond their beginning.
local SCANNED_BYTES = 2 ^ 24

local CHUNK_BYTES = 2 ^ 20

--- Calls a function with the first and last address of each readable mapping of a process, which
--- one that ends meanwhile has no more of.
local function each_mapping(pid, use)
  local file = io.open(("/proc/%d/maps"):format(pid))
  local maps = file and file:read("*a") or ""
  if file then
    file:close()
  end
  for first, last in ("\n" .. maps):gmatch("\n(%x+)%-(%x+) r") do
    use(tonumber(first, 16), tonumber(last, 16))
  end
end

--- Returns whether the open memory of a process holds `needle` from one address to another; chunks
--- overlap, so that none cuts it.
local function holds_between(memory, first, last, needle)
  for place = first, math.min(last, first + SCANNED_BYTES), CHUNK_BYTES do
    local size = math.min(CHUNK_BYTES + #needle, last - place)
    local bytes = size > 0 and memory:seek("set", place) and memory:read(size)
    if not bytes then
      return false
    elseif bytes:find(needle, 1, true) then
      return true
    end
  end
  return false
end

--- Returns whether a process holds `needle` in its memory, which one that has ended does not; nil
--- when looking is not permitted.
---
---@param pid integer
---@param needle string
---@return boolean?
function M.holds(pid, needle)
  local memory, message = io.open(("/proc/%d/mem"):format(pid), "rb")
  if not memory then
    return message:find("No such", 1, true) and false or nil
  end
  local is_found = false
  each_mapping(pid, function(first, last)
    is_found = is_found or holds_between(memory, first, last, needle)
  end)
  memory:close()
  return is_found
end

--- Returns the template of a pool and all processes below it.
---
---@param pool Pool
---@return integer[]
function M.family(pool)
  local pids = { pool:processes()[1] }
  for _, pid in ipairs(pids) do -- which grows as it is walked
    for _, line in ipairs(lint.output(("cat /proc/%d/task/*/children 2>/dev/null"):format(pid))) do
      for child in line:gmatch("%d+") do
        pids[#pids + 1] = tonumber(child)
      end
    end
  end
  return pids
end

return M

--- Times: how long what was typed takes, once or the mean of many.

local system = require("hyla.system")

local M = {}

local BATCHES = 7
local UNITS = { { 1, "s" }, { 1e-3, "ms" }, { 1e-6, "us" }, { 0, "ns" } }

--- Writes a duration with three digits.
---
---@param seconds number
---@return string
function M.text(seconds)
  for _, unit in ipairs(UNITS) do
    if seconds >= unit[1] then
      local scale = unit[1] > 0 and unit[1] or 1e-9
      return ("%.3g %s"):format(seconds / scale, unit[2])
    end
  end
end

local function pack(...)
  return { n = select("#", ...), ... }
end

--- Calls once; returns the values and what it took.
local function once(call)
  local kilobytes, wall, cpu = collectgarbage("count"), system.seconds(), system.cpu_seconds()
  local values = pack(call())
  wall, cpu = system.seconds() - wall, system.cpu_seconds() - cpu
  local grown = collectgarbage("count") - kilobytes
  local text = ("%s, %s of processor time, %+.0f KiB"):format(M.text(wall), M.text(cpu), grown)
  return text, values
end

--- Calls in batches, so that a disturbance spoils one of them only.
local function many(call, count)
  local batches, means = math.min(BATCHES, count), {}
  local size = math.floor(count / batches)
  for i = 1, batches do
    local start = system.seconds()
    for _ = 1, size do
      call()
    end
    means[i] = (system.seconds() - start) / size
  end
  table.sort(means)
  local middle = means[math.ceil(batches / 2)]
  return ("%s each, %s at best (%d batches of %d)"):format(
    M.text(middle),
    M.text(means[1]),
    batches,
    size
  )
end

local function show(session, values, is_silent)
  session:keep(values)
  if values.n > 0 and not is_silent then
    require("hyla.repl.printing").print(values)
  end
end

--- Runs `:time`.
---
---@param session Session
---@param text string
function M.run(session, text)
  local count, rest = text:match("^([1-9]%d*)x%s+(.+)$")
  local chunk = session:compile(rest or text)
  local found = chunk and session:call(count and many or once, chunk.call, tonumber(count))
  if found then
    show(session, found[2] or { n = 0 }, chunk.is_silent)
    print(found[1])
  end
end

return M

--- The suite "sandbox": what it takes to try code, and to bring it into use.

local candidates = require("hyla.bench.candidates")
local reload = require("hyla.bench.reload")

local M = {}

--- Returns a case that calls a method with a running number.
local function calling(name, open)
  local function prepare()
    local slot = open()
    return function(count)
      for i = 1, count do
        slot.call.add(i)
      end
    end
  end
  return { name = name, prepare = prepare }
end

--- Returns what looks like a slot and calls the function itself.
local function open_direct()
  local state = { sum = 0, count = 0 }
  local module = assert(loadstring(reload.source(0)))()
  return {
    call = {
      add = function(x)
        return module.add(state, x)
      end,
    },
  }
end

--- Returns the cases of the suite.
---
---@return BenchCase[]
function M.cases()
  local cases = candidates.cases()
  cases[#cases + 1] = { name = "reload/memory", observe = reload.from_memory }
  cases[#cases + 1] = { name = "reload/inotify", observe = reload.from_file }
  cases[#cases + 1] = calling("slot/call", reload.open)
  cases[#cases + 1] = calling("slot/direct", open_direct)
  return cases
end

return M

--- Reloads that the suite "sandbox" times: from new code to the end of its first call.

local files = require("hyla.files")
local slots = require("hyla.slot")
local system = require("hyla.system")
local watches = require("hyla.watch")

local M = {}

--- A small editor of a state; the comment makes each version another content.
local SOURCE = [[
local sums = { schema = 1 }

function sums.import(state)
  return { sum = state.sum, count = state.count }
end

function sums.add(state, x)
  state.sum, state.count = state.sum + x, state.count + 1
  return state.sum / state.count
end

return sums
-- %d
]]

--- Returns version `n` of the code.
---
---@param n integer
---@return string source
function M.source(n)
  return SOURCE:format(n)
end

--- Opens a slot with version 0.
---
---@return Slot
function M.open()
  return assert(slots.open({
    name = "sum",
    source = M.source(0),
    methods = { "add" },
    state = { sum = 0, count = 0 },
  }))
end

--- Brings a source into use.
local function reload(slot, source)
  assert(slot:stage(source))
  assert(slot:safe_point())
  slot.call.add(1)
end

--- Returns what reloads from memory.
---
---@return fun(): number seconds
function M.from_memory()
  local slot, n = M.open(), 0
  return function()
    n = n + 1
    local source = M.source(n)
    local start = system.seconds()
    reload(slot, source)
    return system.seconds() - start
  end
end

--- Returns the path of a new folder, in memory where it can be: what a disk takes for a rename is
--- not what is timed.
local function new_folder()
  local path = os.tmpname()
  assert(os.remove(path))
  local in_memory = path:gsub("^.*/", "/dev/shm/")
  if system.make_directory(in_memory) then
    return in_memory
  end
  assert(system.make_directory(path))
  return path
end

--- Starts the process that renames files, which waits for a line in `folder/turn/next` each time.
local function start_renamer(folder)
  local script = assert(package.searchpath("hyla.bench.renamer", package.path))
  return assert(io.popen(("exec /proc/$PPID/exe '%s' '%s'"):format(script, folder)))
end

--- Looks for a change between steps that take no time, as a search does between its own.
local function next_source(watch)
  local changes
  repeat
    changes = assert(watch:changes(0))
  until changes[1]
  return changes[1].source
end

--- Returns what reloads a file that another process renames, and what ends that process.
---
---@return fun(): number seconds
---@return fun() finish
function M.from_file()
  local folder, slot, watch = new_folder(), M.open(), assert(watches.open())
  assert(system.make_directory(folder .. "/turn"))
  assert(files.write(folder .. "/sum.lua", M.source(0)))
  assert(watch:add(folder .. "/sum.lua"))
  local renamer = start_renamer(folder)
  assert(renamer:read() == "ready")
  local function event()
    assert(files.write(folder .. "/turn/next", "go"))
    reload(slot, next_source(watch))
    local finish = system.seconds()
    return finish - renamer:read("*n", 1)
  end
  local function finish()
    assert(files.write(folder .. "/turn/next", "stop"))
    renamer:close()
    watch:close()
    os.execute(("rm -rf '%s'"):format(folder))
  end
  return event, finish
end

return M

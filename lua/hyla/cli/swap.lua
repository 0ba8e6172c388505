--- hyla swap: another editor, or another policy, for a run that goes on.

local clients = require("hyla.live.client")
local files = require("hyla.files")
local output = require("hyla.cli.output")
local system = require("hyla.system")
local watches = require("hyla.watch")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of a run that goes on.")
  parser:argument("file", "The new source, such as editors/mutate_constant.lua."):args("?")
  parser:option("--part", "What it replaces, policy or editors/NAME; told by the file by default.")
  parser:flag("--watch", "Do so again whenever the file is saved, until the run ends.")
  parser:flag("--undo", "Take the last swap back instead.")
  parser:flag("--json", "Print one JSON object on the last line.")
  parser:epilog([[
examples:
  hyla swap runs/linear-1 editors/mutate_constant.lua
  hyla swap runs/linear-1 better.lua --part policy
  hyla swap runs/linear-1 mine/crossover.lua --watch    edit it; each save is swapped in
  hyla swap runs/linear-1 --undo

The source has to parse, and to do in a worker what the run would ask of it; else the run goes on as
it was. It is in force from the next step on, for all programs that still have the part as it was;
the archive keeps it. What fails there is taken back. A policy may export migrate(phi), which takes
up what the one before has learned.]])
end

-- what the run is asked for
local function request_of(arguments)
  if arguments.undo then
    if arguments.file or arguments.watch then
      return nil, "--undo wants no file, and no --watch"
    end
    return "undo", {}
  elseif not arguments.file then
    return nil, "wanted a file, or --undo"
  end
  local source, message = files.read(arguments.file)
  return source and "swap", source and {
    path = arguments.file,
    source = source,
    part = arguments.part,
  } or message
end

local function line_of(verb, value)
  if verb == "undo" then
    return ("%s is taken back with the next step"):format(value.part)
  elseif value.is_same then
    return ("%s is what it was: nothing to swap"):format(value.part)
  end
  local probe = value.options and ("%d options, "):format(value.options) or ""
  local text = "%s is %s with the next step, after entry %d (%s%d steps tried)"
  return text:format(value.part, value.digest:sub(1, 8), value.landed, probe, value.steps)
end

-- asks for something, and shows what comes of it
local function ask(client, verb, request, arguments)
  local value, message = client:ask(verb, request)
  if not value then
    return nil, message, 1
  elseif arguments.json then
    output.json(value)
  else
    print(line_of(verb, value))
  end
  io.stdout:flush()
  return 0
end

--- How often it is looked up whether the run goes on, in seconds.
local PERIOD = 0.5

-- swaps a file in at every save, until the run ends
local function watch(client, arguments)
  local board, message = watches.open()
  local source
  if board then
    source, message = board:add(arguments.file)
  end
  if not source then
    return nil, message
  end
  system.catch_interruptions()
  while not system.interruption() and client:ask("status") do
    local changes
    changes, message = board:changes(PERIOD)
    if not changes then
      return nil, message, 1
    end
    for _, change in ipairs(changes) do
      local request = { path = change.path, source = change.source, part = arguments.part }
      local done, refusal = ask(client, "swap", request, arguments)
      local _ = done or io.stderr:write("not swapped: ", refusal, "\n")
    end
  end
  board:close()
  return 0
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local verb, request = request_of(arguments)
  if not verb then
    return nil, request
  end
  local client, message = clients.open(arguments.run)
  if not client then
    return nil, message
  end
  local status, failure
  status, message, failure = ask(client, verb, request, arguments)
  if arguments.watch then
    if not status then
      io.stderr:write("not swapped: ", message, "\n")
    end
    status, message, failure = watch(client, arguments)
  end
  client:close()
  return status, message, failure
end

return M

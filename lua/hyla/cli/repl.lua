--- hyla repl: type Lua and see what it gives.
--
-- On a terminal with editing, completion and a history; otherwise it reads lines and prints results
-- only, so that a script can be piped in.

local console = require("hyla.repl.console")
local sessions = require("hyla.repl.session")
local system = require("hyla.system")
local version = require("hyla.version")

local M = {}

local PROMPT = "> "

--- What a run is called in the prompt of who is attached to it.
local ATTACHED = "%s@%d%s> "

---@param parser table
function M.describe(parser)
  parser:option("--attach", "Folder of a run that goes on: it is `run` in the REPL.")
  parser:flag("--ro", "Attach to look only: nothing that changes the run is asked.")
  parser:epilog([[
examples:
  hyla repl
  > 1 + 1                          an expression: its value is shown, and kept as _
  > t = hyla.tensor;               hyla.X is require("hyla.X"); a semicolon shows nothing
  > for i = 1, 3 do                a chunk ends where Lua says it is whole
  >>   print(i)
  >> end
  > t.zeros?                       what the comments in its source say; ?? shows the source
  > :help                          the commands: :time, :load, :plot and more
  echo 'return 6 * 7' | hyla repl
  hyla repl --attach runs/panel-1
  panel@120> run:status()          also pause, resume, step, entry, mind, swap, undo, options, try

Names without `local` stay from line to line. Tab completes, Ctrl-R searches the history, Ctrl-C
stops what runs and keeps everything else, Ctrl-D ends, and leaves a run that is attached to alone.
docs/repl.md says more.]])
end

local function plain_prompt()
  return PROMPT
end

-- a prompt that says where the run stands
local function prompt_of(run)
  return function()
    local is_there, status = pcall(run.status, run)
    if not is_there then
      return "(the run has ended) " .. PROMPT
    end
    return ATTACHED:format(status.task, status.landed, status.is_paused and " paused" or "")
  end
end

local function run_on_terminal(session, prompt)
  local reader, message = console.terminal(prompt, session)
  if not reader then
    return nil, message, 1
  end
  print(("hyla %s, %s. :help tells more, Ctrl-D ends."):format(version, jit.version))
  console.run(reader, session)
  reader:close()
  print()
  return 0
end

-- the run that is attached to
local function attach(arguments)
  local client, message = require("hyla.live.client").open(arguments.attach, {
    is_reader = arguments.ro,
  })
  if not client then
    return nil, message
  end
  return require("hyla.live.remote").open(client, arguments.attach)
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local prompt = plain_prompt
  if arguments.attach then
    local run, message = attach(arguments)
    if not run then
      return nil, message
    end
    rawset(_G, "run", run)
    prompt = prompt_of(run)
  elseif arguments.ro then
    return nil, "--ro wants a run to --attach to"
  end
  local session = sessions.open()
  if system.is_terminal(0) then
    return run_on_terminal(session, prompt)
  end
  console.run(require("hyla.repl.reader").pipe(), session)
  return 0
end

return M

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

---@param parser table
function M.describe(parser)
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

Names without `local` stay from line to line. Tab completes, Ctrl-R searches the history, Ctrl-C
stops what runs and keeps everything else, Ctrl-D ends. docs/repl.md says more.]])
end

local function run_on_terminal(session)
  local reader, message = console.terminal(PROMPT, session)
  if not reader then
    return nil, message, 1
  end
  print(("hyla %s, %s. :help tells more, Ctrl-D ends."):format(version, jit.version))
  console.run(reader, session)
  reader:close()
  print()
  return 0
end

---@return integer? status
---@return string? message
---@return integer? failure
function M.run()
  local session = sessions.open()
  if system.is_terminal(0) then
    return run_on_terminal(session)
  end
  console.run(require("hyla.repl.reader").pipe(), session)
  return 0
end

return M

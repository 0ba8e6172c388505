--- Terminals: hyla with somebody at the keyboard, through a pseudo-terminal (terminal.c).

local files = require("hyla.files")
local program = require("tests.support.program")

local M = {}

--- Runs hyla on a terminal and takes steps there: "send 1 + 1\\n", "wait 2", "pause 100". A step
--- that fails is an error that shows the output.
---
---@param words string As a shell reads them.
---@param steps string[]
---@param settings? string Variables, put before the program.
---@return string output
function M.play(words, steps, settings)
  local path = os.tmpname()
  assert(files.write(path, table.concat(steps, "\n") .. "\n"))
  local binary = os.getenv("HYLA_BINARY") or "build/hyla"
  local helper = (binary:match("^(.*)/") or ".") .. "/tests/terminal"
  local line = ("env TERM=xterm LC_ALL=C.UTF-8 NO_COLOR=1 %s %s %s %s %s"):format(
    settings or "",
    program.quote(helper),
    path,
    program.quote(binary),
    words
  )
  local status, output, errors = program.shell(line)
  os.remove(path)
  if status ~= 0 then
    error(("status %d, %s\n%s"):format(status, errors, output), 2)
  end
  return output
end

return M

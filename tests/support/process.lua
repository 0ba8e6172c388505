--- Processes: the hyla binary that runs the test, run once more as a user would.

local files = require("hyla.files")
local scratch = require("tests.support.scratch")

local M = {}

local function binary()
  local pipe = assert(io.popen("readlink /proc/$PPID/exe"))
  local path = pipe:read("*l")
  pipe:close()
  return path
end

--- Runs `hyla WORDS` without colour and in the plain locale, unless the settings say otherwise.
---
---@param words string A shell's.
---@param input? string For standard input; nothing by default.
---@param settings? string Variables for the environment, as in "NO_COLOR=1".
---@return { status: integer, out: string, err: string }
function M.hyla(words, input, settings)
  local result
  scratch.with(function(folder)
    assert(files.write(folder .. "/in", input or ""))
    local command = ("env -u CLICOLOR_FORCE LC_ALL=C %s %s %s <IN/in >IN/out 2>IN/err"):format(
      settings or "",
      binary(),
      words
    )
    local status = os.execute((command:gsub("IN/", folder .. "/"))) / 256
    local out, err = files.read(folder .. "/out"), files.read(folder .. "/err")
    result = { status = status, out = out, err = err }
  end)
  return result
end

return M

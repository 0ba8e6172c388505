--- The command line: which words call which command.

local M = {}

--- Runs `hyla FILE.lua [ARG ...]`: a script under the host, with `arg` as in plain Lua.
local function run_script(argv)
  local chunk, message = loadfile(argv[1])
  if not chunk then
    io.stderr:write("hyla: ", message, "\n")
    return 2
  end
  arg = { [0] = argv[1], unpack(argv, 2) }
  chunk(unpack(arg))
  return 0
end

--- Runs the words of a command line.
---
---@param argv string[] Words after the program's name; `argv.root` is the library's folder.
---@return integer status 0 done, 1 the work failed, 2 bad usage or bad input
function M.main(argv)
  if argv[1] == "-e" then
    local chunk, message = loadstring(argv[2] or "", "=(command line)")
    if not chunk then
      io.stderr:write("hyla: ", message, "\n")
      return 2
    end
    chunk()
    return 0
  end
  return run_script(argv)
end

return M

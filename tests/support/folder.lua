--- Folders for tests: made under the system's folder for temporary files, removed afterwards.

local system = require("hyla.system")

local M = {}

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

--- Calls `use(folder)` with a fresh folder that holds `files`, and removes it whatever happens.
---
---@param files table<string, string>  Contents by name; "a/b" lies in the subfolder a.
---@param use fun(folder: string)
function M.with(files, use)
  local folder = os.tmpname()
  os.remove(folder)
  assert(system.make_directory(folder))
  for name, text in pairs(files) do
    local parent = name:match("^(.*)/")
    if parent then
      assert(system.make_directory(folder .. "/" .. parent))
    end
    write(folder .. "/" .. name, text)
  end
  local ok, why = xpcall(use, debug.traceback, folder)
  os.execute(("rm -r '%s'"):format(folder))
  if not ok then
    error(why, 0)
  end
end

return M

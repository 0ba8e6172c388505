--- Scratch folders: a place for a test's files, empty at the start and gone at the end.

local M = {}

--- Calls `use` with the path of a fresh folder, and removes the folder whatever happens.
---
---@param use fun(folder: string)
function M.with(use)
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute(("mkdir '%s'"):format(folder)) == 0)
  local ok, why = xpcall(use, debug.traceback, folder)
  os.execute(("rm -rf '%s'"):format(folder))
  if not ok then
    error(why, 0)
  end
end

--- Wraps a test that wants a fresh folder as its only argument.
---
---@param use fun(folder: string)
---@return fun()
function M.test(use)
  return function()
    M.with(use)
  end
end

return M

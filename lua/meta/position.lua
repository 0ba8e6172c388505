---@meta hyla.position

--- Positions: mistakes at the line of whoever called the library.
local M = {}

--- Raises a message behind the place of the nearest running function of Lua outside lua/hyla; when
--- there is none, of the nearest.
---
---@param message string
function M.raise(message) end

return M

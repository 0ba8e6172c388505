---@meta hyla.json

--- Canonical JSON, written: see hyla.canonical, by which it is used.
local M = {}

--- Writes a plain value. Raises what cannot be written and where it is.
---
---@param value any
---@param name string   What the value is called in a message.
---@param empty table   Is written as `[]`, where any other empty table is written as `{}`.
---@return string text
function M.encode(value, name, empty) end

--- Raises what of a value cannot be written and where it is; writes nothing.
---
---@param value any
---@param name string   What the value is called in a message.
---@param empty table   As for `encode`.
function M.check(value, name, empty) end

return M

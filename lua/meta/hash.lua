---@meta hyla.hash

--- Hashes: names for content (SHA-256, FIPS 180-4).
local M = {}

--- Returns the digest of a string as 64 lower-case hexadecimal digits.
---
---@param bytes string
---@return string digest
function M.hex(bytes) end

return M

--- Keys of a table, in an order that nothing but the keys decides.

local M = {}

--- Returns the keys of a map in alphabetical order.
---
---@param map table<string, any>
---@return string[]
function M.sorted(map)
  local keys = {}
  for key in pairs(map) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

return M

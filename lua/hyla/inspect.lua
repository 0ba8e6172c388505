--- Inspection: a value as a person wants to read it, a few lines long at most.

local M = {}

local MOST_ITEMS, DEEPEST = 20, 3

local show

local function show_key(key)
  if type(key) == "string" and key:find("^[%a_][%w_]*$") then
    return key .. " = "
  end
  return "[" .. tostring(key) .. "] = "
end

--- Orders keys: numbers before everything else, then by name.
local function is_before(a, b)
  if type(a) == "number" and type(b) == "number" then
    return a < b
  end
  if type(a) == "number" or type(b) == "number" then
    return type(a) == "number"
  end
  return tostring(a) < tostring(b)
end

local function keys_of(map)
  local keys = {}
  for key in pairs(map) do
    keys[#keys + 1] = key
  end
  table.sort(keys, is_before)
  return keys
end

local function show_table(value, depth)
  local keys, items = keys_of(value), {}
  for i = 1, math.min(#keys, MOST_ITEMS) do
    local key = keys[i]
    items[i] = (key == i and "" or show_key(key)) .. show(value[key], depth + 1)
  end
  if #keys > MOST_ITEMS then
    items[#items + 1] = ("... %d more"):format(#keys - MOST_ITEMS)
  end
  return #items == 0 and "{}" or "{ " .. table.concat(items, ", ") .. " }"
end

function show(value, depth)
  if type(value) == "string" then
    return depth == 0 and value or ("%q"):format(value)
  end
  local meta = getmetatable(value)
  local has_own_text = type(meta) == "table" and meta.__tostring
  if type(value) ~= "table" or has_own_text or depth >= DEEPEST then
    return tostring(value)
  end
  return show_table(value, depth)
end

--- Returns a value as text: a string as it is, a table with what is in it.
---
---@param value any
---@return string
function M.show(value)
  return show(value, 0)
end

return M

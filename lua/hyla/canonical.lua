--- Canonical JSON: one text for one value, so that texts can be compared and hashed.
--
-- Keys are sorted, numbers have the 15 to 17 digits that give a double back exactly, and there is
-- no space. A table with integer keys is a list, with `null` for what is missing; one with string
-- keys is an object; an empty one is `{}`.

local cjson = require("cjson.safe")
local json = require("hyla.json")

local M = {}

--- Is written as `[]`, where any other empty table is written as `{}`.
M.EMPTY_LIST = {}

--- Writes a plain value (no functions, no userdata, finite numbers only).
---
---@param value any
---@param name? string What the value is called in a message; "value" by default.
---@return string? text
---@return string? message What cannot be written, and where it is.
function M.encode(value, name)
  local ok, result = pcall(json.encode, value, name or "value", M.EMPTY_LIST)
  if ok then
    return result
  end
  return nil, result
end

--- Tells whether a value can be written, without writing it.
---
---@param value any
---@param name? string What the value is called in a message; "value" by default.
---@return boolean
---@return string? message What cannot be written, and where it is.
function M.check(value, name)
  return pcall(json.check, value, name or "value", M.EMPTY_LIST)
end

--- Takes the nulls out of a value, in place.
local function drop_nulls(value)
  if value == cjson.null then
    return nil
  end
  if type(value) == "table" then
    for key, inner in pairs(value) do
      value[key] = drop_nulls(inner)
    end
  end
  return value
end

--- Reads JSON text. What is `null` is missing from the value.
---
---@param text string
---@return any value
---@return string? message
function M.decode(text)
  local value, message = cjson.decode(text)
  return drop_nulls(value), message
end

return M

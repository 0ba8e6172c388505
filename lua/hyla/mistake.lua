--- Mistakes: errors about arguments, at the line of whoever called the library.
--
-- Worded like those of hyla.tensor: which function, what was wanted as what, and what came.

local keys = require("hyla.keys")
local nearest = require("hyla.nearest")
local position = require("hyla.position")
local t = require("hyla.tensor")

local M = {}

local function describe(value)
  if t.is_tensor(value) then
    return "a tensor"
  end
  return type(value) == "number" and ("%.14g"):format(value) or type(value)
end

--- Raises "call: what".
---
---@param call string  The function's name.
---@param what string
function M.raise(call, what)
  position.raise(("%s: %s"):format(call, what))
end

--- Raises "call: wanted this as name, got that" unless an argument is fine.
---
---@param is_fine any
---@param call string
---@param wanted string
---@param name string
---@param value any
function M.unless(is_fine, call, wanted, name, value)
  if not is_fine then
    M.raise(call, ("wanted %s as %s, got %s"):format(wanted, name, describe(value)))
  end
end

--- Refuses what is no whole number of at least 1.
---
---@param call string
---@param name string
---@param value any
function M.unless_extent(call, name, value)
  local is_extent = type(value) == "number" and value >= 1 and value % 1 == 0
  M.unless(is_extent, call, "a whole number of at least 1", name, value)
end

--- Refuses what is no table of the parameters of a layer.
---
---@param call string
---@param params any
function M.unless_params(call, params)
  M.unless(type(params) == "table", call, "a table of parameters", "params", params)
end

---@param call string
---@param name string
---@param value any
function M.unless_function(call, name, value)
  M.unless(type(value) == "function", call, "a function", name, value)
end

--- Returns the first key, in the order of their texts, that is not among the known.
local function first_unknown(given, known)
  local first
  for key in pairs(given) do
    local text = tostring(key)
    first = known[key] == nil and (not first or text < first) and text or first
  end
  return first
end

--- Returns the options that were given, or none; refuses keys that a function does not know.
---
---@param call string
---@param given any
---@param known table<string, any>  By the keys that there are.
---@return table
function M.options(call, given, known)
  M.unless(given == nil or type(given) == "table", call, "a table", "options", given)
  local unknown = first_unknown(given or {}, known)
  if unknown then
    local words = keys.sorted(known)
    M.raise(call, ("knows %s, got the option %s%s"):format(table.concat(words, ", "), unknown,
      nearest.hint(unknown, words)))
  end
  return given or {}
end

return M

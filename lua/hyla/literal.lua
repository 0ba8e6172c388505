--- Literals: plain data as Lua source that a person would write.

local keys = require("hyla.keys")

local M = {}

--- The longest line, in bytes.
M.WIDTH = 100

local STEP = "  "

local KEYWORDS = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat
  return then true until while]]):gmatch("%a+") do
  KEYWORDS[word] = true
end

-- the shortest text that reads back as the same number
local function number(value)
  if value ~= value or math.abs(value) == math.huge then
    return nil, "a number wants to be finite"
  end
  local short = ("%.14g"):format(value)
  return tonumber(short) == value and short or ("%.17g"):format(value)
end

local function quoted(value)
  return (("%q"):format(value):gsub("\\\n", "\\n"):gsub("\r", "\\r"))
end

local function key_text(key)
  local is_name = key:find("^[%a_][%w_]*$") and not KEYWORDS[key]
  return is_name and key or ("[%s]"):format(quoted(key))
end

local LEAVES = { boolean = tostring, number = number, string = quoted }

local write

-- the keys of a table: those of its list, then its names in order; nil and why it is no data
local function keys_of(value)
  local list, named = {}, {}
  for i = 1, #value do
    list[i] = i
  end
  for key in pairs(value) do
    if type(key) == "string" then
      named[key] = true
    elseif not list[key] then
      return nil, "a key wants to be a string, or a place in a list"
    end
  end
  for _, key in ipairs(keys.sorted(named)) do
    list[#list + 1] = key
  end
  return list
end

-- the entries of a table as texts
local function entries(value, indent)
  local list, message = keys_of(value)
  for i, key in ipairs(list or {}) do
    local text
    text, message = write(value[key], indent)
    if not text then
      return nil, message
    end
    list[i] = type(key) == "string" and ("%s = %s"):format(key_text(key), text) or text
  end
  return list, message
end

-- a table on one line where it has room, else an entry to a line
local function table_text(value, indent)
  local texts, message = entries(value, indent .. STEP)
  if not texts then
    return nil, message
  end
  local line = #texts > 0 and ("{ %s }"):format(table.concat(texts, ", ")) or "{}"
  if not line:find("\n", 1, true) and #indent + #line <= M.WIDTH - #STEP then
    return line
  end
  local inner = indent .. STEP
  return ("{\n%s%s,\n%s}"):format(inner, table.concat(texts, ",\n" .. inner), indent)
end

function write(value, indent)
  if type(value) == "table" then
    return table_text(value, indent)
  end
  local leaf = LEAVES[type(value)]
  if not leaf then
    return nil, ("wanted plain data, got a %s"):format(type(value))
  end
  return leaf(value)
end

--- Returns plain data as an expression.
---
---@param value any         Booleans, numbers, strings, and tables of them.
---@param indent? string    Of the line that it begins on.
---@return string? source
---@return string? message  What is no plain data.
function M.of(value, indent)
  return write(value, indent or "")
end

return M

--- Canonical JSON: one text for one value, so that texts can be compared and hashed.
--
-- Keys are sorted, numbers have the 17 digits that give a double back exactly, and there is no
-- space. A table with the keys 1 .. n is a list, one with string keys an object, an empty one `{}`.

local json = require("cjson.safe")

local M = {}

local DEEPEST = 100

--- The escapes of RFC 8259 that have a letter; other control characters are written by number.
local LETTER = {
  ['"'] = '\\"',
  ["\\"] = "\\\\",
  ["\b"] = "\\b",
  ["\f"] = "\\f",
  ["\n"] = "\\n",
  ["\r"] = "\\r",
  ["\t"] = "\\t",
}

local write

local function refuse(path, what)
  error(("%s: %s has no place in JSON"):format(path, what), 0)
end

local function escape(character)
  return LETTER[character] or ("\\u%04x"):format(character:byte())
end

local function write_string(text)
  return '"' .. text:gsub('[%c"\\]', escape) .. '"'
end

local function write_number(number, path)
  if number ~= number or math.abs(number) == math.huge then
    refuse(path, tostring(number))
  end
  return ("%.17g"):format(number)
end

local function write_list(list, count, path, depth)
  local items = {}
  for i = 1, count do
    if list[i] == nil then
      refuse(path, "a list with a hole")
    end
    items[i] = write(list[i], ("%s[%d]"):format(path, i), depth)
  end
  return "[" .. table.concat(items, ",") .. "]"
end

local function sorted_keys(object, path)
  local keys = {}
  for key in pairs(object) do
    if type(key) ~= "string" then
      refuse(path, "the key " .. tostring(key))
    end
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

local function write_object(object, path, depth)
  local fields = {}
  for i, key in ipairs(sorted_keys(object, path)) do
    local value = write(object[key], path .. "." .. key, depth)
    fields[i] = write_string(key) .. ":" .. value
  end
  return "{" .. table.concat(fields, ",") .. "}"
end

local function count_keys(value)
  local count = 0
  for _ in pairs(value) do
    count = count + 1
  end
  return count
end

local function write_table(value, path, depth)
  if depth > DEEPEST then
    refuse(path, ("a table more than %d deep"):format(DEEPEST))
  end
  if value[1] ~= nil then
    return write_list(value, count_keys(value), path, depth + 1)
  end
  return write_object(value, path, depth + 1)
end

local WRITE = {
  boolean = tostring,
  number = write_number,
  string = write_string,
  table = write_table,
}

function write(value, path, depth)
  if value == json.null then
    return "null"
  end
  local writer = WRITE[type(value)]
  if not writer then
    refuse(path, "a " .. type(value))
  end
  return writer(value, path, depth)
end

--- Writes a plain value (no functions, no userdata, finite numbers only).
---
---@param value any
---@param name? string What the value is called in a message; "value" by default.
---@return string? text
---@return string? message What cannot be written, and where it is.
function M.encode(value, name)
  local ok, result = pcall(write, value, name or "value", 1)
  if ok then
    return result
  end
  return nil, result
end

--- Reads JSON text. `null` reads as `cjson.null`.
---
---@param text string
---@return any value
---@return string? message
function M.decode(text)
  return json.decode(text)
end

return M

--- Canonical JSON by the words of its definition: what hyla.json is held to.

local M = {}

-- not compiled: in traces of this recursion LuaJIT 2.1.0-beta3 ends loops of `pairs` before their
-- first key, so that now and then a table deep in a value was written as `{}`
jit.off(true, true)

--- Is written as `[]`, where any other empty table is written as `{}`.
M.EMPTY_LIST = {}

local DEEPEST = 100

--- The most places of all lists of a value that hold nothing: a few stray large keys, which take no
--- room in a table, must not become gigabytes of nulls.
local MOST_HOLES = 1000000

--- Such places of the value that is being written.
local holes

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
  for digits = 15, 16 do
    local text = ("%." .. digits .. "g"):format(number)
    if tonumber(text) == number then
      return text
    end
  end
  return ("%.17g"):format(number)
end

local function write_list(list, length, count, path, depth)
  holes = holes + length - count
  if holes > MOST_HOLES then
    refuse(path, ("a list of %d places for %d values"):format(length, count))
  end
  local items = {}
  for i = 1, length do
    items[i] = list[i] == nil and "null" or write(list[i], ("%s[%d]"):format(path, i), depth)
  end
  return "[" .. table.concat(items, ",") .. "]"
end

local function write_object(object, keys, path, depth)
  table.sort(keys)
  local fields = {}
  for i, key in ipairs(keys) do
    local value = write(object[key], path .. "." .. key, depth)
    fields[i] = write_string(key) .. ":" .. value
  end
  return "{" .. table.concat(fields, ",") .. "}"
end

local function is_index(key)
  return type(key) == "number" and key >= 1 and key == math.floor(key)
end

--- Sorts the keys of a table into names and indices; one of the two must be empty. Returns the
--- names, and the last and the number of the indices.
local function split_keys(value, path)
  local names, length, count = {}, 0, 0
  for key in pairs(value) do
    if type(key) == "string" then
      names[#names + 1] = key
    elseif is_index(key) then
      length, count = math.max(length, key), count + 1
    else
      refuse(path, "the key " .. tostring(key))
    end
  end
  if length > 0 and #names > 0 then
    refuse(path, "a table that is both a list and an object")
  end
  return names, length, count
end

local function write_table(value, path, depth)
  if depth > DEEPEST then
    refuse(path, ("a table more than %d deep"):format(DEEPEST))
  end
  if value == M.EMPTY_LIST then
    return "[]"
  end
  local names, length, count = split_keys(value, path)
  if length > 0 then
    return write_list(value, length, count, path, depth + 1)
  end
  return write_object(value, names, path, depth + 1)
end

local WRITE = {
  boolean = tostring,
  number = write_number,
  string = write_string,
  table = write_table,
}

function write(value, path, depth)
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
  holes = 0
  local ok, result = pcall(write, value, name or "value", 1)
  if ok then
    return result
  end
  return nil, result
end

return M

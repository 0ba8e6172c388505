--- Options: the keys a module takes, checked before anything uses them.

local keys = require("hyla.keys")
local nearest = require("hyla.nearest")

---@class Option
---@field kind? "string"|"number"|"integer"|"boolean"|"table" What a value is; "string" by default.
---@field values? string[] The only values it may have.
---@field minimum? number
---@field default? any     Taken when the key is absent; nil leaves it absent.
---@field meaning string   One line for the documentation.

local M = {}

--- Returns "wanted one of a, b" with a guess at what was meant.
local function wanted(word, words)
  local guess = nearest.word(tostring(word), words)
  local hint = guess and ("; did you mean %q?"):format(guess) or ""
  local known = words[1] and table.concat(words, " or ") or "no key at all"
  return ("wanted %s, got %q%s"):format(known, tostring(word), hint)
end

local function has_kind(value, kind)
  if kind == "integer" then
    return type(value) == "number" and value == math.floor(value)
  end
  return type(value) == kind
end

--- Returns what is wrong with a value, or nil.
local function complaint(value, option)
  local kind = option.kind or "string"
  if not has_kind(value, kind) then
    return ("wanted %s %s, got %s"):format(kind == "integer" and "an" or "a", kind, tostring(value))
  end
  if option.minimum and value < option.minimum then
    return ("wanted at least %s, got %s"):format(option.minimum, value)
  end
  for _, allowed in ipairs(option.values or { value }) do
    if value == allowed then
      return nil
    end
  end
  return wanted(value, option.values)
end

local function first_unknown_key(given, declared)
  for _, key in ipairs(keys.sorted(given)) do
    if not declared[key] then
      return key
    end
  end
end

local function filled(given, declared)
  local options = {}
  for key, option in pairs(declared) do
    options[key] = option.default
  end
  for key, value in pairs(given) do
    options[key] = value
  end
  return options
end

--- Returns the options with defaults filled in; `given` is left as it was.
---
---@param given table<string, any>
---@param declared table<string, Option>
---@param where string               Put before a key in messages: "task" gives "task.level".
---@return table<string, any>? options
---@return string? message           What is wrong, when there are none.
---@return string? key               The key that is wrong, for a caller that knows its line.
function M.check(given, declared, where)
  local unknown = first_unknown_key(given, declared)
  if unknown then
    local text = "unknown key %s.%s: %s"
    return nil, text:format(where, unknown, wanted(unknown, keys.sorted(declared))), unknown
  end
  for _, key in ipairs(keys.sorted(given)) do
    local problem = complaint(given[key], declared[key])
    if problem then
      return nil, ("%s.%s: %s"):format(where, key, problem), key
    end
  end
  return filled(given, declared)
end

return M

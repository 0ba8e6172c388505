--- Explanations: what the keys of configs mean, from the tables that check them.

local canonical = require("hyla.canonical")
local configs = require("hyla.config")
local keys = require("hyla.keys")
local kinds = require("hyla.kinds")
local nearest = require("hyla.nearest")
local studies = require("hyla.study.config")
local tasks = require("hyla.task")

---@class Explanation
---@field key string
---@field file "run"|"study"  Which file the key is for.
---@field meaning string
---@field wants string        What values it takes, in words.
---@field default? string     As it would be written.
---@field option? string      The option of the command line that goes before the file.
---@field is_required boolean
---@field schema table        The values, as JSON Schema has them.

local M = {}

--- A longer default is told by how many values it has.
local DEFAULT_WIDTH = 60

local function default_text(default)
  local value = default
  if type(default) == "function" then
    value = default()
  end
  if type(value) == "table" and next(value) == nil then
    return "none"
  end
  local text = assert(canonical.encode(value))
  if #text > DEFAULT_WIDTH then
    return ("the %d that are shipped"):format(#value)
  end
  return type(default) == "function" and text .. " on this machine" or text
end

local function of_row(row, file)
  return {
    key = row.key,
    file = file,
    meaning = row.meaning,
    wants = kinds.words(row.kind),
    default = row.default ~= nil and default_text(row.default) or nil,
    option = row.flag and "--" .. row.flag,
    is_required = row.default == nil and not row.is_optional,
    schema = kinds.schema(row.kind),
  }
end

--- Returns what an option of a task takes, in words and as JSON Schema has it.
local function option_kind(option)
  local kind = option.kind or "string"
  if option.values then
    return table.concat(option.values, " or "), { enum = option.values }
  end
  local words = kind == "integer" and "an integer" or "a " .. kind
  if option.minimum then
    words = ("%s of at least %s"):format(words, option.minimum)
  end
  local type = kind == "table" and "object" or kind
  return words, { type = type, minimum = option.minimum }
end

local function of_option(name, option)
  local words, schema = option_kind(option)
  return {
    key = "task." .. name,
    file = "run",
    meaning = option.meaning:sub(1, 1):upper() .. option.meaning:sub(2) .. ".",
    wants = words,
    default = option.default ~= nil and default_text(option.default) or nil,
    is_required = false,
    schema = schema,
  }
end

--- Returns the options of a task's module.
---
---@param module string
---@return Explanation[]?
---@return string? message
function M.options(module)
  local loaded, message = tasks.load_module(module)
  if not loaded then
    return nil, message
  end
  local list = {}
  for i, name in ipairs(keys.sorted(loaded.options or {})) do
    list[i] = of_option(name, loaded.options[name])
  end
  return list
end

--- Returns all keys: of the file of a run, then of that of a study.
---
---@return Explanation[]
function M.all()
  local list = {}
  for _, row in ipairs(configs.keys) do
    list[#list + 1] = of_row(row, "run")
  end
  for _, rows in ipairs({ studies.keys, studies.entry_keys }) do
    for _, row in ipairs(rows) do
      list[#list + 1] = of_row(row, "study")
    end
  end
  return list
end

--- Returns whether a word means a key: itself, or its section. A name of the user's meets `*`.
local function means(word, key)
  local pattern = "^" .. key:gsub("%.", "%%."):gsub("%*", "[^.]+") .. "$"
  return word == key or word:find(pattern) or key:find(word .. ".", 1, true) == 1
end

--- Returns the keys that a word means: a key such as `search.budget`, its last part, or a section.
---
---@param list Explanation[]
---@param word string
---@return Explanation[]? found At least one.
---@return string? message
function M.find(list, word)
  local found, by_name, names = {}, {}, {}
  for _, one in ipairs(list) do
    local name = one.key:match("[^.]+$")
    found[#found + 1] = means(word, one.key) and one or nil
    by_name[#by_name + 1] = name == word and one or nil
    names[#names + 1], names[#names + 2] = one.key, name
  end
  found = found[1] and found or by_name
  if found[1] then
    return found
  end
  local text = "wanted a key of a config such as search.budget, got %q%s"
  return nil, text:format(word, nearest.hint(word, names))
end

return M

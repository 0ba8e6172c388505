--- Scopes: what names stand for, looked up without running anybody's code.

local modules = require("hyla.repl.modules")

local M = {}

--- How many tables are asked one after the other: a chain of __index may be a ring.
local LONGEST_CHAIN = 20

--- Returns the table that is asked for a field that a value has not itself.
local function behind(value)
  local meta = debug.getmetatable(value)
  local index = type(meta) == "table" and rawget(meta, "__index")
  return type(index) == "table" and index or nil
end

local function each_table(value, use)
  for _ = 1, LONGEST_CHAIN do
    if type(value) == "table" then
      local found = use(value)
      if found ~= nil then
        return found
      end
    end
    value = behind(value)
    if value == nil then
      return nil
    end
  end
end

--- Returns a field of a value, its own or one that it has by its metatables' tables. A module of a
--- table of modules is loaded.
---
---@param value any
---@param name string|number
---@return any
function M.field(value, name)
  if modules.prefix_of(value) then
    local ok, module = pcall(function()
      return value[name]
    end)
    return ok and module or nil
  end
  return each_table(value, function(map)
    return rawget(map, name)
  end)
end

local function add_keys(names, map)
  for key in next, map do
    if type(key) == "string" and not names[key] then
      names[key] = true
      names[#names + 1] = key
    end
  end
end

--- Returns the names of the fields that a value has, in alphabetical order.
---
---@param value any
---@return string[]
function M.fields(value)
  local prefix = modules.prefix_of(value)
  if prefix then
    return modules.below(prefix)
  end
  local names = {}
  each_table(value, function(map)
    add_keys(names, map)
  end)
  table.sort(names)
  return names
end

--- Returns what a name such as `a.b[1]:c` stands for, and what holds it.
---
---@param text string
---@return any value nil when there is none, or when it is no plain name.
---@return any holder
function M.resolve(text)
  local value, holder = _G, nil
  local rest = "." .. text
  while rest ~= "" do
    local name, behind_name = rest:match("^[.:]([%a_][%w_]*)(.*)$")
    if not name then
      name, behind_name = rest:match("^%[(%d+)%](.*)$")
      name = tonumber(name)
    end
    if not name or value == nil then
      return nil
    end
    holder, value, rest = value, M.field(value, name), behind_name
  end
  return value, holder
end

return M

--- Kinds: what values a key takes. A kind is called with a value and returns nil when it fits, or
--- the words for what is wanted instead.

local nearest = require("hyla.nearest")
local system = require("hyla.system")

---@alias Kind fun(value: any): string?

local M = {}

--- What a kind takes, as JSON Schema has it.
---@type table<Kind, table>
local schemas = setmetatable({}, { __mode = "k" })

--- Makes a kind known by its schema.
---
---@param kind Kind
---@param schema table As JSON Schema has it.
---@return Kind kind The same.
function M.with_schema(kind, schema)
  schemas[kind] = schema
  return kind
end

--- Returns what a kind takes, as JSON Schema has it; an empty schema takes anything.
---
---@param kind Kind
---@return table
function M.schema(kind)
  return schemas[kind] or {}
end

--- Returns what a kind takes in words, such as "an integer of at least 1".
---
---@param kind Kind
---@return string
function M.words(kind)
  -- no kind takes a function
  return kind(M.words)
end

local function is_number(value)
  return type(value) == "number" and value == value
end

local function range(noun, least, most)
  if most then
    return ("%s from %.17g to %.17g"):format(noun, least, most)
  end
  return ("%s of at least %.17g"):format(noun, least)
end

--- Integers from `least` to `most`, which is as far as doubles count when it is left out.
---
---@param least integer
---@param most? integer
---@return Kind
function M.integer(least, most)
  return M.with_schema(function(value)
    local fits = is_number(value) and value == math.floor(value) and value >= least
    if not (fits and value <= (most or 2 ^ 53)) then
      return range("an integer", least, most)
    end
  end, { type = "integer", minimum = least, maximum = most })
end

--- Numbers from `least` to `most`.
---
---@param least number
---@param most number
---@return Kind
function M.number(least, most)
  return M.with_schema(function(value)
    if not (is_number(value) and value >= least and value <= most) then
      return range("a number", least, most)
    end
  end, { type = "number", minimum = least, maximum = most })
end

--- Modules: the words of a `require`, of a module that can be found.
---
---@type Kind
function M.module(value)
  if type(value) ~= "string" or not value:find("^[%w_%-]+[%w_%-.]*$") or value:find("%.lua$") then
    return "a module as for require, such as agents.cold"
  end
  if not package.preload[value] and not package.searchpath(value, package.path) then
    return ("a module that can be found (a file %s.lua)"):format((value:gsub("%.", "/")))
  end
end

--- Lists of modules.
---
---@type Kind
function M.modules(value)
  if type(value) ~= "table" or #value == 0 then
    return "a list of modules"
  end
  for _, module in ipairs(value) do
    local wanted = M.module(module)
    if wanted then
      return ("a list of modules, each %s"):format(wanted)
    end
  end
end

--- Texts.
---
---@type Kind
function M.text(value)
  return type(value) ~= "string" and "a text" or nil
end

M.with_schema(M.module, { type = "string", pattern = "^[A-Za-z0-9_-][A-Za-z0-9_.-]*$" })
M.with_schema(M.modules, { type = "array", items = M.schema(M.module), minItems = 1 })
M.with_schema(M.text, { type = "string" })

--- Returns the modules that lie where one was looked for, by their full names.
local function neighbours(module)
  local folder, names = module:match("^(.*)%.") or "", {}
  for template in package.path:gmatch("[^;]+") do
    local path = template:match("^(.*)%?%.lua$")
    for _, file in ipairs(path and system.list(path .. folder:gsub("%.", "/")) or {}) do
      local name = file:match("^(.+)%.lua$")
      names[#names + 1] = name and (folder == "" and name or folder .. "." .. name)
    end
  end
  table.sort(names)
  return names
end

--- Returns `; did you mean X?` for the first module of a value that cannot be found, or nothing
--- where none is close, and for all other kinds.
---
---@param kind Kind
---@param value any
---@return string
function M.hint(kind, value)
  local modules = kind == M.module and { value } or kind == M.modules and value
  for _, module in ipairs(type(modules) == "table" and modules or {}) do
    if type(module) == "string" and M.module(module) then
      return nearest.hint(module, neighbours(module))
    end
  end
  return ""
end

--- Shows a value in a message.
---
---@param value any
---@return string
function M.show(value)
  if type(value) == "table" then
    return value[1] ~= nil and "a list" or "a mapping"
  end
  if type(value) == "number" then
    return ("%.17g"):format(value)
  end
  return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

return M

--- Reloads: a module's new source in the place of the old, whole or not at all.
--
-- The new one begins as if it had never been loaded; nothing of the old table is changed. What is
-- told is what was done: which globals hold the new table, and who still holds the old.

local stoppable = require("hyla.repl.stoppable")
local system = require("hyla.system")

local M = {}

--- Puts the new value where a global held the old; returns the names.
local function replace_globals(old, new)
  local names = {}
  for name, value in next, type(old) == "table" and _G or {} do
    if rawequal(value, old) and type(name) == "string" then
      names[#names + 1] = name
    end
  end
  for _, name in ipairs(names) do
    rawset(_G, name, new)
  end
  table.sort(names)
  return names
end

local function has_upvalue(call, old)
  local index = 1
  local name, value = debug.getupvalue(call, index)
  while name do
    if rawequal(value, old) then
      return true
    end
    index = index + 1
    name, value = debug.getupvalue(call, index)
  end
  return false
end

local function holds(module, old)
  for _, value in next, module do
    if rawequal(value, old) or type(value) == "function" and has_upvalue(value, old) then
      return true
    end
  end
  return false
end

--- Returns the names of the loaded modules that hold the old value.
local function holders(old)
  local names = {}
  for name, module in pairs(type(old) == "table" and package.loaded or {}) do
    if type(module) == "table" and name ~= "_G" and name ~= "package" and holds(module, old) then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  return names
end

local function describe(name, seconds, globals, old_holders)
  local parts = { ("reloaded %s in %s"):format(name, require("hyla.repl.time").text(seconds)) }
  if #globals > 0 then
    parts[#parts + 1] = "new in " .. table.concat(globals, ", ")
  end
  if #old_holders > 0 then
    parts[#parts + 1] = "still the old one in " .. table.concat(old_holders, ", ")
  end
  return table.concat(parts, "; ")
end

--- Runs the file of a module; what is wrong is told by the session.
local function run(name, path, session)
  local chunk, message = stoppable.load_file(path)
  if not chunk then
    return session:fail(require("hyla.repl.fault").of_syntax(message))
  end
  local values = session:call(chunk, name)
  if not values then
    stoppable.forget(path)
  end
  return values
end

--- Reloads a module.
---
---@param name string
---@param session Session Runs it, and tells what is wrong with it.
---@return string? told
---@return string? message Why nothing was done; nil also when the session has told of it.
function M.module(name, session)
  local old, path = package.loaded[name], package.searchpath(name, package.path)
  if old == nil then
    return nil, ("'%s' is not loaded: require it"):format(name)
  elseif not path then
    return nil, ("'%s' has no source in Lua"):format(name)
  elseif stoppable.is_unchanged(path) then
    return ("%s is unchanged"):format(name)
  end
  local start = system.seconds()
  local values = run(name, path, session)
  if not values then
    return nil, ("%s stays as it was"):format(name)
  end
  local new = values[1] == nil and true or values[1]
  package.loaded[name] = new
  local globals = replace_globals(old, new)
  return describe(name, system.seconds() - start, globals, holders(old))
end

return M

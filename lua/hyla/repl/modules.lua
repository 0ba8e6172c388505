--- Modules on demand: `hyla.X` in the REPL is require("hyla.X"), and what could be required.

local system = require("hyla.system")

local M = {}

local PREFIX = {} -- the key under which a table of modules keeps where it stands

--- Returns the folders in which a module may lie, for those below a prefix such as "hyla.chart.".
local function folders(prefix)
  local list = {}
  for template in package.path:gmatch("[^;]+") do
    local folder = template:match("^(.*)/%?%.lua$")
    if folder then
      list[#list + 1] = folder .. "/" .. prefix:gsub("%.", "/")
    end
  end
  return list
end

local function add(names, name)
  if name and not names[name] and name ~= "init" then
    names[name] = true
    names[#names + 1] = name
  end
end

local function add_preloaded(names, prefix)
  for name in pairs(package.preload) do
    if name:sub(1, #prefix) == prefix then
      add(names, name:sub(#prefix + 1):match("^[^.]+"))
    end
  end
end

--- Returns the names of the modules, and of the folders of modules, directly below a prefix.
---
---@param prefix string Empty, or with its last dot: "hyla.chart.".
---@return string[]
function M.below(prefix)
  local names = {}
  add_preloaded(names, prefix)
  for _, folder in ipairs(folders(prefix)) do
    for _, file in ipairs(system.list(folder) or {}) do
      local is_folder = file:find("^[%a_][%w_]*$") and system.kind(folder .. file) == "directory"
      add(names, file:match("^([%a_][%w_]*)%.lua$") or is_folder and file)
    end
  end
  table.sort(names)
  return names
end

--- Says whether a module of this name can be required.
---
---@param name string
---@return boolean
function M.exists(name)
  return (package.preload[name] or package.searchpath(name, package.path)) ~= nil
end

local function is_folder(name)
  for _, folder in ipairs(folders(name)) do
    if system.kind(folder) == "directory" then
      return true
    end
  end
  return false
end

--- Returns a table whose fields are the modules below a prefix, loaded when they are asked for.
---
---@param prefix string With its last dot.
---@return table
function M.table(prefix)
  return setmetatable({ [PREFIX] = prefix }, {
    __index = function(self, name)
      local path = prefix .. tostring(name)
      if package.loaded[path] or M.exists(path) then
        return require(path)
      elseif is_folder(path) then
        local inner = M.table(path .. ".")
        rawset(self, name, inner)
        return inner
      end
      local hint = require("hyla.nearest").hint(tostring(name), M.below(prefix))
      error(("no module '%s'%s"):format(path, hint), 2)
    end,
    __tostring = function()
      return ("modules %s*"):format(prefix)
    end,
  })
end

--- Returns the prefix of a table of modules; nil for any other value.
---
---@param value any
---@return string?
function M.prefix_of(value)
  return type(value) == "table" and rawget(value, PREFIX) or nil
end

return M

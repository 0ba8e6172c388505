--- Stoppable code: sources with checks in them, so that Ctrl-C ends a loop that is compiled.
--
-- LuaJIT asks no debug hook in compiled code. The checks are those of hyla.fuel; they ask for
-- Ctrl-C each hundred calls and rounds of loops. Code without room for them is not compiled, and
-- the hook reaches it. The library's own modules have none.

local files = require("hyla.files")
local interrupt = require("hyla.interrupt")

local M = {}

--- Words without which code ends by itself.
local ENDLESS = { "while", "repeat", "for", "function", "goto" }

--- The sources of the files that were loaded, by path.
local loaded = {}

local LIBRARY = debug.getinfo(1, "S").source:match("^@(.*/)repl/[^/]*$")

local function may_go_on(source)
  for _, word in ipairs(ENDLESS) do
    if source:find("%f[%w_]" .. word .. "%f[^%w_]") then
      return true
    end
  end
  return false
end

local function with_checks(source, name)
  local text = require("hyla.fuel").meter(source, name)
  return text and loadstring(text, name)
end

--- Compiles a source, as loadstring does.
---
---@param source string
---@param name string With its mark: "=stdin", "@file.lua".
---@return function?
---@return string? message
function M.load(source, name)
  local chunk, message = loadstring(source, name)
  if not chunk or not may_go_on(source) then
    return chunk, message
  end
  local checked = with_checks(source, name)
  if checked then
    return (checked(interrupt.deal))
  end
  jit.off(chunk, true)
  return chunk
end

--- Compiles a file.
---
---@param path string
---@return function?
---@return string? message
function M.load_file(path)
  local source, message = files.read(path)
  if not source then
    return nil, message
  end
  -- a first line for the shell
  local chunk, why = M.load((source:gsub("^#[^\n]*", "")), "@" .. path)
  loaded[path] = chunk and source
  return chunk, why
end

--- Says whether a file holds what was loaded of it last.
---
---@param path string
---@return boolean
function M.is_unchanged(path)
  return loaded[path] ~= nil and loaded[path] == files.read(path)
end

--- Forgets what was loaded of a file: running it failed.
---
---@param path string
function M.forget(path)
  loaded[path] = nil
end

--- Finds the code of a module as `require` asks for it; what the library holds is left to others.
---
---@param name string
---@return function|nil
function M.find(name)
  local path = package.searchpath(name, package.path)
  if not path or path:sub(1, #LIBRARY) == LIBRARY then
    return nil
  end
  local chunk, message = M.load_file(path)
  if not chunk then
    error(("error loading module '%s' from file '%s':\n\t%s"):format(name, path, message), 0)
  end
  return chunk
end

--- Makes `require` load modules of users with checks in them.
function M.install()
  for _, loader in ipairs(package.loaders) do
    if loader == M.find then
      return
    end
  end
  table.insert(package.loaders, 2, M.find)
end

return M

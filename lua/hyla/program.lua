--- Programs: a whole hyperagent as plain data, its Lua sources by part name and its lifted numbers.

local canonical = require("hyla.canonical")
local files = require("hyla.files")
local hash = require("hyla.hash")
local syntax = require("hyla.syntax")

---@class Program
---@field parts table<string, string>    Source by part: "agent", "policy", "editors/<name>".
---@field numbers table<string, number>  Lifted numbers by name.

local M = {}

--- Reads one part from a file and checks that it parses.
---
---@param path string
---@return string? source
---@return string? message names the file, the line and the column
function M.read_part(path)
  local source, message = files.read(path)
  if not source then
    return nil, message
  end
  local tree
  tree, message = syntax.parse(source, path)
  return tree and source, message
end

-- reads the part that a require path names
local function find_part(module)
  local path = package.searchpath(module, package.path)
  if not path then
    return nil, ("module %s not found on the search path"):format(module)
  end
  return M.read_part(path)
end

--- Assembles a program from require paths.
---
---@param names { agent: string, policy: string, editors: string[] }
---@return Program? program
---@return string? message the first part that is missing or does not parse
function M.assemble(names)
  local wanted = { { "agent", names.agent }, { "policy", names.policy } }
  for _, module in ipairs(names.editors) do
    wanted[#wanted + 1] = { "editors/" .. module:match("[%w_]+$"), module }
  end
  local program = { parts = {}, numbers = {} }
  for _, want in ipairs(wanted) do
    local source, message = find_part(want[2])
    if not source then
      return nil, message
    end
    program.parts[want[1]] = source
  end
  return program
end

--- Names a program by its content.
---
---@param program Program
---@return string id 64 hexadecimal digits
function M.id(program)
  return hash.hex(canonical.encode({ parts = program.parts, numbers = program.numbers }))
end

--- Returns the program with one part and some numbers replaced; the given program is untouched.
---
---@param program Program
---@param part string
---@param source string
---@param numbers table<string, number|false> false drops a number
---@return Program
function M.with(program, part, source, numbers)
  local changed = { parts = {}, numbers = {} }
  for name, text in pairs(program.parts) do
    changed.parts[name] = text
  end
  for name, value in pairs(program.numbers) do
    changed.numbers[name] = value
  end
  changed.parts[part] = source
  for name, value in pairs(numbers) do
    changed.numbers[name] = value or nil
  end
  return changed
end

return M

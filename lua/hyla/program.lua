--- Programs: a whole hyperagent as plain data, its Lua sources by part name and its lifted numbers.
--
-- A program is never changed: `with` makes another.

local new_table = require("table.new")

local files = require("hyla.files")
local manifest = require("hyla.manifest")
local syntax = require("hyla.syntax")

---@class Program
---@field parts table<string, string>    Source by part: "agent", "policy", "editors/<name>".
---@field numbers table<string, number>  Lifted numbers by name.

local M = {}

--- Room for the parts of a program: few have more.
local ROOM = 64

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
  return (assert(manifest.digest(program)))
end

--- Names what a program has beside its agent and its numbers: its policy and its editors.
---
---@param program Program
---@return string digest 64 hexadecimal digits
function M.kit(program)
  return manifest.kit(program)
end

--- Returns the program with some parts and numbers replaced; the given program is untouched.
---
---@param program Program
---@param parts table<string, string|false>     false drops a part
---@param numbers? table<string, number|false>  false drops a number
---@return Program
function M.with(program, parts, numbers)
  local changed, has_same_kit = { parts = new_table(0, ROOM), numbers = {} }, true
  for name, text in pairs(program.parts) do
    changed.parts[name] = text
  end
  for name, value in pairs(program.numbers) do
    changed.numbers[name] = value
  end
  for name, source in pairs(parts) do
    changed.parts[name] = source or nil
    has_same_kit = has_same_kit and name == "agent"
  end
  for name, value in pairs(numbers or {}) do
    changed.numbers[name] = value or nil
  end
  if has_same_kit then
    manifest.take_over(program, changed)
  end
  return changed
end

return M

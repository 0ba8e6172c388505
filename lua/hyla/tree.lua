--- Trees: a program as files, by path.

local canonical = require("hyla.canonical")

local M = {}

--- Writes a table as JSON, a line for each of its keys, so that two can be compared line by line.
local function lines_of(map, name)
  local lines = {}
  for key, value in pairs(map) do
    local text = assert(canonical.encode(value, name))
    lines[#lines + 1] = ("  %s: %s"):format(assert(canonical.encode(tostring(key))), text)
  end
  table.sort(lines)
  return "{\n" .. table.concat(lines, ",\n") .. "\n}\n"
end

--- Returns the path of a part, or nil for a name that would lead out of the folder.
local function path_of(part)
  return part:find("^[%w_]+$") and part .. ".lua"
    or part:find("^[%w_]+/[%w_]+$") and part .. ".lua"
    or nil
end

--- Returns the files of a program.
---
---@param program Program
---@return table<string, string>? texts By path: agent.lua, editors/widen.lua, numbers.json, ...
---@return string? message
function M.files(program)
  local texts = { ["numbers.json"] = lines_of(program.numbers, "numbers") }
  for part, source in pairs(program.parts) do
    local path = path_of(part)
    if not path then
      return nil, ("wanted parts named like agent or editors/widen, got %q"):format(part)
    end
    texts[path] = source
  end
  if program.memory then
    texts["memory.json"] = lines_of(program.memory, "memory")
  end
  return texts
end

--- Returns the paths of one or two trees, in order.
---
---@param texts table<string, string>
---@param others? table<string, string>
---@return string[]
function M.paths(texts, others)
  local paths = {}
  for path in pairs(texts) do
    paths[#paths + 1] = path
  end
  for path in pairs(others or {}) do
    if not texts[path] then
      paths[#paths + 1] = path
    end
  end
  table.sort(paths)
  return paths
end

return M

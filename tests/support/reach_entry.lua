--- An entry module that looks for ways out among all that a candidate can reach.

local M = {}

-- of before the state was sealed
local printing = tostring

--- Lists what no candidate may hold, each with its name.
local function forbidden_values()
  local names = {
    [debug] = "debug", [io] = "io", [os] = "os", [package] = "package", [jit] = "jit", [_G] = "_G",
    [require("ffi")] = "ffi", [string.dump] = "string.dump", [string.format] = "string.format",
    [load] = "load", [loadstring] = "loadstring", [loadfile] = "loadfile", [dofile] = "dofile",
    [getfenv] = "getfenv", [setfenv] = "setfenv", [require] = "require", [printing] = "tostring",
    [collectgarbage] = "collectgarbage", [newproxy] = "newproxy", [print] = "print",
    [module] = "module", [string] = "string", [table] = "table", [math] = "math",
  }
  for _, library in ipairs({ debug, io, os, package, jit, require("ffi") }) do
    for name, value in pairs(library) do
      if type(value) == "function" or type(value) == "table" then
        names[value] = name
      end
    end
  end
  return names
end

--- Calls `visit` with every value that can be reached from a value by indexing and getmetatable.
local function walk(value, seen, visit)
  if value == nil or seen[value] then
    return
  end
  seen[value] = true
  visit(value)
  walk(getmetatable(value), seen, visit)
  if type(value) == "table" then
    for key, inner in next, value do
      walk(key, seen, visit)
      walk(inner, seen, visit)
    end
  end
end

--- Loads `job.source` and walks over all that it could reach.
---
---@param job { source: string }
---@param load fun(source: string, name: string): function
---@return { found: string[], visited: integer }
function M.run(job, load)
  local forbidden, found, visited = forbidden_values(), {}, 0
  local environment = debug.getfenv(load(job.source, "candidate"))
  walk(environment, {}, function(value)
    visited = visited + 1
    found[#found + 1] = forbidden[value]
  end)
  return { found = found, visited = visited }
end

return M

--- Files: the few things that are done with them in more than one place.

local system = require("hyla.system")

local M = {}

--- Makes a folder and the folders above it; those that exist are fine.
---
---@param path string
---@return true?
---@return string? message
function M.make_directories(path)
  for position in path:gmatch("()/") do
    if position > 1 then
      local ok, message = system.make_directory(path:sub(1, position - 1))
      if not ok then
        return nil, message
      end
    end
  end
  return system.make_directory(path)
end

--- Returns the bytes of a file.
---
---@param path string
---@return string?
---@return string? message
function M.read(path)
  if system.kind(path) == "directory" then
    return nil, path .. ": wanted a file, got a folder"
  end
  local file, message = io.open(path, "rb")
  if not file then
    return nil, message
  end
  local text, why = file:read("*a")
  file:close()
  return text, why and ("%s: %s"):format(path, why)
end

--- Writes the bytes of a file.
---
---@param path string
---@param text string
---@return true?
---@return string? message
function M.write(path, text)
  local file, message = io.open(path, "wb")
  if not file then
    return nil, message
  end
  local ok, why = file:write(text)
  local is_closed, reason = file:close()
  if ok and is_closed then
    return true
  end
  return nil, ("%s: %s"):format(path, why or reason)
end

return M

--- Sources: the lines of code that errors and documentation point at, typed or in files.

local files = require("hyla.files")

---@class Sources
local Sources = {}
Sources.__index = Sources

local M = {}

local TYPED = "=" .. require("hyla.repl.chunk").NAME

local function split(text)
  local lines = {}
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do
    lines[#lines + 1] = line
  end
  return lines
end

--- Makes sources in which nothing is typed yet.
---
---@return Sources
function M.new()
  return setmetatable({ typed = {} }, Sources)
end

--- Returns the number that the next line typed will have.
---
---@return integer
function Sources:next_line()
  return #self.typed + 1
end

--- Keeps what was typed.
---
---@param text string
function Sources:add(text)
  for _, line in ipairs(split(text)) do
    self.typed[#self.typed + 1] = line
  end
end

--- Returns the lines of a source as functions name theirs; nil when there is none to read.
---
---@param source string "=stdin" for what was typed, "@path" for a file.
---@return string[]?
function Sources:lines(source)
  if source == TYPED then
    return self.typed
  end
  local text = source:sub(1, 1) == "@" and files.read(source:sub(2))
  return text and split(text) or nil
end

return M

--- Faults: errors as a person wants to read them, with the line marked and what was probably meant.

local inspect = require("hyla.inspect")
local interrupt = require("hyla.interrupt")
local scope = require("hyla.repl.scope")

---@class Frame
---@field place string "file.lua:3"
---@field source string As debug.getinfo tells it: "@file.lua".
---@field line integer
---@field name? string Of the function.

---@class Fault
---@field value any What was raised.
---@field frames Frame[] The innermost first, without those of C and of the REPL.

local M = {}

local OWN = debug.getinfo(1, "S").source:match("^(@.*/)[^/]*$")
local MOST_FRAMES = 12

local function frame_of(info)
  local is_code = info.currentline > 0 and info.source:sub(1, #OWN) ~= OWN
  return is_code
    and {
      place = ("%s:%d"):format(info.short_src, info.currentline),
      source = info.source,
      line = info.currentline,
      name = info.name,
    }
end

--- Catches an error where it is raised: the handler of hyla.interrupt's call.
---
---@param value any
---@return Fault
function M.catch(value)
  local frames, level = {}, 2
  local info = debug.getinfo(level, "nSlf")
  while info and info.func ~= interrupt.call do
    frames[#frames + 1] = frame_of(info) or nil
    level = level + 1
    info = debug.getinfo(level, "nSlf")
  end
  return { value = value, frames = frames }
end

--- Makes the fault of a text that does not compile.
---
---@param message string
---@return Fault
function M.of_syntax(message)
  return { value = message, frames = {} }
end

--- Returns what was raised as a text; whoever raised a table may have written its __tostring.
---
---@param value any
---@return string
function M.message(value)
  if type(value) == "string" then
    return value
  end
  local ok, text = pcall(inspect.show, value)
  return ok and "raised " .. text or "raised a value that cannot be shown"
end

--- Returns the source and the line that a message names.
local function place_of(fault, message)
  local name, line = message:match("^([^\n]-):(%d+): ")
  for _, frame in ipairs(name and fault.frames or {}) do
    if frame.place == name .. ":" .. line then
      return frame.source, frame.line
    end
  end
  if name then
    return (name == "stdin" and "=" or "@") .. name, tonumber(line)
  end
end

--- Returns the kind of the name that a message blames, and the name.
local function blamed(message)
  local kind, name = message:match("(%l+) '([^'\n]+)' %(a nil value%)")
  local missing = message:match(": a tensor has no ([%w_]+)$")
  if missing then
    return "method", missing
  elseif not kind then
    return "token", message:match("near '([^'\n]+)'")
  end
  return kind, name
end

--- Returns a line of marks below the only place where a line has a text; nil when there are more.
local function marks(line, text)
  if not text then
    return nil
  end
  local from, to = line:find(text, 1, true)
  if not from or line:find(text, to + 1, true) then
    return nil
  end
  return (line:sub(1, from - 1):gsub("[^\t]", " ")) .. ("^"):rep(to - from + 1)
end

local function excerpt(line, number, name)
  local margin = ("%4d"):format(number)
  local below = marks(line, name)
  local text = ("%s | %s"):format(margin, line)
  return below and ("%s\n%s | %s"):format(text, (" "):rep(#margin), below) or text
end

--- Returns the names that might have been meant instead of one, and none where nobody can know.
local function alternatives(kind, name, line)
  if kind == "global" then
    return scope.fields(_G)
  end
  local is_member = kind == "field" or kind == "method"
  local holder = is_member and line and line:match("([%a_][%w_.%[%]]*)[.:]" .. name .. "%f[^%w_]")
  local value = holder and scope.resolve(holder)
  return value ~= nil and scope.fields(value) or {}
end

local function hint(kind, name, line)
  if not name or kind == "token" then
    return ""
  end
  return require("hyla.nearest").hint(name, alternatives(kind, name, line))
end

local function callers(fault)
  local lines = {}
  for i = 2, math.min(#fault.frames, MOST_FRAMES) do
    local frame = fault.frames[i]
    local name = frame.name and (" in %s"):format(frame.name) or ""
    lines[#lines + 1] = ("  called from %s%s"):format(frame.place, name)
  end
  if #fault.frames > MOST_FRAMES then
    lines[#lines + 1] = ("  ... %d more"):format(#fault.frames - MOST_FRAMES)
  end
  return lines
end

--- Returns a fault as a text of several lines.
---
---@param fault Fault
---@param sources Sources
---@return string
function M.show(fault, sources)
  local message = M.message(fault.value)
  local source, number = place_of(fault, message)
  local line = source and (sources:lines(source) or {})[number]
  local kind, name = blamed(message)
  local lines = { message .. hint(kind, name, line) }
  if line then
    lines[#lines + 1] = excerpt(line, number, name)
  end
  for _, caller in ipairs(callers(fault)) do
    lines[#lines + 1] = caller
  end
  return table.concat(lines, "\n")
end

return M

--- What the tests of hyla.syntax share: real sources, and the equality of trees.

local lpeg = require("lpeg")

local M = {}

local INSTALLED = "/usr/share/luajit-2.1*/jit /usr/share/lua/5.1"

local function lines_of(command)
  local lines = {}
  for line in io.popen(command):lines() do
    lines[#lines + 1] = line
  end
  return lines
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local source = file:read("*a")
  file:close()
  return source
end

--- Returns the Lua files of the project and of the libraries on this machine that LuaJIT accepts.
---
---@return { path: string, source: string }[]
function M.sources()
  local list = {}
  local commands = {
    "git ls-files --cached --others --exclude-standard '*.lua'",
    "find " .. INSTALLED .. " -name '*.lua' | sort",
  }
  for _, command in ipairs(commands) do
    for _, path in ipairs(lines_of(command)) do
      local source = read(path)
      list[#list + 1] = loadstring(source) and { path = path, source = source }
    end
  end
  return list
end

--- Spells all that a node is, apart from its children.
local function spell(node)
  local value = type(node.value) ~= "table" and node.value or nil
  local gaps = table.concat(node.gaps or {}, "|")
  return ("%s %q %s %s %q"):format(node.kind, node.text, tostring(node.operator), tostring(value),
    gaps)
end

--- Returns where two trees differ first, or nil when they are equal.
---
---@param left SyntaxNode
---@param right SyntaxNode
---@return string|nil
function M.difference(left, right)
  if spell(left) ~= spell(right) or #left ~= #right then
    return spell(left) .. "\n" .. spell(right)
  end
  for index = 1, #left do
    local difference = M.difference(left[index], right[index])
    if difference then
      return difference
    end
  end
  return nil
end

--- Returns a deep copy, to see later whether the original changed.
---
---@generic T
---@param value T
---@return T
function M.copy(value)
  if type(value) ~= "table" then
    return value
  end
  local copied = {}
  for key, item in pairs(value) do
    copied[key] = M.copy(item)
  end
  return copied
end

local word = lpeg.R("az", "AZ", "09") + lpeg.P("_")
local piece = lpeg.C(word ^ 1 + lpeg.S(" \t\r\n") ^ 1 + 1)

--- Cuts a source into words, white space and single characters.
---
---@param source string
---@return string[]
function M.pieces(source)
  return lpeg.Ct(piece ^ 0):match(source)
end

return M

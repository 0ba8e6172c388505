--- Messages: where a source stops being Lua, what was wanted there and what stands there.

local tokens = require("hyla.syntax.tokens")
local trivia = require("hyla.syntax.trivia")

local MAX_TOKEN_LENGTH = 30

local M = {}

--- Returns the line and column of an offset, both from 1; a column counts bytes.
---
---@param source string
---@param offset integer
---@return integer line
---@return integer column
function M.position(source, offset)
  local line, line_start = 1, 1
  local line_end = source:find("\n", 1, true)
  while line_end and line_end < offset do
    line, line_start = line + 1, line_end + 1
    line_end = source:find("\n", line_start, true)
  end
  return line, offset - line_start + 1
end

--- Joins "a", "b" and "c" as "a, b or c", each once.
local function join(words)
  local seen, list = {}, {}
  for _, word in ipairs(words) do
    if not seen[word] then
      seen[word] = true
      list[#list + 1] = word
    end
  end
  local last = table.remove(list)
  return #list == 0 and last or table.concat(list, ", ") .. " or " .. last
end

--- Describes the token at an offset.
local function describe(source, offset)
  local token = tokens.any:match(source, offset)
  if not token then
    return "end of file"
  end
  if #token > MAX_TOKEN_LENGTH then
    token = token:sub(1, MAX_TOKEN_LENGTH) .. "..."
  end
  return "'" .. token:gsub("%c", "?") .. "'"
end

--- Returns the sentence for a failure.
---
---@param source string
---@param name string
---@param failure SyntaxFailure
---@return string
function M.message(source, name, failure)
  local offset = trivia.skip:match(source, failure.position)
  local line, column = M.position(source, offset)
  local text = failure.message
    or ("wanted %s, got %s"):format(join(failure.wanted), describe(source, offset))
  return ("%s:%d:%d: %s"):format(name, line, column, text)
end

--- Finds the furthest failure of a source that a grammar refused.
---
---@param source string
---@param noting_grammar userdata
---@return SyntaxFailure
function M.furthest(source, noting_grammar)
  local furthest = { position = 0, wanted = {} }
  noting_grammar:match(source, 1, furthest)
  return furthest
end

return M

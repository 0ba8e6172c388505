--- Chunks: what was typed as code, an expression first.

local stoppable = require("hyla.repl.stoppable")

---@class TypedChunk
---@field call function
---@field is_silent boolean Its last character is a semicolon: what comes back is not shown.

local M = {}

--- The file that chunks seem to come from. Its lines are all that was typed.
M.NAME = "stdin"

local function pass(...)
  return ...
end

--- Compiles an expression. What it calls is an argument, not a tail call: those have no line, and a
--- mistake would be told of a line of ours.
local function compile_expression(text, before)
  local is_whole, message = loadstring("return " .. text)
  if not is_whole then
    return nil, message
  end
  local source = ("%sreturn (...)(%s\n)"):format(before, text)
  local chunk = stoppable.load(source, "=" .. M.NAME)
  return chunk and function()
    return chunk(pass)
  end
end

--- Returns whether more lines may make whole what a message is about.
local function ends_early(message)
  return message:find("near '<eof>'", 1, true) ~= nil
end

--- Returns a text without what only the REPL understands: a leading `=`, and semicolons at the end.
local function bare(text)
  local rest, semicolons = text:gsub("^%s*=", "", 1):gsub(";%s*$", "")
  return rest, semicolons > 0
end

--- Says whether more lines may make a text whole.
---
---@param text string
---@return boolean
function M.is_unfinished(text)
  local code = bare(text)
  local expression, why = loadstring("return " .. code)
  local chunk, message = loadstring(code)
  return not expression and not chunk and (ends_early(message) or ends_early(why))
end

--- Compiles what was typed: as an expression first, so that values are shown without `return`.
---
---@param text string
---@param line? integer The number of its first line; 1 when absent.
---@return TypedChunk?
---@return string? message
function M.compile(text, line)
  local before = ("\n"):rep((line or 1) - 1)
  local code, is_silent = bare(text)
  local call = compile_expression(code, before)
  if call then
    return { call = call, is_silent = is_silent }
  end
  local chunk, message = stoppable.load(before .. text:gsub("^%s*=", "", 1), "=" .. M.NAME)
  if chunk then
    return { call = chunk, is_silent = is_silent }
  end
  return nil, message
end

return M

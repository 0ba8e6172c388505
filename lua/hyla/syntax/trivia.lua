--- Trivia: the white space and comments between tokens, and which statement a comment belongs to.

local lpeg = require("lpeg")

local P, S, C, Cp, Cmt = lpeg.P, lpeg.S, lpeg.C, lpeg.Cp, lpeg.Cmt

local blank = S(" \t\v\f")
local newline = P("\r\n") + P("\n\r") + S("\r\n")

--- Matches to the end of a long bracket whose `=` signs were just read.
local function close_bracket(source, position, signs)
  local _, last = source:find("]" .. signs .. "]", position, true)
  return last and last + 1
end

local function has_no_newline(_, _, text)
  return not text:find("[\r\n]")
end

local open_bracket = P("[") * C(P("=") ^ 0) * P("[")
local long_bracket = Cmt(open_bracket, close_bracket)
local is_long = P("[") * P("=") ^ 0 * P("[")
local comment = P("--") * (long_bracket + -is_long * (1 - S("\r\n")) ^ 0)
local inline_comment = Cmt(C(comment), has_no_newline) / 0

local line_rest = (comment + P(";") + blank) ^ 0
local line = (comment + 1 - S("\r\n")) ^ 0 * newline
local comment_lines = (blank ^ 0 * comment * blank ^ 0 * newline) ^ 0 * blank ^ 0 * -1

local M = {}

M.newline = newline
M.long_bracket = long_bracket
M.skip = (S(" \t\v\f\r\n") ^ 1 + comment) ^ 0
M.skip_inline = (blank ^ 1 + inline_comment) ^ 0

local own_after_newline = C(line * (-comment_lines * line) ^ 0) * C(comment_lines)
local own_from_start = C((-comment_lines * line) ^ 0) * C(comment_lines)
local rest_before_newline = C(line_rest) * Cp() * #newline
local rest_before_end = C(line_rest) * Cp() * (#newline + -1)

--- Splits the text before a statement into what stays and the statement's own comment lines.
--
-- The second part starts a line and ends with the statement's indentation: the comment lines that
-- stand directly above the statement, without a blank line between.
---
---@param gap string
---@param is_line_start boolean  The gap begins a line (as it does at the start of a file).
---@return string kept
---@return string|nil own  nil when the statement does not begin its line
function M.split_before(gap, is_line_start)
  local kept, own = (is_line_start and own_from_start or own_after_newline):match(gap)
  if not kept then
    return gap, nil
  end
  return kept, own
end

--- Splits the text after a statement into the rest of its line and what follows.
---
---@param gap string
---@param is_line_end boolean  The gap ends a line (as it does at the end of a file).
---@return string|nil rest  With its comment and `;`; nil when another token follows on the line
---@return string following
function M.split_after(gap, is_line_end)
  local rest, stop = (is_line_end and rest_before_end or rest_before_newline):match(gap)
  if not rest then
    return nil, gap
  end
  return rest, gap:sub(stop)
end

return M

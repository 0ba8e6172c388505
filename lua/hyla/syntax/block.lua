--- Blocks: putting statements into a list of statements and taking them out.

local cache = require("hyla.cache")
local check = require("hyla.syntax.check")
local diagnose = require("hyla.syntax.diagnose")
local layout = require("hyla.syntax.layout")
local node = require("hyla.syntax.node")
local parse = require("hyla.syntax.parse")
local paths = require("hyla.syntax.path")
local trivia = require("hyla.syntax.trivia")

--- Behind these a statement that starts with "(" would be read as the arguments of a call.
local MAY_BE_CALLED = { Local = true, Assign = true, CallStatement = true, Repeat = true }

--- The statements parsed lately, by all that decides them: editors put in the same ones again.
local parsed = cache.new(256)

local M = {}

local function parse_anew(source, indent, newline)
  local base = source:match("([ \t]*)%S") or ""
  local trimmed = source:match("^%s*(.-)%s*$")
  local block, failure = parse.fragment(trimmed)
  if not block then
    return nil, diagnose.message(trimmed, "statement", failure)
  end
  return layout.reindent(block, base, indent, newline)
end

--- Parses statements, indented for their new place; there may be none.
---
---@param source string
---@param indent string
---@param newline string
---@return SyntaxNode|nil block  Without white space at its ends, its comments aside.
---@return string|nil message
function M.parse(source, indent, newline)
  local key = indent .. newline .. source
  local known = parsed:get(key)
  if known then
    return known
  end
  local block, message = parse_anew(source, indent, newline)
  return block and parsed:put(key, block), message
end

--- Returns the tree with another block at a path when `...`, `break` and `goto` are right there.
---
---@param tree SyntaxNode
---@param path string
---@param block SyntaxNode|nil  nil passes the message on.
---@param message? string
---@return SyntaxNode|nil tree
---@return string|nil message
function M.put(tree, path, block, message)
  if not block then
    return nil, message
  end
  return check.around(paths.put(tree, path, block), path)
end

--- Returns a gap that keeps the statement after it from being read as the arguments of a call.
local function separate(gap, before, after)
  local is_ambiguous = before and MAY_BE_CALLED[before.kind] and after.text:find("^%(")
  if is_ambiguous and not gap:find("^%s*;") then
    return ";" .. gap
  end
  return gap
end

--- Refuses a `return` or `break` above other statements.
local function check_last(children)
  for index = 1, #children - 1 do
    if node.LAST_STATEMENTS[children[index].kind] then
      return nil, ("a %s must be the last of its block"):format(children[index].kind:lower())
    end
  end
  return children
end

--- Returns a block in which statements first..last gave way to others.
---
---@param block SyntaxNode
---@param first integer
---@param last integer      first - 1 to take nothing away.
---@param added SyntaxNode  A block.
---@param before string     Becomes the text above the added statements.
---@param after string      Becomes the text below them.
---@return SyntaxNode|nil
---@return string|nil message  A `return` or `break` would not be the last.
function M.splice(block, first, last, added, before, after)
  local children, gaps = node.room(), {}
  for index = 1, first - 1 do
    children[index], gaps[index] = block[index], block.gaps[index]
  end
  local gap = before .. added.gaps[1]
  for index, statement in ipairs(added) do
    gaps[#gaps + 1] = separate(gap, children[#children], statement)
    children[#children + 1] = statement
    gap = added.gaps[index + 1]
  end
  gap = gap .. after
  if block[last + 1] then
    gap = separate(gap, children[#children], block[last + 1])
  end
  for index = last + 1, #block do
    gaps[#gaps + 1], gap = gap, block.gaps[index + 1]
    children[#children + 1] = block[index]
  end
  gaps[#gaps + 1] = gap
  local ordered, message = check_last(children)
  return ordered and node.with(block, children, gaps), message
end

--- Returns the texts around statements that are inserted above the statement at an index.
---
---@param gap string  The text above that statement.
---@param is_line_start boolean
---@param indent string
---@param newline string
---@return string before
---@return string after
function M.around_above(gap, is_line_start, indent, newline)
  local kept, own = trivia.split_before(gap, is_line_start)
  if own then
    return kept .. indent, newline .. own
  end
  return kept:gsub("%s+$", "") .. newline .. indent, newline .. indent
end

--- Returns the texts around statements that are inserted below a statement.
---
---@param gap string  The text below that statement.
---@param is_line_end boolean
---@param indent string
---@param newline string
---@return string before
---@return string after
function M.around_below(gap, is_line_end, indent, newline)
  local rest, following = trivia.split_after(gap, is_line_end)
  if rest then
    return rest .. newline .. indent, following
  end
  return gap:gsub("%s+$", "") .. newline .. indent, newline .. indent
end

--- Returns the texts around the first statements of an empty block.
---
---@param gap string  All that the block holds.
---@param indent string
---@param newline string
---@return string before
---@return string after
function M.around_first(gap, indent, newline)
  local kept, closing = gap:match("^(.-)(\r?\n[ \t]*)$")
  if kept and kept ~= "" then
    return kept .. newline .. indent, closing
  elseif kept then
    return newline .. indent, closing
  end
  return gap == "" and indent or gap .. newline .. indent, ""
end

--- Returns the texts around statements that stand for the statement at an index.
---
---@param block SyntaxNode
---@param index integer
---@param added SyntaxNode
---@param line_start string  A line end and the indentation.
---@return string before
---@return string after
function M.around_same(block, index, added, line_start)
  local before, after = block.gaps[index], block.gaps[index + 1]
  local ends_in_comment = added.gaps[#added + 1]:find("%-%-[^\r\n]*$")
  if ends_in_comment and not after:find("^[ \t]*\r?\n") and after ~= "" then
    after = line_start .. after:gsub("^%s+", "")
  end
  return before, after
end

--- Drops one of two blank lines that meet where a statement went away.
local function without_double_blank(kept, following, is_first)
  local ends_blank = is_first or kept:find("\n[ \t]*\r?\n$")
  if ends_blank and following:find("^\r?\n[ \t]*\r?\n") then
    return (following:gsub("^\r?\n[ \t]*", "", 1))
  end
  return following
end

--- Returns the text that remains where a statement, its line and its comments are taken away.
---
---@param block SyntaxNode
---@param index integer
---@param is_file boolean  The block is a whole file.
---@return string
function M.without(block, index, is_file)
  local above, below = block.gaps[index], block.gaps[index + 1]
  local kept, own = trivia.split_before(above, is_file and index == 1)
  local rest, following = trivia.split_after(below, is_file and index == #block)
  if own and rest then
    following = without_double_blank(kept, following, index == 1)
    if kept == "" then
      return (following:gsub("^\r?\n", "", 1))
    end
    return kept:gsub("\r?\n$", "", 1) .. following
  end
  return rest and following or above
end

return M

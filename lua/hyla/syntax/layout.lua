--- Layout: the line ends and the indentation that new statements take over from their neighbours.

local node = require("hyla.syntax.node")
local paths = require("hyla.syntax.path")

local MAX_UNIT = 8

local M = {}

--- Returns the line end that a source uses.
---
---@param source string
---@return string
function M.newline(source)
  return source:match("\r?\n") or "\n"
end

--- Returns one step of indentation, as the first indented line of a source has it.
local function unit(source)
  local found = source:match("\n([ \t]+)[^%s]")
  if not found or #found > MAX_UNIT then
    return "  "
  end
  return found:sub(1, 1) == "\t" and "\t" or found
end

--- Returns the indentation of the line that holds an offset.
local function line_indent(source, offset)
  local before = source:sub(1, offset - 1)
  local line = before:match("([^\r\n]*)$")
  return line:match("^[ \t]*")
end

--- Returns the indentation of a statement that begins its line; nil for others.
local function gap_indent(gap)
  return gap:match("[\r\n]([ \t]*)$")
end

--- Returns the indentation of the line on which a block was opened.
---
---@param tree SyntaxNode
---@param block_path string
---@return string
function M.outer_indent(tree, block_path)
  return line_indent(tree.text, paths.offset(tree, block_path))
end

--- Returns the indentation for a statement at an index of a block: its neighbours', above first.
---
---@param tree SyntaxNode
---@param block_path string
---@param index integer
---@return string
function M.indent(tree, block_path, index)
  local block = paths.at(tree, block_path)
  for above = math.min(index, #block), 1, -1 do
    local indent = gap_indent(block.gaps[above])
    if indent then
      return indent
    end
  end
  local below = block[index + 1] and gap_indent(block.gaps[index + 1])
  if below or block_path == "" then
    return below or ""
  end
  return M.outer_indent(tree, block_path) .. unit(tree.text)
end

--- Changes the indentation at each line start of a gap.
local function reindent_gap(gap, base, indent, newline)
  return (gap:gsub("\r?\n([ \t]*)()", function(spaces, stop)
    if gap:find("^[\r\n]", stop) then
      return newline
    end
    local deeper = spaces:sub(1, #base) == base and spaces:sub(#base + 1) or ""
    return newline .. indent .. deeper
  end))
end

--- Returns a node whose lines are indented anew; the insides of strings stay as they are.
---
---@param old SyntaxNode
---@param base string    The indentation to take away.
---@param indent string  The indentation to put instead.
---@param newline string
---@return SyntaxNode
function M.reindent(old, base, indent, newline)
  if not old.gaps or not old.text:find("\n", 1, true) then
    return old
  end
  local children, gaps = node.room(), {}
  for index, child in ipairs(old) do
    children[index] = M.reindent(child, base, indent, newline)
  end
  for index, gap in ipairs(old.gaps) do
    gaps[index] = reindent_gap(gap, base, indent, newline)
  end
  return node.with(old, children, gaps)
end

--- Tells whether a block's statements and what closes it stand on one line.
local function is_inline(block)
  for _, gap in ipairs(block.gaps) do
    if gap:find("[\r\n]") then
      return false
    end
  end
  return true
end

--- Returns a tree in which each statement of a block stands on its own line.
---
---@param tree SyntaxNode
---@param block_path string
---@return SyntaxNode
function M.open_up(tree, block_path)
  local block = paths.at(tree, block_path)
  if block_path == "" or not is_inline(block) then
    return tree
  end
  local newline = M.newline(tree.text)
  local outer = M.outer_indent(tree, block_path)
  local inner = outer .. unit(tree.text)
  local children, gaps = node.room(), {}
  for index, gap in ipairs(block.gaps) do
    children[index] = block[index]
    gaps[index] = gap:gsub("%s+$", "") .. newline .. (block[index] and inner or outer)
  end
  return paths.put(tree, block_path, node.with(block, children, gaps))
end

return M

--- Statements: inserting and removing them, with their lines and comments. The old tree stays.

local blocks = require("hyla.syntax.block")
local layout = require("hyla.syntax.layout")
local node = require("hyla.syntax.node")
local paths = require("hyla.syntax.path")

local M = {}

--- Returns the texts around statements that are inserted at an index of a block.
local function around(block, block_path, index, is_below, indent, newline)
  local gap = block.gaps[index]
  if #block == 0 then
    return blocks.around_first(gap, indent, newline)
  elseif is_below then
    return blocks.around_below(gap, block_path == "" and index > #block, indent, newline)
  end
  return blocks.around_above(gap, block_path == "" and index == 1, indent, newline)
end

--- Inserts statements at an index of a block, on lines of their own.
local function insert(tree, block_path, index, source, is_below)
  tree = layout.open_up(tree, block_path)
  local block = paths.at(tree, block_path)
  local newline, indent = layout.newline(tree.text), layout.indent(tree, block_path, index)
  local added, message = blocks.parse(source, indent, newline)
  if not added then
    return nil, message
  elseif #added == 0 then
    return nil, "wanted a statement, got none"
  end
  local before, after = around(block, block_path, index, is_below, indent, newline)
  return blocks.put(tree, block_path, blocks.splice(block, index, index - 1, added, before, after))
end

--- Returns the block and the index of the statement at a path; nil and a message for other nodes.
local function locate(tree, path)
  local block_path, index = paths.split(path)
  local block = block_path and paths.at(tree, block_path)
  if not block or block.kind ~= "Block" or not block[index] then
    return nil, ("wanted the path of a statement, got '%s'"):format(path)
  end
  return block_path, index
end

--- Inserts statements above a statement and the comment that belongs to it.
---
---@param tree SyntaxNode
---@param path string    Of a statement.
---@param source string  One or more statements.
---@return SyntaxNode|nil tree
---@return string|nil message
function M.insert_before(tree, path, source)
  local block_path, index = locate(tree, path)
  if not block_path then
    return nil, index
  end
  return insert(tree, block_path, index, source, false)
end

--- Inserts statements below a statement; there is no place below a `return` or `break`.
---
---@param tree SyntaxNode
---@param path string    Of a statement.
---@param source string  One or more statements.
---@return SyntaxNode|nil tree
---@return string|nil message
function M.insert_after(tree, path, source)
  local block_path, index = locate(tree, path)
  if not block_path then
    return nil, index
  end
  return insert(tree, block_path, index + 1, source, true)
end

--- Returns the block at a path, or nil and a message.
local function block_at(tree, path)
  local block = paths.at(tree, path)
  if not block or block.kind ~= "Block" then
    return nil, ("wanted the path of a block, got '%s'"):format(path)
  end
  return block
end

--- Inserts statements at the end of a block, but above its `return` or `break`.
---
---@param tree SyntaxNode
---@param block_path string
---@param source string  One or more statements.
---@return SyntaxNode|nil tree
---@return string|nil message
function M.append(tree, block_path, source)
  local block, message = block_at(tree, block_path)
  if not block then
    return nil, message
  end
  local last = block[#block]
  if last and node.LAST_STATEMENTS[last.kind] then
    return insert(tree, block_path, #block, source, false)
  end
  return insert(tree, block_path, #block + 1, source, true)
end

--- Inserts statements at the start of a block.
---
---@param tree SyntaxNode
---@param block_path string
---@param source string  One or more statements.
---@return SyntaxNode|nil tree
---@return string|nil message
function M.prepend(tree, block_path, source)
  local block, message = block_at(tree, block_path)
  if not block then
    return nil, message
  end
  return insert(tree, block_path, 1, source, false)
end

--- Removes a statement with its line and the comment lines directly above it.
---
---@param tree SyntaxNode
---@param path string  Of a statement.
---@return SyntaxNode|nil tree
---@return string|nil message
function M.remove(tree, path)
  local block_path, index = locate(tree, path)
  if not block_path then
    return nil, index
  end
  local block = paths.at(tree, block_path)
  local gap = blocks.without(block, index, block_path == "")
  local nothing = { gaps = { "" } }
  return blocks.put(tree, block_path, blocks.splice(block, index, index, nothing, gap, ""))
end

return M

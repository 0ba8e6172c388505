--- Paths: addresses of nodes in a tree, such as "3/1/2": the second child of the first child of the
--- third statement. The tree itself is at "".

local diagnose = require("hyla.syntax.diagnose")
local node = require("hyla.syntax.node")

local SLASH, ZERO = ("/"):byte(), ("0"):byte()

local M = {}

--- Reads one step of a path, byte by byte: LuaJIT compiles that, and no pattern.
---
---@param path string
---@param from integer  Where the step stands.
---@return integer index
---@return integer next_from  Where the next one stands; behind the path after the last.
function M.step(path, from)
  local index = 0
  for position = from, #path do
    local byte = path:byte(position)
    if byte == SLASH then
      return index, position + 1
    end
    index = 10 * index + byte - ZERO
  end
  return index, #path + 1
end

--- Returns the path of a child.
---
---@param path string
---@param index integer
---@return string
function M.child(path, index)
  return path == "" and tostring(index) or path .. "/" .. index
end

--- Splits a path into its parent's path and the index under that parent; nil for the root.
---
---@param path string
---@return string|nil parent_path
---@return integer|nil index
function M.split(path)
  for position = #path, 1, -1 do
    if path:byte(position) == SLASH then
      return path:sub(1, position - 1), tonumber(path:sub(position + 1))
    end
  end
  if path ~= "" then
    return "", tonumber(path)
  end
end

--- Returns the node at a path; nil when there is none.
---
---@param tree SyntaxNode
---@param path string
---@return SyntaxNode|nil
function M.at(tree, path)
  local found, from = tree, 1
  while from <= #path do
    local index
    index, from = M.step(path, from)
    found = found[index]
    if not found then
      return nil
    end
  end
  return found
end

--- Returns where the node at a path starts in the text of the tree: 1 is its first byte.
---
---@param tree SyntaxNode
---@param path string
---@return integer
function M.offset(tree, path)
  local offset, parent, from = 1, tree, 1
  while from <= #path do
    local index
    index, from = M.step(path, from)
    for earlier = 1, index - 1 do
      offset = offset + #parent.gaps[earlier] + #parent[earlier].text
    end
    offset = offset + #parent.gaps[index]
    parent = parent[index]
  end
  return offset
end

--- Returns the line and column of a node, both from 1; a column counts bytes.
---
---@param tree SyntaxNode
---@param path string
---@return integer line
---@return integer column
function M.position(tree, path)
  return diagnose.position(tree.text, M.offset(tree, path))
end

--- Returns a tree that has another node at a path, sharing every other node.
---
---@param tree SyntaxNode
---@param path string
---@param replacement SyntaxNode
---@return SyntaxNode
function M.put(tree, path, replacement)
  local parent_path, index = M.split(path)
  if not parent_path then
    return replacement
  end
  local parent = node.with_child(M.at(tree, parent_path), index, replacement)
  return M.put(tree, parent_path, parent)
end

--- Returns the innermost path, this one or one above it, whose node satisfies a predicate.
---
---@param tree SyntaxNode
---@param path string
---@param predicate fun(node: SyntaxNode): boolean
---@return string|nil
function M.enclosing(tree, path, predicate)
  while path do
    if predicate(M.at(tree, path)) then
      return path
    end
    path = M.split(path)
  end
  return nil
end

return M

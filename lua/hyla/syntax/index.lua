--- Indexes: what one walk over a tree remembers of it, so that to find is to look up.
--
-- Nodes are numbered in source order, the tree itself is 0. Trees never change, so the index of one
-- is made once and kept as long as the tree is. It holds what is below the tree, never the tree
-- itself: what a weak table holds strongly must not lead back to its key.

---@class SyntaxIndex
---@field count integer                      Nodes below the tree.
---@field nodes SyntaxNode[]
---@field above integer[]                    The number of each node's parent.
---@field step integer[]                     Its place among the children of its parent.
---@field last integer[]                     The number of the last node below it, or its own.
---@field by_kind table<string, integer[]>   The numbers of the nodes of each kind.
---@field paths table<integer, string>       Those that were asked for.
---@field matches table<string, SyntaxMatch[]>  The same as by_kind, for the kinds asked for.
---@field functions? SyntaxFunction[]        Once they were asked for.

local M = {}

---@type table<SyntaxNode, SyntaxIndex>
local indexes = setmetatable({}, { __mode = "k" })

local function add(index, parent, number)
  local nodes, above, step, by_kind = index.nodes, index.above, index.step, index.by_kind
  for place = 1, #parent do
    local child = parent[place]
    local own = index.count + 1
    index.count, nodes[own], above[own], step[own] = own, child, number, place
    local same = by_kind[child.kind]
    if same then
      same[#same + 1] = own
    else
      by_kind[child.kind] = { own }
    end
    if child.gaps then
      add(index, child, own)
    end
    index.last[own] = index.count
  end
end

--- Returns the index of a tree.
---
---@param tree SyntaxNode
---@return SyntaxIndex
function M.of(tree)
  local index = indexes[tree]
  if not index then
    index = { count = 0, nodes = {}, above = {}, step = {}, last = {}, by_kind = {} }
    index.paths, index.matches = { [0] = "" }, {}
    add(index, tree, 0)
    index.last[0] = index.count
    indexes[tree] = index
  end
  return index
end

--- Returns the path of a node.
---
---@param index SyntaxIndex
---@param number integer
---@return string
function M.path(index, number)
  local path = index.paths[number]
  if not path then
    local above = index.above[number]
    path = above == 0 and tostring(index.step[number])
      or M.path(index, above) .. "/" .. index.step[number]
    index.paths[number] = path
  end
  return path
end

--- Returns the match of a node.
---
---@param index SyntaxIndex
---@param number integer
---@return SyntaxMatch
function M.match(index, number)
  return { node = index.nodes[number], path = M.path(index, number) }
end

--- Returns the matches of a kind below the tree, in source order; not to be changed.
---
---@param index SyntaxIndex
---@param kind string
---@return SyntaxMatch[]
function M.matches(index, kind)
  local matches = index.matches[kind]
  if not matches then
    matches = {}
    for i, number in ipairs(index.by_kind[kind] or {}) do
      matches[i] = M.match(index, number)
    end
    index.matches[kind] = matches
  end
  return matches
end

--- Returns the number of the node at a path; nil when there is none.
---
---@param index SyntaxIndex
---@param path string
---@return integer|nil
function M.number(index, path)
  local number = 0
  for step in path:gmatch("%d+") do
    local child = number + 1
    for _ = 2, tonumber(step) do
      child = (index.last[child] or index.count) + 1
    end
    if index.above[child] ~= number or index.step[child] ~= tonumber(step) then
      return nil
    end
    number = child
  end
  return number
end

return M

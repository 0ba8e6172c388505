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
---@field by_kind table<string, integer[]>   The numbers of the nodes of kinds that were asked for.
---@field paths table<integer, string>       Those that were asked for.
---@field matches table<string, SyntaxMatch[]>  The same as by_kind, for the kinds asked for.
---@field functions? SyntaxFunction[]        Once they were asked for.

local new_table = require("table.new")

local paths = require("hyla.syntax.path")

local M = {}

---@type table<SyntaxNode, SyntaxIndex>
local indexes = setmetatable({}, { __mode = "k" })

local function add(index, node, parent, place)
  local number = index.count + 1
  index.count, index.nodes[number], index.above[number] = number, node, parent
  index.step[number], index.last[number] = place, number
  return number
end

-- adds all below the tree; a loop, since the compiler makes nothing of a recursion here
local function fill(index, tree)
  local parent, number, place = tree, 0, 1
  while true do
    local child = parent[place]
    if child then
      local own = add(index, child, number, place)
      if child.gaps then
        parent, number, place = child, own, 0
      end
    else
      index.last[number] = index.count
      if number == 0 then
        return
      end
      number, place = index.above[number], index.step[number]
      parent = index.nodes[number] or tree
    end
    place = place + 1
  end
end

--- Room for the nodes of the next tree: most are changes of the one before.
local SPARE = 64
local room = SPARE

--- Returns the index of a tree.
---
---@param tree SyntaxNode
---@return SyntaxIndex
function M.of(tree)
  local index = indexes[tree]
  if not index then
    index = {
      count = 0,
      nodes = new_table(room, 0),
      above = new_table(room, 0),
      step = new_table(room, 0),
      last = new_table(room, 1),
      by_kind = {},
      paths = { [0] = "" },
      matches = {},
    }
    fill(index, tree)
    indexes[tree], room = index, index.count + SPARE
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

--- Returns the numbers of the nodes of a kind, in source order; not to be changed.
---
---@param index SyntaxIndex
---@param kind string
---@return integer[]
function M.numbers(index, kind)
  local numbers = index.by_kind[kind]
  if not numbers then
    local nodes, count = index.nodes, 0
    numbers = {}
    for number = 1, index.count do
      if nodes[number].kind == kind then
        count = count + 1
        numbers[count] = number
      end
    end
    index.by_kind[kind] = numbers
  end
  return numbers
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
    for i, number in ipairs(M.numbers(index, kind)) do
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
  local number, from = 0, 1
  while from <= #path do
    local step
    step, from = paths.step(path, from)
    local child = number + 1
    for _ = 2, step do
      child = (index.last[child] or index.count) + 1
    end
    if index.above[child] ~= number or index.step[child] ~= step then
      return nil
    end
    number = child
  end
  return number
end

return M

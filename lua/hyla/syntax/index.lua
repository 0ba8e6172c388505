--- Indexes: what one walk over a node remembers of what is below it, so that to find is to look up.
--
-- Nodes are numbered in source order, the node itself is 0. Nodes never change, so the index of one
-- is made once and kept as long as the node is: trees that share a statement share its index. What
-- depends on where the node stands in a larger tree, the paths, is kept by that place in sections.
-- So many are kept as searches go back to; in a weak table, which holds what belongs to a dead node
-- for another round of the collector, garbage was made faster than it was collected.

---@class SyntaxIndex
---@field count integer                      Nodes below the node.
---@field nodes SyntaxNode[]
---@field above integer[]                    The number of each node's parent.
---@field step integer[]                     Its place among the children of its parent.
---@field last integer[]                     The number of the last node below it, or its own.
---@field by_kind table<string, integer[]>   The numbers of the nodes of kinds that were asked for.
---@field sections table<string, SyntaxSection>  By path.

---@class SyntaxSection                      An indexed node at a path of a larger tree.
---@field index SyntaxIndex
---@field paths table<integer, string>       Those that were asked for.
---@field matches table<string, SyntaxMatch[]>  The same as by_kind, for the kinds asked for.
---@field functions? SyntaxFunction[]        Below the node, once they were asked for.

local new_table = require("table.new")

local cache = require("hyla.cache")
local paths = require("hyla.syntax.path")

local M = {}

--- Some for each statement of the trees that a player keeps.
local KEPT = 1024

--- By node.
local indexes = cache.new(KEPT)

local function add(index, node, parent, place)
  local number = index.count + 1
  index.count, index.nodes[number], index.above[number] = number, node, parent
  index.step[number], index.last[number] = place, number
  return number
end

-- adds all below a node; a loop, since the compiler makes nothing of a recursion here
local function fill(index, top)
  local parent, number, place = top, 0, 1
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
      parent = index.nodes[number] or top
    end
    place = place + 1
  end
end

--- Few nodes have fewer bytes of source.
local BYTES_OF_A_NODE = 4

--- Returns the index of a node.
---
---@param node SyntaxNode
---@return SyntaxIndex
function M.of(node)
  local index = indexes:get(node)
  if not index then
    local room = math.ceil(#node.text / BYTES_OF_A_NODE)
    index = {
      count = 0,
      nodes = new_table(room, 0),
      above = new_table(room, 0),
      step = new_table(room, 0),
      last = new_table(room, 1),
      by_kind = {},
      sections = {},
    }
    fill(index, node)
    indexes:put(node, index)
  end
  return index
end

--- Returns the index of a node that stands at a path of a larger tree.
---
---@param node SyntaxNode
---@param path string
---@return SyntaxSection
function M.at(node, path)
  local index = M.of(node)
  local section = index.sections[path]
  if not section then
    section = { index = index, paths = { [0] = path }, matches = {} }
    index.sections[path] = section
  end
  return section
end

--- Returns the path of a node.
---
---@param section SyntaxSection
---@param number integer
---@return string
function M.path(section, number)
  local path = section.paths[number]
  if not path then
    local index = section.index
    path = paths.child(M.path(section, index.above[number]), index.step[number])
    section.paths[number] = path
  end
  return path
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

--- Returns the matches of a kind below the node, in source order; not to be changed.
---
---@param section SyntaxSection
---@param kind string
---@return SyntaxMatch[]
function M.matches(section, kind)
  local matches = section.matches[kind]
  if not matches then
    matches = {}
    for i, number in ipairs(M.numbers(section.index, kind)) do
      matches[i] = { node = section.index.nodes[number], path = M.path(section, number) }
    end
    section.matches[kind] = matches
  end
  return matches
end

--- Returns the number of the node at a path from the indexed one; nil when there is none.
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

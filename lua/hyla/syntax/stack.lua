--- A stack of the nodes made so far, each with where it stands in the source.
--
-- The builder's working memory: it lives for one parse.

local node = require("hyla.syntax.node")

--- Deeper trees are refused, so that every function that walks one may simply recurse.
local MAX_HEIGHT = 1000

---@class SyntaxStack
---@field source string
---@field top integer
---@field items (SyntaxNode|string)[]  Nodes, and operators that wait to be folded.
---@field first integer[]              Where each of them starts.
---@field last integer[]               The offset after each of them.
---@field height integer[]             Of each of them, as a tree.
---@field failure? SyntaxFailure       The first thing that was wrong.

---@class SyntaxFailure
---@field position integer   An offset in the source.
---@field wanted? string[]   What would have been right there.
---@field message? string    What was wrong, where nothing in particular was wanted.

local M = {}

---@param source string
---@return SyntaxStack
function M.new(source)
  return { source = source, top = 0, items = {}, first = {}, last = {}, height = {} }
end

--- Remembers a failure, unless there was one before.
---
---@param stack SyntaxStack
---@param failure SyntaxFailure
function M.reject(stack, failure)
  stack.failure = stack.failure or failure
end

--- Puts an item at a position of the stack, which becomes its top.
---
---@param stack SyntaxStack
---@param top integer
---@param item SyntaxNode|string
---@param first integer
---@param last integer
---@param height integer
function M.put(stack, top, item, first, last, height)
  stack.top = top
  stack.items[top], stack.first[top], stack.last[top] = item, first, last
  stack.height[top] = height
  if height > MAX_HEIGHT then
    M.reject(stack, { position = first, message = "nested too deeply" })
  end
end

--- Replaces everything above `below` by one node whose children are the nodes that stood there.
---
---@param stack SyntaxStack
---@param kind string
---@param below integer
---@param first integer
---@param last integer
---@param operator? string
function M.gather(stack, kind, below, first, last, operator)
  local source, items, heights = stack.source, stack.items, stack.height
  local children, gaps, count = node.room(), {}, 0
  local edge, height = first, 0
  for position = below + 1, stack.top do
    local item = items[position]
    if type(item) == "table" then
      count = count + 1
      gaps[count] = source:sub(edge, stack.first[position] - 1)
      children[count] = item
      edge = stack.last[position]
      height = heights[position] > height and heights[position] or height
    end
  end
  gaps[count + 1] = source:sub(edge, last - 1)
  local made = node.branch(kind, children, gaps, source:sub(first, last - 1), operator)
  M.put(stack, below + 1, made, first, last, height + 1)
end

return M

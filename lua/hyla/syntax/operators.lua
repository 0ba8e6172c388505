--- Operators: how a row of operands and operators becomes a tree.

local nodes = require("hyla.syntax.stack")

--- How tightly each operator holds what stands to its left and to its right, as the Lua manual
--- orders them; the right-associative ones hold their right side more loosely.
local LEFT = {
  ["or"] = 1, ["and"] = 2,
  ["<"] = 3, [">"] = 3, ["<="] = 3, [">="] = 3, ["~="] = 3, ["=="] = 3,
  [".."] = 5, ["+"] = 6, ["-"] = 6, ["*"] = 7, ["/"] = 7, ["%"] = 7, ["^"] = 10,
}
local RIGHT = setmetatable({ [".."] = 4, ["^"] = 9 }, { __index = LEFT })
local UNARY = 8

local M = {}

--- Tells whether the operator at a position of the stack has no left operand.
local function is_unary(stack, below, position)
  return position == below + 1 or type(stack.items[position - 1]) == "string"
end

--- Makes nodes of the operators on top of the stack that hold the last operand tighter than `left`.
local function reduce(stack, below, left)
  while stack.top > below + 1 do
    local top = stack.top
    local operator, unary = stack.items[top - 1], is_unary(stack, below, top - 1)
    if (unary and UNARY or RIGHT[operator]) < left then
      return
    end
    local under = unary and top - 2 or top - 3
    local kind = unary and "Unary" or "Binary"
    nodes.gather(stack, kind, under, stack.first[under + 1], stack.last[top], operator)
  end
end

--- Folds the row of operands and operators above `below` into one node, in place.
---
---@param stack SyntaxStack
---@param below integer
function M.fold(stack, below)
  local row_end = stack.top
  if row_end == below + 1 then
    return
  end
  stack.top = below
  for position = below + 1, row_end do
    local item, top = stack.items[position], stack.top
    if type(item) == "string" and top > below and type(stack.items[top]) == "table" then
      reduce(stack, below, LEFT[item])
    end
    nodes.put(stack, stack.top + 1, item, stack.first[position], stack.last[position],
      stack.height[position])
  end
  reduce(stack, below, 0)
end

return M

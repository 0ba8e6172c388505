--- Orders: the order in which an evaluation shows its cases, so that no place tells an answer.
--
-- The worker's trusted side puts the inputs into the order, the host takes the answers out of it;
-- both draw it from the same words, and a candidate sees neither.

local random = require("hyla.rng")

local M = {}

--- Draws an order.
---
---@param salt string     The same words give the same order.
---@param count integer
---@return integer[] order The i-th case shown is case order[i].
function M.of(salt, count)
  local rng, order = random.new(0):split(salt), {}
  for i = 1, count do
    local j = rng:integer(i)
    order[i] = order[j]
    order[j] = i
  end
  return order
end

--- Returns a part of an order.
---
---@param order integer[]
---@param part? { first: integer, last: integer }  All of it by default.
---@return integer[]
function M.part(order, part)
  if not part then
    return order
  end
  local cases = {}
  for i = part.first, part.last do
    cases[#cases + 1] = order[i]
  end
  return cases
end

--- Returns what belongs to the cases, of what belongs to them as they were shown.
---
---@param shown table<integer, any>
---@param order integer[]
---@return table<integer, any>
function M.undo(shown, order)
  local values = {}
  for i, case in ipairs(order) do
    values[case] = shown[i]
  end
  return values
end

return M

--- Corrections: p values of several tests, made larger so that all of them can be believed at once.

local M = {}

--- Corrects p values by Holm 1979: the chance of even one false claim among all tests stays below
--- the level, however the tests depend on each other.
---
---@param ps number[]
---@return number[] corrected In the same order; a test is significant where it is below the level.
function M.holm(ps)
  local order = {}
  for i = 1, #ps do
    order[i] = i
  end
  table.sort(order, function(one, other)
    return ps[one] < ps[other] or ps[one] == ps[other] and one < other
  end)
  local corrected, greatest = {}, 0
  for rank, i in ipairs(order) do
    greatest = math.max(greatest, math.min(1, (#ps - rank + 1) * ps[i]))
    corrected[i] = greatest
  end
  return corrected
end

return M

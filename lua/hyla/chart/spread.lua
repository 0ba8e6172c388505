--- Spreads: places of labels that must not overlap, as near as can be to where they want to be.

local M = {}

--- Joins the last group with the one before while they overlap. A group is a run of labels at equal
--- distances, with the mean of their wishes.
local function settle(groups)
  while #groups > 1 do
    local last, before = groups[#groups], groups[#groups - 1]
    if before.sum / before.count < last.sum / last.count then
      return
    end
    before.sum, before.count = before.sum + last.sum, before.count + last.count
    groups[#groups] = nil
  end
end

--- Returns places at least a gap apart and in the order of the wishes, with the least sum of
--- squared moves: pool adjacent violators, Barlow et al. 1972.
---
---@param wishes number[] Ascending.
---@param gap number
---@return number[]
function M.of(wishes, gap)
  local groups, places = {}, {}
  for i, wish in ipairs(wishes) do
    groups[#groups + 1] = { sum = wish - i * gap, count = 1 }
    settle(groups)
  end
  for _, group in ipairs(groups) do
    for _ = 1, group.count do
      places[#places + 1] = group.sum / group.count + (#places + 1) * gap
    end
  end
  return places
end

return M

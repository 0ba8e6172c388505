--- Curves: what a search had gained after each edit, as the steps at which that changed.
--
-- A curve of ten thousand edits changes a few dozen times, so steps are what is kept and written.

---@class Curve imp@k for k = 0 .. last.
---@field last integer The greatest k.
---@field k integer[] Ascending from 0: where the value changes.
---@field imp number[] imp[i] holds from k[i] on, up to k[i + 1]. In units of the task's score.

local M = {}

--- Returns the curve of plain values.
---
---@param values number[] values[k + 1] is imp@k: the first one is that of k = 0.
---@return Curve
function M.of(values)
  local curve = { last = #values - 1, k = {}, imp = {} }
  for i, value in ipairs(values) do
    if value ~= curve.imp[#curve.imp] then
      curve.k[#curve.k + 1] = i - 1
      curve.imp[#curve.imp + 1] = value
    end
  end
  return curve
end

--- Returns imp@k.
---
---@param curve Curve
---@param k integer
---@return number? imp nil where the search ended before.
function M.at(curve, k)
  if k > curve.last or k < 0 then
    return nil
  end
  local imp
  for i = 1, #curve.k do
    if curve.k[i] > k then
      break
    end
    imp = curve.imp[i]
  end
  return imp
end

--- Returns the mean of imp@k over k = 1 .. last, the area under the curve.
---
---@param curve Curve
---@param last integer At least 1.
---@return number? area nil where the search ended before.
function M.area(curve, last)
  if last > curve.last then
    return nil
  end
  local sum = 0
  for i = 1, #curve.k do
    local from = math.max(1, curve.k[i])
    local to = math.min(last, (curve.k[i + 1] or last + 1) - 1)
    sum = sum + curve.imp[i] * math.max(0, to - from + 1)
  end
  return sum / last
end

return M

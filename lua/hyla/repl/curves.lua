--- Curves: numbers of all kinds as points to draw.

local M = {}

local SAMPLES, LOW, HIGH = 200, -1, 1

local function plain(value)
  local tensors = package.loaded["hyla.tensor"]
  if tensors and tensors.is_tensor(value) then
    return value:tolist()
  end
  return value
end

--- Returns points without those that have no place: NaN and infinities.
local function points(xs, ys)
  local list = {}
  for i = 1, math.min(#xs, #ys) do
    local x, y = tonumber(xs[i]), tonumber(ys[i])
    if x and y and x - x == 0 and y - y == 0 then
      list[#list + 1] = { x = x, y = y }
    end
  end
  table.sort(list, function(a, b)
    return a.x < b.x
  end)
  return list
end

local function positions(count)
  local list = {}
  for i = 1, count do
    list[i] = i
  end
  return list
end

local function sample(call, low, high)
  local xs, ys = {}, {}
  for i = 0, SAMPLES do
    xs[i + 1] = low + (high - low) * i / SAMPLES
    ys[i + 1] = call(xs[i + 1])
  end
  return points(xs, ys)
end

--- Adds the curves of one value: a list is one, a list of lists one of each.
local function add(curves, value)
  value = plain(value)
  if type(value) ~= "table" then
    error(("plot: wanted numbers, got %s"):format(type(value)), 0)
  elseif value.x and value.y then
    curves[#curves + 1] = points(plain(value.x), plain(value.y))
  elseif type(plain(value[1])) == "table" then
    for _, row in ipairs(value) do
      add(curves, row)
    end
  else
    curves[#curves + 1] = points(positions(#value), value)
  end
end

--- Returns the curves of values: lists of numbers, lists of lists, tensors, `{ x = xs, y = ys }`;
--- or of a function and the ends between which it is drawn.
---
---@param values Values
---@return Point[][]
function M.of(values)
  local curves = {}
  if type(values[1]) == "function" then
    curves[1] = sample(values[1], tonumber(values[2]) or LOW, tonumber(values[3]) or HIGH)
  else
    for i = 1, values.n do
      add(curves, values[i])
    end
  end
  for i = #curves, 1, -1 do
    local _ = #curves[i] == 0 and table.remove(curves, i)
  end
  if #curves == 0 then
    error("plot: wanted numbers, got none that can be drawn", 0)
  end
  return curves
end

--- Returns the least and the greatest of a coordinate, a little apart where they are equal.
---
---@param curves Point[][]
---@param axis "x"|"y"
---@return number low
---@return number high
function M.range(curves, axis)
  local low, high = math.huge, -math.huge
  for _, curve in ipairs(curves) do
    for _, point in ipairs(curve) do
      low, high = math.min(low, point[axis]), math.max(high, point[axis])
    end
  end
  if low == high then
    local margin = math.max(math.abs(low), 1) / 2
    return low - margin, high + margin
  end
  return low, high
end

return M

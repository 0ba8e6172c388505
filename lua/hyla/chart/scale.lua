--- Scales: where a number stands on an axis, and which numbers an axis shows.

---@class Scale
---@field place fun(value: number): number In pixels.
---@field ticks { value: number, text: string }[]

local M = {}

--- Of a logarithmic axis that shows every value.
local MOST_TICKS = 12

--- Returns a step of 1, 2 or 5 times a power of ten, of which about `count` fill a range.
local function nice_step(range, count)
  local rough = range / count
  local power = 10 ^ math.floor(math.log10(rough))
  for _, factor in ipairs({ 1, 2, 5 }) do
    if factor * power >= rough * (1 - 1e-9) then
      return factor * power
    end
  end
  return 10 * power
end

local function decimals_of(step)
  return math.max(0, -math.floor(math.log10(step) + 1e-9))
end

--- Writes a large number shortly: 2500 as 2.5k.
---
---@param value number
---@return string
function M.short(value)
  for _, unit in ipairs({ { 1e9, "G" }, { 1e6, "M" }, { 1e3, "k" } }) do
    if math.abs(value) >= unit[1] then
      return ("%.3g%s"):format(value / unit[1], unit[2])
    end
  end
  return ("%.3g"):format(value)
end

local function tick_text(value, decimals)
  if math.abs(value) >= 10000 then
    return M.short(value)
  end
  local text = ("%%.%df"):format(decimals):format(value)
  return text:find("[1-9]") and text or "0"
end

--- Returns an even scale. The ends of a range that is to be widened move out to the next tick.
---
---@param low number
---@param high number Equal ones are moved apart.
---@param from number Pixels of the low end.
---@param to number
---@param options? { count?: integer, widen?: boolean, whole?: boolean } About how many ticks, by
---  default 5; and whether ticks are whole numbers only.
---@return Scale
function M.even(low, high, from, to, options)
  options = options or {}
  if low == high then
    low, high = low - 0.5, high + 0.5
  end
  local step = nice_step(high - low, options.count or 5)
  step = options.whole and math.max(1, step) or step
  if options.widen then
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
  end
  local ticks, decimals = {}, decimals_of(step)
  for i = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) do
    ticks[#ticks + 1] = { value = i * step, text = tick_text(i * step, decimals) }
  end
  local function place(value)
    return from + (value - low) / (high - low) * (to - from)
  end
  return { place = place, ticks = ticks }
end

--- Takes ticks away until their texts have room; the last one stays.
local function thin_out(ticks, place, room)
  local kept, next_place = {}, math.huge
  for i = #ticks, 1, -1 do
    if next_place - place(ticks[i].value) >= room then
      table.insert(kept, 1, ticks[i])
      next_place = place(ticks[i].value)
    end
  end
  return kept
end

--- Returns the least of ascending numbers that is above 0.
local function least_above_zero(values)
  for _, value in ipairs(values) do
    if value > 0 then
      return value
    end
  end
  return 1
end

--- Returns the numbers of 1, 2 and 5 times a power of ten in the range of values; 0 with them.
local function round_numbers(values)
  local low, high = least_above_zero(values), values[#values]
  local numbers = { values[1] == 0 and 0 or nil }
  for power = math.floor(math.log10(low)), math.floor(math.log10(high)) do
    for _, factor in ipairs({ 1, 2, 5 }) do
      local number = factor * 10 ^ power
      numbers[#numbers + 1] = number >= low and number <= high and number or nil
    end
  end
  return numbers
end

--- Returns a logarithmic scale of numbers from 0 on, where 0 has a place of its own at the start.
---
---@param values number[] Ascending: what is to be shown. Ticks stand there if these are few, else
---  at round numbers; those without room are left out.
---@param from number Pixels of the least.
---@param to number
---@return Scale
function M.logarithmic(values, from, to)
  local low = least_above_zero(values)
  local range = math.log(math.max(values[#values], low) / low)
  -- where there is a 0, the next number is as far from it as few others are from each other
  local parts = math.max(2, math.min(#values, MOST_TICKS))
  local start = values[1] == 0 and from + (to - from) / parts or from
  local function place(value)
    if value <= 0 then
      return from
    end
    return range > 0 and start + math.log(value / low) / range * (to - start) or (start + to) / 2
  end
  local ticks = {}
  for i, value in ipairs(#values > MOST_TICKS and round_numbers(values) or values) do
    ticks[i] = { value = value, text = M.short(value) }
  end
  return { place = place, ticks = thin_out(ticks, place, 36) }
end

return M

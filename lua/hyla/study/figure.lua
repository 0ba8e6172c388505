--- Figures: numbers as a reader of tables wants them.

local M = {}

--- What stands where there is no number.
M.NONE = "-"

--- Writes a number with so many decimals.
---
---@param value? number
---@param decimals integer
---@return string
function M.fixed(value, decimals)
  if not value then
    return M.NONE
  end
  local text = ("%%.%df"):format(decimals):format(value)
  -- a zero has no sign
  return text:find("[1-9]") and text or text:gsub("^-", "")
end

--- Writes a number with its sign.
---
---@param value? number
---@param decimals integer
---@return string
function M.signed(value, decimals)
  local text = M.fixed(value, decimals)
  local is_positive = value and value > 0 and text:find("[1-9]")
  return is_positive and "+" .. text or text
end

--- Writes a p value: three decimals, or its size where that is below a thousandth.
---
---@param p? number
---@return string
function M.p(p)
  if not p or p ~= p then
    return M.NONE
  end
  if p > 0 and p < 0.001 then
    return ("%.1e"):format(p)
  end
  return ("%.3f"):format(p)
end

--- Writes an interval as [low, high].
---
---@param interval? Interval
---@param decimals integer
---@param write? fun(value: number, decimals: integer): string By default `fixed`.
---@return string
function M.interval(interval, decimals, write)
  if not interval then
    return M.NONE
  end
  write = write or M.fixed
  return ("[%s, %s]"):format(write(interval.low, decimals), write(interval.high, decimals))
end

--- Writes a number and its interval.
---
---@param value? number
---@param interval? Interval
---@param decimals integer
---@param write? fun(value: number, decimals: integer): string By default `fixed`.
---@return string
function M.estimate(value, interval, decimals, write)
  local text = (write or M.fixed)(value, decimals)
  return interval and ("%s %s"):format(text, M.interval(interval, decimals, write)) or text
end

--- Writes a large count with its thousands apart.
---
---@param value number
---@return string
function M.count(value)
  local text = ("%.0f"):format(value)
  local grouped = text:reverse():gsub("(%d%d%d)", "%1,"):reverse()
  return (grouped:gsub("^,", ""))
end

--- Returns a count of bytes in the unit that suits it.
---
---@param bytes number
---@return string
function M.bytes(bytes)
  local units = { "B", "KiB", "MiB", "GiB" }
  local unit = 1
  while bytes >= 1024 and unit < #units do
    bytes, unit = bytes / 1024, unit + 1
  end
  return (unit == 1 and "%d %s" or "%.1f %s"):format(bytes, units[unit])
end

return M

--- Crossings: rows that grow by products of what they hold. A row's first number is the constant.

local M = {}

-- the row, which goes on with what is added to it
local function copied(row)
  local longer = {}
  for k = 1, #row do
    longer[k] = row[k]
  end
  return longer
end

--- Returns a row that goes on with the product of every two of its first numbers.
---
---@param row number[] [k]
---@param count integer how many numbers behind the constant are multiplied
---@return number[] row
function M.products(row, count)
  local longer, last = copied(row), math.min(#row, count + 1)
  for i = 2, last do
    for j = i + 1, last do
      longer[#longer + 1] = row[i] * row[j]
    end
  end
  return longer
end

--- Returns a row that goes on with the squares of its first numbers.
---
---@param row number[] [k]
---@param count integer how many numbers behind the constant are squared
---@return number[] row
function M.squares(row, count)
  local longer = copied(row)
  for i = 2, math.min(#row, count + 1) do
    longer[#longer + 1] = row[i] * row[i]
  end
  return longer
end

return M

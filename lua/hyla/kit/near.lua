--- Nearness: what the training rows that lie near a row have for answers.
--
-- Distances are taken of rows with mean 0 and spread 1. A training row that asks about itself is
-- left out of what it is told.

local answer = require("hyla.kit.answer")
local stat = require("hyla.kit.stat")

local M = {}

---@class Near
---@field scale { centre: number[], spread: number[] }
---@field rows number[][]      The training rows under the scale.
---@field columns number[][]   Their answers: [n][width].
---@field groups integer[]     The group of each row: its class, or 1 below and 2 above the mean.
---@field sums number[][]      Of the rows, by group.
---@field counts integer[]     Rows by group.

-- classes are groups; numbers are those below the mean, and those above it
local function group_of(code, columns)
  for k = 1, code.names and #columns or 0 do
    if columns[k] == 1 then
      return k
    end
  end
  return columns[1] > 0 and 2 or 1
end

local function add_to_group(near, row, group)
  near.counts[group] = near.counts[group] + 1
  for k = 1, #row do
    near.sums[group][k] = (near.sums[group][k] or 0) + row[k]
  end
end

--- Returns what is to be known of training rows.
---
---@param code AnswerCode
---@param rows number[][] [n, k]
---@param cases Case[]
---@return Near
function M.new(code, rows, cases)
  local near = { scale = stat.scale(rows), rows = {}, columns = {}, groups = {}, sums = {} }
  near.counts = {}
  for group = 1, code.names and code.width or 2 do
    near.sums[group], near.counts[group] = {}, 0
  end
  for i = 1, #rows do
    near.rows[i] = stat.rescale(rows[i], near.scale)
    near.columns[i] = answer.columns(code, cases[i].answer)
    near.groups[i] = group_of(code, near.columns[i])
    add_to_group(near, near.rows[i], near.groups[i])
  end
  return near
end

-- the row itself, then what is known of it
local function longer(row, values)
  local joined = {}
  for k = 1, #row do
    joined[k] = row[k]
  end
  for k = 1, #values do
    joined[#joined + 1] = values[k]
  end
  return joined
end

-- the mean squared distance of a row to the centre of a group, of which it may be a part itself
local function distance_to_group(near, scaled, group, is_own)
  local count, sum = near.counts[group] - (is_own and 1 or 0), 0
  if count == 0 then
    return nil
  end
  for k = 1, #scaled do
    local total = near.sums[group][k] - (is_own and scaled[k] or 0)
    sum = sum + (scaled[k] - total / count) ^ 2
  end
  return sum / #scaled
end

--- Returns a row that goes on with how much nearer it lies to the centre of each group than to the
--- others: of each class, or of the rows with answers below and above the mean.
---
---@param near Near
---@param row number[]
---@param own? integer which training row it is
---@return number[] row
function M.centres(near, row, own)
  local scaled, values = stat.rescale(row, near.scale), {}
  local distances, known = {}, {}
  for group = 1, #near.counts do
    distances[group] = distance_to_group(near, scaled, group, own and near.groups[own] == group)
    known[#known + 1] = distances[group]
  end
  local mean = stat.mean(known)
  for group = 1, #near.counts do
    values[group] = mean - (distances[group] or mean)
  end
  return longer(row, values)
end

local function distance(a, b)
  local sum = 0
  for k = 1, #a do
    local away = a[k] - b[k]
    sum = sum + away * away
  end
  return sum
end

-- puts a row behind those in a sorted list that are as near or nearer; the list keeps its length
local function insert(places, distances, count, place, far)
  local at = math.min(#places + 1, count)
  while at > 1 and distances[at - 1] > far do
    places[at], distances[at] = places[at - 1], distances[at - 1]
    at = at - 1
  end
  places[at], distances[at] = place, far
end

-- the training rows nearest to a row, the nearest first, and of those as near the first
local function nearest(near, scaled, count, own)
  local places, distances = {}, {}
  for i = 1, #near.rows do
    if i ~= own then
      local far = distance(scaled, near.rows[i])
      if #places < count or far < distances[count] then
        insert(places, distances, count, i, far)
      end
    end
  end
  return places
end

--- Returns a row that goes on with the mean of the answers of the training rows nearest to it, a
--- number for each column of answers (Fix & Hodges 1951).
---
---@param near Near
---@param row number[]
---@param count number how many rows are asked
---@param own? integer which training row it is
---@return number[] row
function M.neighbours(near, row, count, own)
  count = math.max(1, math.floor(count))
  local places, values = nearest(near, stat.rescale(row, near.scale), count, own), {}
  for column = 1, #near.columns[1] do
    local sum = 0
    for _, place in ipairs(places) do
      sum = sum + near.columns[place][column]
    end
    values[column] = #places > 0 and sum / #places or 0
  end
  return longer(row, values)
end

return M

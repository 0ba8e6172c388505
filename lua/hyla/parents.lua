--- Parents: the rules by which a policy picks whom to edit.

local argument = require("hyla.argument")

local M = {}

local RANK_WEIGHT = 0.5
local CHILD_WEIGHT = 0.5

-- the slope of the sigmoids, and so many of the best make their middle
local SLOPE = 10
local TOP = 3

local function by_rank(row, rank)
  return math.exp(-RANK_WEIGHT * (rank - 1)) * (1 + row.children) ^ -CHILD_WEIGHT
end

-- 1 / (1 + exp(-SLOPE (score - mean of the top three))), as the Darwin Goedel Machine scales scores
-- (Zhang et al. 2025, appendix)
local function sigmoid(row, _, middle)
  return 1 / (1 + math.exp(-SLOPE * (row.score - middle)))
end

--- How much a row counts, by rule:
--
--   rank      exp(-(rank - 1) / 2) / sqrt(1 + children): scale free
--   sigmoid   around the mean score of the top three, times 1 / (1 + children)
--   crowded   the same sigmoid times exp(-(children / 8)^3)
--   best      the first row only
M.RULES = {
  rank = by_rank,
  sigmoid = function(row, rank, middle)
    return sigmoid(row, rank, middle) / (1 + row.children)
  end,
  crowded = function(row, rank, middle)
    return sigmoid(row, rank, middle) * math.exp(-(row.children / 8) ^ 3)
  end,
  best = function(_, rank)
    return rank == 1 and 1 or 0
  end,
}

local function middle_of(rows)
  local sum, count = 0, math.min(#rows, TOP)
  for i = 1, count do
    sum = sum + rows[i].score
  end
  return sum / count
end

--- Picks a parent and, in the same way, a mate.
---
---@param rule string     Of M.RULES.
---@param rows ViewRow[]  Best first, at least one.
---@param rng Rng
---@return { parent: integer, mate: integer? }
function M.pick(rule, rows, rng)
  local weigh, middle, weights = M.RULES[rule], middle_of(rows), {}
  for rank, row in ipairs(rows) do
    weights[rank] = weigh(row, rank, middle)
  end
  local parent = rows[argument.index(weights, rng)].n
  local mate = rows[argument.index(weights, rng)].n
  return { parent = parent, mate = mate ~= parent and mate or nil }
end

return M

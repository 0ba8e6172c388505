--- Parents: the rules by which a policy picks whom to edit.

local argument = require("hyla.argument")
local credit = require("hyla.credit")

local M = {}

local RANK_WEIGHT = 0.5
local CHILD_WEIGHT = 0.5

-- the slope of the sigmoids, and so many of the best make their middle
local SLOPE = 10
local TOP = 3

-- what a generation further down counts in the gain of a line
local DISCOUNT = 0.5

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
--   clade     as by rank, of the score and the mean gain of the row's line (credit.clade) together:
--             what a program is expected to lead to, after the clades of the Huxley Goedel Machine
--             (Wang et al. 2025)
M.RULES = {
  rank = by_rank,
  clade = by_rank,
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

-- all rows as edits of one search, and those of their children that are no rows: failures, or what
-- is not among the best any more
local function attempts_of(rows)
  local attempts, by_n = {}, {}
  for i, row in ipairs(rows) do
    attempts[i], by_n[row.n] = { n = row.n, parent = row.parent or 0, score = row.score }, row
  end
  table.sort(attempts, function(a, b)
    return a.n < b.n
  end)
  local missing = {}
  for _, one in ipairs(attempts) do
    local parent = by_n[one.parent]
    one.before = parent and parent.score or one.score
    missing[one.n] = by_n[one.n].children
    missing[one.parent] = (missing[one.parent] or 0) - 1
  end
  for _, row in ipairs(rows) do
    for _ = 1, missing[row.n] do
      attempts[#attempts + 1] = { n = math.huge, parent = row.n, before = row.score }
    end
  end
  return attempts
end

-- the rows by what their lines lead to, best first
local function by_clade(rows)
  local attempts, hopes, ordered = attempts_of(rows), {}, { unpack(rows) }
  for i, gain in ipairs(credit.clade(attempts, DISCOUNT)) do
    hopes[attempts[i].n] = attempts[i].score and attempts[i].score + gain
  end
  table.sort(ordered, function(a, b)
    local hope, other = hopes[a.n], hopes[b.n]
    return hope > other or hope == other and a.n < b.n
  end)
  return ordered
end

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
  rows = rule == "clade" and by_clade(rows) or rows
  for rank, row in ipairs(rows) do
    weights[rank] = weigh(row, rank, middle)
  end
  local parent = rows[argument.index(weights, rng)].n
  local mate = rows[argument.index(weights, rng)].n
  return { parent = parent, mate = mate ~= parent and mate or nil }
end

return M

--- Paired tests: whether differences within units, mostly seeds, are more than chance. Two-sided.
--
-- Each takes the differences, first minus second, one for each unit.

local distribution = require("hyla.statistics.distribution")
local sample = require("hyla.statistics.sample")

local M = {}

--- The most units whose signs are all tried: 2^14 patterns.
local MOST_ENUMERATED = 14

--- Sums that differ by less than this share of the sum of sizes are taken for equal: they are, but
--- for the order of their additions.
local ROUNDING = 1e-12

--- Tests whether the mean difference is 0 by Student's t, with the exact tail.
---
---@param differences number[]
---@return number? p nil for fewer than two differences; 1 where all are 0.
---@return number? t
function M.t(differences)
  if #differences < 2 then
    return nil
  end
  local mean, deviation = sample.mean(differences), sample.deviation(differences)
  if mean == 0 then
    return 1, 0
  end
  local t = mean / (deviation / math.sqrt(#differences))
  return distribution.t_two_sided(t, #differences - 1), t
end

local function total(differences)
  local sum, size = 0, 0
  for i = 1, #differences do
    sum = sum + differences[i]
    size = size + math.abs(differences[i])
  end
  return math.abs(sum), size
end

--- Counts the patterns of signs of the differences from the i-th on whose sum, with what is summed
--- already, is at least `least` in size.
local function count_signs(differences, i, sum, least)
  if i > #differences then
    return math.abs(sum) >= least and 1 or 0
  end
  return count_signs(differences, i + 1, sum + differences[i], least)
    + count_signs(differences, i + 1, sum - differences[i], least)
end

local function draw_sum(differences, rng)
  local sum = 0
  for i = 1, #differences do
    sum = sum + (rng:integer(2) == 1 and differences[i] or -differences[i])
  end
  return math.abs(sum)
end

--- Tests whether the differences are symmetric around 0 by flipping their signs. All patterns are
--- tried for at most 14 units; else `count` patterns are drawn, and the observed one is counted
--- with them, so that p is never 0: Phipson & Smyth 2010.
---
---@param differences number[]
---@param rng? hyla.Rng For more than 14 units.
---@param count? integer Patterns to draw, by default 100,000.
---@return number? p nil for no differences.
function M.sign_flip(differences, rng, count)
  if #differences == 0 then
    return nil
  end
  local sum, size = total(differences)
  local least = sum - ROUNDING * size
  if #differences <= MOST_ENUMERATED then
    return count_signs(differences, 1, 0, least) / 2 ^ #differences
  end
  local extreme = 1
  count = count or 100000
  for _ = 1, count do
    extreme = extreme + (draw_sum(differences, rng) >= least and 1 or 0)
  end
  return extreme / (count + 1)
end

--- Returns the differences that are not 0, by size, the least first.
local function by_size(differences)
  local kept = {}
  for _, difference in ipairs(differences) do
    kept[#kept + 1] = difference ~= 0 and difference or nil
  end
  table.sort(kept, function(one, other)
    return math.abs(one) < math.abs(other)
  end)
  return kept
end

--- Returns twice the rank of every size, which is whole: equal sizes share their mean rank.
local function doubled_ranks(kept)
  local ranks, first = {}, 1
  while first <= #kept do
    local last = first
    while kept[last + 1] and math.abs(kept[last + 1]) == math.abs(kept[first]) do
      last = last + 1
    end
    for i = first, last do
      ranks[i] = first + last
    end
    first = last + 1
  end
  return ranks
end

--- Returns the chance of each sum of ranks, from 0 on, when every sign is a fair coin.
local function rank_sums(ranks)
  local chances, top = { [0] = 1 }, 0
  for _, rank in ipairs(ranks) do
    for sum = top + 1, top + rank do
      chances[sum] = 0
    end
    top = top + rank
    for sum = top, 0, -1 do
      local with = sum >= rank and chances[sum - rank] or 0
      chances[sum] = 0.5 * (chances[sum] + with)
    end
  end
  return chances
end

--- Tests whether the differences are symmetric around 0 by Wilcoxon's signed ranks, with the exact
--- distribution, also for equal sizes. Differences of 0 are left out, as by Wilcoxon 1945.
---
---@param differences number[]
---@return number p 1 where all differences are 0.
---@return number sum The lesser of the two sums of ranks.
function M.wilcoxon(differences)
  local kept = by_size(differences)
  local ranks = doubled_ranks(kept)
  local positive, negative = 0, 0
  for i, difference in ipairs(kept) do
    if difference > 0 then
      positive = positive + ranks[i]
    else
      negative = negative + ranks[i]
    end
  end
  local least, p, chances = math.min(positive, negative), 0, rank_sums(ranks)
  for sum = 0, least do
    p = p + chances[sum]
  end
  return math.min(1, 2 * p), least / 2
end

return M

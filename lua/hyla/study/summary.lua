--- Summaries: what an arm scored, over its seeds.

local interval = require("hyla.statistics.interval")
local sample = require("hyla.statistics.sample")
local units = require("hyla.study.units")

---@class Summary
---@field seeds integer
---@field mean? number nil, like all below, for no seeds; intervals also for one.
---@field deviation? number
---@field interval? Interval BCa, of the mean.
---@field t? Interval Student's, of the mean.
---@field median? number
---@field median_interval? Interval Percentile; not for a single family.

local M = {}

--- Returns what was computed under a key before, or computes it: tables, plots and exports ask for
--- the same numbers.
local function once(outline, key, compute)
  local known = outline.known
  known[key] = known[key] or compute()
  return known[key]
end

local function key_of(kind, arm, measure, family)
  local text = "%s of %s at %.17g by %s in %s"
  return text:format(kind, arm.method, arm.budget, measure.name, family or "all")
end

--- Summarises one number for each seed. The interval of a median takes thrice the time of all else.
local function summarise(outline, values, has_median_interval)
  local summary = { seeds = #values }
  if #values > 0 then
    summary.mean, summary.median = sample.mean(values), sample.median(values)
  end
  if #values > 1 then
    local draws, level = outline.draws(#values), outline.level
    summary.deviation = sample.deviation(values)
    summary.t = interval.t(values, level)
    summary.interval = interval.bca(values, sample.mean, draws, level)
    summary.median_interval = has_median_interval
      and interval.percentile(values, sample.median, draws, level)
      or nil
  end
  return summary
end

--- Returns the mean of an arm with its interval, which is what a point of a plot wants.
---
---@param outline Outline
---@param arm Arm
---@param measure Measure
---@param family? string
---@return { seeds: integer, mean?: number, interval?: Interval }
function M.point(outline, arm, measure, family)
  return once(outline, key_of("point", arm, measure, family), function()
    local values = units.values(outline.index, arm, measure.of, family).values
    local point = { seeds = #values, mean = #values > 0 and sample.mean(values) or nil }
    if #values > 1 then
      point.interval = interval.bca(values, sample.mean, outline.draws(#values), outline.level)
    end
    return point
  end)
end

--- Summarises an arm.
---
---@param outline Outline
---@param arm Arm
---@param measure Measure
---@param family? string
---@return Summary
function M.of(outline, arm, measure, family)
  return once(outline, key_of("summary", arm, measure, family), function()
    local values = units.values(outline.index, arm, measure.of, family).values
    return summarise(outline, values, family == nil)
  end)
end

--- Returns, for each seed, its values by family, in the order of the families.
local function rows_of(outline, arm, measure)
  local rows = {}
  for _, family in ipairs(outline.index.families) do
    local found = units.values(outline.index, arm, measure.of, family)
    for i, seed in ipairs(found.seeds) do
      rows[seed] = rows[seed] or {}
      table.insert(rows[seed], found.values[i])
    end
  end
  local list = {}
  for _, seed in ipairs(units.values(outline.index, arm, measure.of).seeds) do
    list[#list + 1] = rows[seed]
  end
  return list
end

local function interquartile_mean(rows)
  local values = {}
  for i = 1, #rows do
    for j = 1, #rows[i] do
      values[#values + 1] = rows[i][j]
    end
  end
  return sample.interquartile_mean(values)
end

--- Returns the interquartile mean over all pairs of seed and family, with a percentile interval
--- that draws whole seeds: Agarwal et al. 2021, but that all families of a seed are drawn together,
--- since what they have in common is the seed's.
---
---@param outline Outline
---@param arm Arm
---@param measure Measure
---@return number? mean
---@return Interval? interval
function M.interquartile(outline, arm, measure)
  local found = once(outline, key_of("interquartile", arm, measure), function()
    local rows = rows_of(outline, arm, measure)
    local draws = #rows > 1 and outline.draws(#rows)
    return {
      mean = rows[1] and interquartile_mean(rows),
      interval = draws and interval.percentile(rows, interquartile_mean, draws, outline.level),
    }
  end)
  return found.mean or nil, found.interval or nil
end

return M

--- Exports: the tables of a study for other programs, with every digit.

local costs = require("hyla.study.costs")
local csv = require("hyla.csv")
local keys = require("hyla.keys")
local outlines = require("hyla.study.outline")
local summaries = require("hyla.study.summary")
local units = require("hyla.study.units")

local M = {}

--- Calls `use(arm)` for every arm, in the study's order, then by budget.
local function each_arm(outline, use)
  for _, method in ipairs(outline.methods) do
    for _, budget in ipairs(outline.index.budgets[method.name] or {}) do
      use({ method = method.name, budget = budget })
    end
  end
end

--- Calls `use(family)` with nil, which stands for all, and then with each.
local function each_family(outline, use)
  use(nil)
  for _, family in ipairs(outline.index.families) do
    use(family)
  end
end

local function low_high(row, name, interval)
  row[name .. "_low"] = interval and interval.low
  row[name .. "_high"] = interval and interval.high
end

local SCORES = {
  "method", "meta_budget", "family", "measure", "seeds", "mean", "mean_low", "mean_high", "t_low",
  "t_high", "deviation", "median", "median_low", "median_high", "iqm", "iqm_low", "iqm_high",
}

local function score_row(outline, arm, family, measure)
  local summary = summaries.of(outline, arm, measure, family)
  local row = {
    method = arm.method,
    meta_budget = arm.budget,
    family = family or "all",
    measure = measure.name,
    seeds = summary.seeds,
    mean = summary.mean,
    deviation = summary.deviation,
    median = summary.median,
  }
  low_high(row, "mean", summary.interval)
  low_high(row, "t", summary.t)
  low_high(row, "median", summary.median_interval)
  if not family and measure.name == "auc" then
    local iqm, interval = summaries.interquartile(outline, arm, measure)
    row.iqm = iqm
    low_high(row, "iqm", interval)
  end
  return row
end

--- Returns what every arm scored, for all families together and for each.
---
---@param outline Outline
---@return string csv
function M.scores(outline)
  local rows = {}
  each_arm(outline, function(arm)
    each_family(outline, function(family)
      for _, measure in ipairs(outline.measures) do
        rows[#rows + 1] = score_row(outline, arm, family, measure)
      end
    end)
  end)
  return csv.write(SCORES, rows)
end

local UNITS = { "method", "meta_budget", "family", "measure", "seed", "value" }

--- Returns the number of each seed, from which all else can be computed again.
---
---@param outline Outline
---@return string csv
function M.units(outline)
  local rows = {}
  each_arm(outline, function(arm)
    each_family(outline, function(family)
      for _, measure in ipairs(outline.measures) do
        local found = units.values(outline.index, arm, measure.of, family)
        for i, seed in ipairs(found.seeds) do
          rows[#rows + 1] = {
            method = arm.method,
            meta_budget = arm.budget,
            family = family or "all",
            measure = measure.name,
            seed = seed,
            value = found.values[i],
          }
        end
      end
    end)
  end)
  return csv.write(UNITS, rows)
end

local CLAIMS = {
  "kind", "claim", "first", "first_budget", "second", "second_budget", "measure", "seeds", "mean",
  "t_low", "t_high", "bca_low", "bca_high", "p_t", "p_sign_flip", "p_wilcoxon", "p_holm",
  "is_significant", "effect_g", "superiority", "detectable", "p_equivalence",
}

--- Returns every claim with all of its tests.
---
---@param claims Claim[]
---@return string csv
function M.claims(claims)
  local rows = {}
  for i, claim in ipairs(claims) do
    local ps = claim.ps or {}
    rows[i] = {
      kind = claim.kind,
      claim = claim.label,
      first = claim.first.method,
      first_budget = claim.first.budget,
      second = claim.second.method,
      second_budget = claim.second.budget,
      measure = claim.measure.name,
      seeds = #claim.values,
      mean = claim.mean,
      p_t = ps.t,
      p_sign_flip = ps.sign_flip,
      p_wilcoxon = ps.wilcoxon,
      p_holm = claim.corrected,
      is_significant = claim.is_significant,
      effect_g = claim.effect,
      superiority = claim.superiority,
      detectable = claim.detectable,
      p_equivalence = claim.equivalence,
    }
    low_high(rows[i], "t", claim.interval)
    low_high(rows[i], "bca", claim.bootstrap)
  end
  return csv.write(CLAIMS, rows)
end

local CURVES = { "method", "meta_budget", "k", "seeds", "mean", "mean_low", "mean_high" }

--- Returns the curve of every method after all of its meta-training.
---
---@param outline Outline
---@param ks integer[]
---@return string csv
function M.curves(outline, ks)
  local rows = {}
  for _, arm in ipairs(outlines.final_arms(outline)) do
    for _, k in ipairs(ks) do
      local point = summaries.point(outline, arm, outlines.imp(k))
      local row = { method = arm.method, meta_budget = arm.budget, k = k }
      row.seeds, row.mean = point.seeds, point.mean
      low_high(row, "mean", point.interval)
      rows[#rows + 1] = row
    end
  end
  return csv.write(CURVES, rows)
end

--- Returns what the episodes took.
---
---@param outline Outline
---@return string csv
function M.costs(outline)
  local fields, rows = { "method", "episodes", "evaluated", "charged", "seconds" }, {}
  local outcomes = {}
  for i, cost in ipairs(costs.of(outline)) do
    local row = {}
    for _, field in ipairs(fields) do
      row[field] = cost[field]
    end
    for outcome, count in pairs(cost.outcomes) do
      row["outcome_" .. outcome], outcomes["outcome_" .. outcome] = count, true
    end
    rows[i] = row
  end
  for _, outcome in ipairs(keys.sorted(outcomes)) do
    fields[#fields + 1] = outcome
  end
  return csv.write(fields, rows)
end

return M

--- Plots of a study: what its tables show, to be seen at once.

local bars = require("hyla.chart.bars")
local curve_charts = require("hyla.chart.curves")
local figure = require("hyla.study.figure")
local outlines = require("hyla.study.outline")
local summaries = require("hyla.study.summary")

local M = {}

--- Longer curves are shown at this many places, and on a logarithmic axis.
local MOST_POINTS = 60

--- Returns the k at which curves are shown, from 0 to the last.
---
---@param outline Outline
---@return integer[]
function M.ks(outline)
  local ks, last = {}, outline.last
  if last <= MOST_POINTS then
    for k = 0, last do
      ks[#ks + 1] = k
    end
    return ks
  end
  for i = 0, MOST_POINTS do
    local k = math.floor(last ^ (i / MOST_POINTS) + 0.5)
    ks[#ks + 1] = k ~= ks[#ks] and k or nil
  end
  return ks
end

local function colours_of(outline)
  local colours = {}
  for i, method in ipairs(outline.methods) do
    colours[method.name] = i
  end
  return colours
end

local function point_of(outline, arm, measure, x)
  local point = summaries.point(outline, arm, measure)
  local interval = point.interval or {}
  return point.mean and { x = x, y = point.mean, low = interval.low, high = interval.high }
end

local function level_of(outline)
  return ("%g %% intervals (BCa bootstrap over seeds)"):format(100 * outline.level)
end

--- Draws imp@k of every method after all of its meta-training, but of ablations.
---
---@param outline Outline
---@return Drawing
function M.curves(outline)
  local series, colours, ks = {}, colours_of(outline), M.ks(outline)
  for _, arm in ipairs(outlines.final_arms(outline)) do
    if not outlines.is_ablation(outline, arm.method) then
      local one = { label = outline.labels[arm.method], colour = colours[arm.method], points = {} }
      for j, k in ipairs(ks) do
        one.points[j] = point_of(outline, arm, outlines.imp(k), k)
      end
      series[#series + 1] = one
    end
  end
  return curve_charts.draw({
    title = "Gain by edits",
    note = ("Mean over seeds; bands are %s"):format(level_of(outline)),
    x = "k, candidate evaluations by the frozen policy",
    y = "imp@k, test score over the start",
    is_logarithmic = ks[1] > 0,
    series = series,
  })
end

--- Draws imp@k of the methods that learn, but of ablations, against their meta-evaluations.
---
---@param outline Outline
---@return Drawing? drawing nil where no method has two snapshots.
function M.compounding(outline)
  local series, colours = {}, colours_of(outline)
  local measure = outlines.imp(outline.compounding)
  for i, one in ipairs(outlines.followed(outline)) do
    local points = {}
    for j, budget in ipairs(one.budgets) do
      points[j] = point_of(outline, { method = one.method, budget = budget }, measure, budget)
    end
    local label, colour = outline.labels[one.method], colours[one.method]
    series[i] = { label = label, colour = colour, points = points }
  end
  return series[1]
    and curve_charts.draw({
      title = "Gain by meta-training",
      note = ("Mean over seeds; whiskers are %s"):format(level_of(outline)),
      x = "meta-evaluations before the policy was frozen",
      y = measure.title .. ", test score over the start",
      is_logarithmic = true,
      has_whiskers = true,
      series = series,
    })
end

local function family_panel(outline, arms, family)
  local panel = { title = family, bars = {} }
  for row, arm in ipairs(arms) do
    local area = outline.measures[#outline.measures]
    local point = summaries.point(outline, arm, area, family)
    local interval = point.interval or {}
    panel.bars[row] = point.mean
      and {
        value = point.mean,
        low = interval.low,
        high = interval.high,
        text = figure.fixed(point.mean, outline.decimals),
      }
  end
  return panel
end

--- Draws what each method gained in each family.
---
---@param outline Outline
---@return Drawing
function M.families(outline)
  local arms, colours = outlines.final_arms(outline), colours_of(outline)
  local chart = { title = "Gain by family", labels = {}, colours = {}, panels = {} }
  chart.note = ("Mean over seeds; whiskers are %s"):format(level_of(outline))
  chart.x = ("imp@k, %s, test score over the start"):format(
    outline.measures[#outline.measures].title
  )
  for row, arm in ipairs(arms) do
    chart.labels[row], chart.colours[row] = outline.labels[arm.method], colours[arm.method]
  end
  for i, family in ipairs(outline.index.families) do
    chart.panels[i] = family_panel(outline, arms, family)
  end
  return bars.draw(chart)
end

--- Draws what each feature is worth: the full method minus the one without it.
---
---@param outline Outline
---@param claims Claim[]
---@return Drawing? drawing nil for a study without ablations.
function M.ablations(outline, claims)
  local chart = { labels = {}, colours = {}, panels = { { bars = {} } } }
  for _, claim in ipairs(claims) do
    if claim.kind == "ablation" and claim.mean then
      local row = #chart.labels + 1
      chart.labels[row], chart.colours[row] = claim.label, claim.is_significant and 1 or 7
      chart.panels[1].bars[row] = {
        value = claim.mean,
        low = claim.interval.low,
        high = claim.interval.high,
        text = ("%s, p %s"):format(
          figure.signed(claim.mean, outline.decimals),
          figure.p(claim.corrected)
        ),
      }
    end
  end
  if not chart.labels[1] then
    return nil
  end
  chart.title = ("What each feature of %s is worth"):format(
    outline.labels[outline.ablations.full]
  )
  local note = "Mean difference within seeds; whiskers are %g %% intervals (t); p corrected by "
    .. "Holm; grey: not significant"
  chart.note = note:format(100 * outline.level)
  local area = outline.measures[#outline.measures]
  chart.x = ("full minus without the feature, imp@k, %s"):format(area.title)
  return bars.draw(chart)
end

--- Returns the plots of a study by name: `curves`, `families`, and where the study has what they
--- show `compounding` and `ablations`.
---
---@param outline Outline
---@param claims Claim[]
---@return table<string, Drawing>
function M.of(outline, claims)
  return {
    curves = M.curves(outline),
    families = M.families(outline),
    compounding = M.compounding(outline),
    ablations = M.ablations(outline, claims),
  }
end

return M

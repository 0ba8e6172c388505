--- Scores of a study: what each method gained, as tables.

local figure = require("hyla.study.figure")
local outlines = require("hyla.study.outline")
local summaries = require("hyla.study.summary")

local M = {}

local LEFT = "left"

local function level_of(outline)
  return ("%g %%"):format(100 * outline.level)
end

local function estimate(outline, summary)
  return figure.estimate(summary.mean, summary.interval, outline.decimals)
end

--- Returns what each method scored after all of its meta-training.
---
---@param outline Outline
---@return Sheet
function M.methods(outline)
  local columns = { { title = "method", align = LEFT } }
  columns[2] = { title = "meta-evaluations" }
  columns[3] = { title = "seeds" }
  for _, measure in ipairs(outline.measures) do
    columns[#columns + 1] = { title = measure.title }
  end
  columns[#columns + 1] = { title = "median" }
  columns[#columns + 1] = { title = "IQM" }
  local rows, area = {}, outline.measures[#outline.measures]
  for i, arm in ipairs(outlines.final_arms(outline)) do
    local row, summary = { outline.labels[arm.method], figure.count(arm.budget) }, nil
    for _, measure in ipairs(outline.measures) do
      summary = summaries.of(outline, arm, measure)
      row[3] = tostring(summary.seeds)
      row[#row + 1] = estimate(outline, summary)
    end
    row[#row + 1] = figure.fixed(summary.median, outline.decimals)
    row[#row + 1] = figure.fixed(summaries.interquartile(outline, arm, area), outline.decimals)
    rows[i] = row
  end
  local note = "Gain over the starting agent on test cases: mean over seeds [%s interval, BCa "
    .. "bootstrap]. Median and interquartile mean (IQM, over seeds and families): of the %s."
  note = note:format(level_of(outline), area.title)
  return { name = "methods", title = "Methods", columns = columns, rows = rows, note = note }
end

--- Returns what each method scored in each family.
---
---@param outline Outline
---@return Sheet
function M.families(outline)
  local columns, rows = { { title = "method", align = LEFT } }, {}
  for _, family in ipairs(outline.index.families) do
    columns[#columns + 1] = { title = family }
  end
  local area = outline.measures[#outline.measures]
  for i, arm in ipairs(outlines.final_arms(outline)) do
    rows[i] = { outline.labels[arm.method] }
    for _, family in ipairs(outline.index.families) do
      table.insert(rows[i], estimate(outline, summaries.of(outline, arm, area, family)))
    end
  end
  local note = ("Gain, %s: mean over seeds [%s interval]."):format(area.title, level_of(outline))
  return { name = "families", title = "Families", columns = columns, rows = rows, note = note }
end

--- Returns imp@k against meta-evaluations, but for ablations.
---
---@param outline Outline
---@return Sheet
function M.snapshots(outline)
  local measure, rows = outlines.imp(outline.compounding), {}
  for _, one in ipairs(outlines.followed(outline)) do
    for _, budget in ipairs(one.budgets) do
      local arm = { method = one.method, budget = budget }
      local summary = summaries.of(outline, arm, measure)
      local cells = { outline.labels[one.method], figure.count(budget), tostring(summary.seeds) }
      cells[4] = estimate(outline, summary)
      rows[#rows + 1] = cells
    end
  end
  local note = "Policies frozen after so many meta-evaluations: mean over seeds [%s interval]."
  return {
    name = "snapshots",
    title = "Compounding",
    note = note:format(level_of(outline)),
    columns = {
      { title = "method", align = LEFT },
      { title = "meta-evaluations" },
      { title = "seeds" },
      { title = measure.title },
    },
    rows = rows,
  }
end

return M

--- Findings: all that a study says, worked out once for every form of its report.

local answers = require("hyla.study.answer")
local claims = require("hyla.study.claim")
local costs = require("hyla.study.costs")
local outlines = require("hyla.study.outline")
local plots = require("hyla.study.plots")
local scores = require("hyla.study.scores")
local verdicts = require("hyla.study.verdict")

---@class Findings
---@field outline Outline
---@field claims Claim[]
---@field sheets table<string, Sheet> By name; those without rows are not there.
---@field plots table<string, Drawing> By name.
---@field found string[] The answers to its questions.
---@field missed string[] What did not reach significance.
---@field cautions string[] What to know before believing the tables.

local M = {}

--- The names of the tables, in the order of a report.
M.SHEETS =
  { "methods", "differences", "families", "snapshots", "compounding", "ablations", "costs" }

--- The names of the plots, in the order of a report.
M.PLOTS = { "curves", "families", "compounding", "ablations" }

local function sheets_of(outline, list)
  local sheets = {
    methods = scores.methods(outline),
    differences = verdicts.differences(outline, list),
    families = scores.families(outline),
    snapshots = scores.snapshots(outline),
    compounding = verdicts.compounding(outline, list),
    ablations = verdicts.ablations(outline, list),
    costs = costs.sheet(outline),
  }
  for _, name in ipairs(M.SHEETS) do
    sheets[name] = #sheets[name].rows > 0 and sheets[name] or nil
  end
  return sheets
end

--- Works out what a study says.
---
---@param study Study
---@return Findings?
---@return string? message
function M.of(study)
  local outline, message = outlines.of(study)
  if not outline then
    return nil, message
  end
  local list = claims.of(outline)
  return {
    outline = outline,
    claims = list,
    sheets = sheets_of(outline, list),
    plots = plots.of(outline, list),
    found = answers.found(outline, list),
    missed = answers.missed(outline, list),
    cautions = answers.cautions(outline, list),
  }
end

return M

--- Scores: what a report is worth to a task, measured by the trusted side alone.

local reports = require("hyla.report")

local M = {}

--- Returns the score of a report on cases whose answers the candidate never saw. A report whose
--- answers the task cannot measure becomes bad output: they may be finite and their squares not.
---
---@param report Report
---@param task Task
---@param cases Case[]
---@return number? score nil unless the outcome is ok, also afterwards
function M.of(report, task, cases)
  if report.outcome ~= "ok" then
    return nil
  end
  local is_measured, score = pcall(task.measure, task, report.answers, cases)
  if is_measured and reports.is_finite(score) then
    return score
  end
  local text = "wanted answers that the task measures as a finite number, got %s"
  reports.reject(report, "bad_output", text:format(tostring(score)))
end

return M

--- Scores: what a report is worth to a task, measured by the trusted side alone.

local M = {}

--- Returns the score of a report on cases whose answers the candidate never saw.
---
---@param report Report
---@param task Task
---@param cases Case[]
---@return number? score nil unless the outcome is ok
function M.of(report, task, cases)
  if report.outcome ~= "ok" then
    return nil
  end
  return task:measure(report.answers, cases)
end

return M

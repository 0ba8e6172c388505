--- lua/hyla/score.lua

local check = require("tests.support.check")
local score = require("hyla.score")

local task = {
  measure = function(_, answers, cases)
    return #answers / #cases
  end,
}

local T = {}

function T.a_report_that_is_ok_is_measured_by_the_task()
  check.equal(score.of({ outcome = "ok", answers = { 1 } }, task, { 1, 2 }), 0.5)
end

function T.any_other_report_has_no_score()
  check.equal(score.of({ outcome = "crash", answers = { 1 } }, task, { 1, 2 }), nil)
end

local function score_with(measure)
  local report = { outcome = "ok", answers = { 1 }, gradient = { rate = 2 }, loss = 1 }
  check.equal(score.of(report, { measure = measure }, { 1 }), nil)
  check.equal(report.outcome, "bad_output")
  check.equal(next(report.answers), nil)
  check.equal(next(report.gradient), nil)
  check.equal(report.loss, nil)
  return report.message
end

function T.answers_that_cannot_be_measured_are_bad_output()
  for _, value in ipairs({ 0 / 0, 1 / 0, -1 / 0, "high" }) do
    local message = score_with(function()
      return value
    end)
    check.equal(
      message,
      "wanted answers that the task measures as a finite number, got " .. tostring(value)
    )
  end
  check.contains(score_with(function() end), "got nil")
end

function T.a_task_that_raises_is_named()
  local message = score_with(function()
    error("no such case")
  end)
  check.contains(message, "test_score.lua:")
  check.contains(message, "no such case")
end

return T

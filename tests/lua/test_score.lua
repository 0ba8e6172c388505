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

return T

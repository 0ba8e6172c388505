--- lua/hyla/report.lua

local check = require("tests.support.check")
local reports = require("hyla.report")

local function outcome_of(value)
  return reports.of({ outcome = "ok", value = value, cpu_seconds = 0, peak_bytes = 0 }).outcome
end

local T = {}

function T.a_well_formed_reply_is_ok()
  check.equal(outcome_of({ answers = { "yes" }, loss = 0.5, gradient = { n1 = 1 } }), "ok")
  check.equal(outcome_of({ answers = {} }), "ok")
end

function T.anything_else_is_bad_output()
  check.equal(outcome_of(nil), "bad_output")
  check.equal(outcome_of("yes"), "bad_output")
  check.equal(outcome_of({ answers = "yes" }), "bad_output")
  check.equal(outcome_of({ answers = { 0 / 0 } }), "bad_output")
  check.equal(outcome_of({ answers = { { math.huge } } }), "bad_output")
  check.equal(outcome_of({ answers = { "a", b = "c" } }), "bad_output")
  check.equal(outcome_of({ answers = {}, loss = 0 / 0 }), "bad_output")
  check.equal(outcome_of({ answers = {}, loss = "low" }), "bad_output")
  check.equal(outcome_of({ answers = {}, loss = 1, gradient = { n1 = math.huge } }), "bad_output")
  check.equal(outcome_of({ answers = {}, loss = 1, gradient = { 1 } }), "bad_output")
end

function T.another_outcome_is_kept_with_its_message()
  local report = reports.of({ outcome = "timeout", message = "after 1 s" })
  check.equal(report.outcome, "timeout")
  check.equal(report.message, "after 1 s")
  check.equal(next(report.answers), nil)
end

return T

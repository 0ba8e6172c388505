--- lua/hyla/report.lua

local check = require("tests.support.check")
local reports = require("hyla.report")

local CLASSES = { answers = { "no", "yes" } }
local NUMBERS = { answers = "number" }

local function report_of(value, schema, order)
  local reply = { outcome = "ok", value = value, cpu_seconds = 0, peak_bytes = 0 }
  return reports.of(reply, schema or CLASSES, order or { 1, 2 })
end

local function outcome_of(...)
  return report_of(...).outcome
end

local function complaint_of(answers, schema)
  local report = report_of({ answers = answers }, schema)
  check.equal(report.outcome, "bad_output")
  check.equal(next(report.answers), nil)
  return report.message
end

local T = {}

function T.a_well_formed_reply_is_ok()
  check.equal(outcome_of({ answers = { "yes" }, loss = 0.5, gradient = { n1 = 1 } }), "ok")
  check.equal(outcome_of({ answers = { 1, -2.5 } }, NUMBERS), "ok")
end

function T.answers_come_back_in_the_order_of_the_cases()
  local report = report_of({ answers = { 10, 20, 30 } }, NUMBERS, { 3, 1, 2 })
  check.equal(table.concat(report.answers, " "), "20 30 10")
end

function T.whoever_abstains_from_a_class_is_ok()
  check.equal(outcome_of({ answers = {} }), "ok")
  check.equal(outcome_of({ answers = { nil, "no" } }), "ok")
end

function T.an_answer_outside_the_classes_is_bad_output()
  check.equal(complaint_of({ "no", "maybe" }), 'answer 2 wants one of no, yes, got "maybe"')
  check.equal(complaint_of({ 1 }), "answer 1 wants one of no, yes, got 1")
  check.equal(complaint_of({ { "yes" } }), "answer 1 wants one of no, yes, got a table")
end

function T.an_answer_that_is_no_finite_number_is_bad_output()
  check.equal(complaint_of({ 1, 0 / 0 }, NUMBERS), "answer 2 wants a finite number, got nan")
  check.contains(complaint_of({ -math.huge, 1 }, NUMBERS), "got -inf")
  check.contains(complaint_of({ 1, "2" }, NUMBERS), 'got "2"')
  check.contains(complaint_of({ 1 }, NUMBERS), "answer 2 wants a finite number, got a nil")
end

function T.answers_to_other_cases_are_bad_output()
  local message = "wanted answers to 2 cases and no others"
  check.equal(complaint_of({ "no", "no", "no" }), message)
  check.equal(complaint_of({ [0] = "no" }), message)
  check.equal(complaint_of({ [1.5] = "no" }), message)
  check.equal(complaint_of({ "no", right = "yes" }), message)
  check.equal(complaint_of({ 1, 2, 3 }, NUMBERS), message)
end

function T.an_answer_is_never_shown_as_it_is()
  check.contains(complaint_of({ "\27[2J" .. ("x"):rep(100) }), '"?[2J' .. ("x"):rep(36) .. '"')
end

function T.anything_else_is_bad_output()
  check.equal(outcome_of(nil), "bad_output")
  check.equal(outcome_of({ answers = "yes" }), "bad_output")
  check.equal(outcome_of({ answers = {}, loss = 0 / 0 }), "bad_output")
  check.equal(outcome_of({ answers = {}, loss = "low" }), "bad_output")
  check.equal(outcome_of({ answers = {}, loss = 1, gradient = { n1 = math.huge } }), "bad_output")
  check.equal(outcome_of({ answers = {}, loss = 1, gradient = { 1 } }), "bad_output")
end

function T.bad_output_leaves_nothing_of_what_was_said()
  local gradient = { n1 = 1, n2 = 2, n3 = math.huge, n4 = 4, n5 = 5 }
  local report = report_of({ answers = { "yes" }, loss = 1, gradient = gradient })
  check.equal(next(report.answers), nil)
  check.equal(next(report.gradient), nil)
  check.equal(report.loss, nil)
end

function T.a_string_instead_of_a_report_is_the_reason()
  local report = report_of("no agent\27")
  check.equal(report.outcome, "bad_output")
  check.equal(report.message, "no agent?")
end

function T.another_outcome_is_kept_with_its_message()
  local report = reports.of({ outcome = "timeout", message = "after 1 s" })
  check.equal(report.outcome, "timeout")
  check.equal(report.message, "after 1 s")
  check.equal(next(report.answers), nil)
end

return T

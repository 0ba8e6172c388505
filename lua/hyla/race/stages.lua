--- Stages: a candidate answers growing parts of the cases, and is dropped once it is surely worse
--- than the incumbent, the best entry that its step sees.
--
-- A race (hyla.race) between the two over differences case by case, in the candidate's own order of
-- the cases. A truly better candidate is dropped with probability alpha at most. What an answer is
-- worth stays on this side, so a job cannot go on by itself: each part is asked for in a job of its
-- own, which learns again. So what a job answers to a case should not hang on those before it; and
-- staging saves time only where acting on the cases takes longer than learning.

local orders = require("hyla.order")
local races = require("hyla.race")
local reports = require("hyla.report")

local M = {}

---@class RaceRules
---@field alpha number
---@field cases Case[]
---@field scorer Scorer

---@class Standing
---@field incumbent integer  The entry that it was held against.
---@field cases integer      How many there are.
---@field asked integer      How many it was asked; their share is what it is charged as.
---@field parts integer      Jobs; each learned anew.
---@field mean? number       Of one that was dropped: over the cases that it played.
---@field score? number      What that says of all cases: the incumbent's score and the mean
--- difference to it, within these limits. A little too low, as it was stopped when it looked bad.
---@field lower? number      Wrong with probability alpha at most, as is the upper one.
---@field upper? number

--- So many cases are played at least before the first look, so many times more before the next.
local FIRST, GROWTH = 16, 2

local CANDIDATE = "candidate"

-- of the range: the measure may add up in another order
local TOLERANCE = 1e-9

local function is_scorer(scorer)
  return type(scorer) == "table"
    and type(scorer.score) == "function"
    and reports.is_finite(scorer.low)
    and reports.is_finite(scorer.high)
    and scorer.low < scorer.high
end

--- Returns how candidates race on a task.
---
---@param task Task
---@param cases Case[]   Of validation.
---@param alpha number
---@return RaceRules?
---@return string? message  Why they cannot.
function M.rules(task, cases, alpha)
  if not task.scorer then
    local text = "search.race wants a task with a `scorer`, whose measure is a mean over cases; "
      .. "task %s has none"
    return nil, text:format(task.name)
  end
  local is_called, scorer = pcall(task.scorer, task, cases)
  if is_called and is_scorer(scorer) then
    return { alpha = alpha, cases = cases, scorer = scorer }
  end
  local text = "task %s: scorer: wanted low, high and score, got %s"
  return nil, text:format(task.name, tostring(scorer))
end

-- what the answers to these cases are worth; or nil and why they are worth nothing that is known
local function scores_of(rules, answers, order)
  local scorer, scores = rules.scorer, {}
  for i, case in ipairs(order) do
    local is_scored, score = pcall(scorer.score, answers[case], rules.cases[case])
    local is_known = is_scored and reports.is_finite(score)
    if not is_known or score < scorer.low or score > scorer.high then
      local text = "wanted an answer to case %d that is worth %g to %g, got %s"
      return nil, text:format(case, scorer.low, scorer.high, tostring(score))
    end
    scores[i] = score
  end
  return scores
end

local function mean(scores)
  local sum = 0
  for _, score in ipairs(scores) do
    sum = sum + score
  end
  return sum / #scores
end

--- Returns what each of an entry's answers is worth.
---
---@param rules RaceRules
---@param entry { n: integer, score: number, answers: table<integer, any> }
---@param order integer[]
---@return number[]? scores  In this order.
---@return string? message   Why they do not make up its score.
function M.scores(rules, entry, order)
  local scores, message = scores_of(rules, entry.answers, order)
  local range = rules.scorer.high - rules.scorer.low
  if scores and math.abs(mean(scores) - entry.score) > TOLERANCE * range then
    local text = "the scorer of the task gives entry %d the mean %.17g, its measure %.17g"
    return nil, text:format(entry.n, mean(scores), entry.score)
  end
  return scores, message
end

local function is_raced(archive)
  local config = archive.facts.config
  return config and (config.search.race or 0) > 0
end

--- Returns how an entry stood in its race.
---
---@param archive Archive
---@param n integer
---@return Standing?  nil where it ran in none.
function M.standing(archive, n)
  local report = is_raced(archive) and archive:report(n)
  return report and report.race or nil
end

--- Returns what the evaluations of a run that raced are charged as: one that was asked a part of
--- the cases as that part.
---
---@param archive Archive
---@return number? charged  nil where the run did not race.
function M.charged(archive)
  if not is_raced(archive) then
    return nil
  end
  local charged = 0
  for n = 2, archive:count() do
    local standing = M.standing(archive, n)
    charged = charged + (standing and standing.asked / standing.cases or 1)
  end
  return charged
end

local function sum(a, b)
  return a and b and a + b
end

-- the report of all parts so far
local function joined(before, report)
  report.cpu_seconds = before.cpu_seconds + report.cpu_seconds
  report.peak_bytes = math.max(before.peak_bytes, report.peak_bytes)
  if report.outcome == "ok" then
    for case, answer in pairs(before.answers) do
      report.answers[case] = answer
    end
    report.loss, report.gradient = before.loss, before.gradient
    report.fuel, report.work = sum(before.fuel, report.fuel), sum(before.work, report.work)
  end
  return report
end

-- marks the report of a candidate that is surely worse
local function drop(report, race, incumbent)
  local standing, behind = report.race, race:behind(CANDIDATE)
  standing.mean = race:standing()[1].mean
  standing.lower, standing.upper = incumbent.score - behind.upper, incumbent.score - behind.lower
  local estimate = incumbent.score - behind.mean
  standing.score = math.max(standing.lower, math.min(estimate, standing.upper))
  local text = "surely below entry %d: %.4f on %d of %d cases, at most %.4f on all"
  report.outcome = "dropped"
  report.message =
    text:format(incumbent.n, standing.mean, standing.asked, standing.cases, standing.upper)
end

local function open_race(rules, incumbent, count)
  return races.open({
    candidates = { CANDIDATE },
    cases = count,
    low = rules.scorer.low,
    high = rules.scorer.high,
    alpha = rules.alpha,
    incumbent = incumbent.scores,
    first = math.max(FIRST, math.ceil(count / 8)),
    growth = GROWTH,
  })
end

-- what the answers of a part are worth; nil where that is the end of it
local function judge(rules, report, order, part)
  if report.outcome ~= "ok" then
    return nil
  end
  local scores, message = scores_of(rules, report.answers, orders.part(order, part))
  if not scores then
    reports.reject(report, "bad_output", message)
  end
  return scores
end

--- Plays the cases, part by part.
---
---@param rules RaceRules
---@param incumbent { n: integer, score: number, scores: number[] }  `scores` in the same order.
---@param order integer[]    In which the candidate is shown the cases.
---@param ask fun(part: { first: integer, last: integer }): Report  To these places of the order.
---@return Report report     Of all parts, with `race`; "dropped" where it is surely worse.
function M.play(rules, incumbent, order, ask)
  local race, report = open_race(rules, incumbent, #order), nil
  local standing = { incumbent = incumbent.n, cases = #order, parts = 0 }
  repeat
    local part = race:next()
    local answered = ask(part)
    standing.asked, standing.parts = part.last, standing.parts + 1
    local scores = judge(rules, answered, order, part)
    report = report and joined(report, answered) or answered
    report.race = standing
    if not scores then
      return report
    end
    race:tell(CANDIDATE, scores)
  until race:is_over()
  if race:played() < #order then
    drop(report, race, incumbent)
  end
  return report
end

return M

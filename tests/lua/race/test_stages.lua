--- lua/hyla/race/stages.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local orders = require("hyla.order")
local program = require("tests.support.program")
local random = require("hyla.rng")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local stages = require("hyla.race.stages")

local CASES, ALPHA = 400, 0.05

-- a task whose answers are their own scores, from 0 to 1
local function rules(count, alpha)
  local task = { name = "own" }
  function task.scorer()
    return {
      low = 0,
      high = 1,
      score = function(answer)
        return answer
      end,
    }
  end
  local cases = {}
  for i = 1, count or CASES do
    cases[i] = { input = {}, answer = 0 }
  end
  return assert(stages.rules(task, cases, alpha or ALPHA))
end

local function mean(list)
  local sum = 0
  for _, value in ipairs(list) do
    sum = sum + value
  end
  return sum / #list
end

-- 0 or 1 for each case, of two who differ on many; exactly so many right answers
local function pair(rng, first, second)
  local a, b, places = {}, {}, orders.of(tostring(rng:integer(2 ^ 31)), CASES)
  for i = 1, CASES do
    a[places[i]] = i <= first and 1 or 0
    b[places[i]] = (i - 1 - CASES / 4) % CASES < second and 1 or 0
  end
  return a, b
end

local function ok_report(answers, order, part)
  local report = { outcome = "ok", answers = {}, gradient = { n = 1 }, loss = part.first }
  report.cpu_seconds, report.peak_bytes, report.work = 1, part.last, 10
  for _, case in ipairs(orders.part(order, part)) do
    report.answers[case] = answers[case]
  end
  return report
end

-- plays a candidate's answers against an incumbent's, in an order that the seed draws
local function play(incumbent, answers, seed, ask)
  local own, order = rules(), orders.of(tostring(seed), CASES)
  local one = { n = 7, score = mean(incumbent), answers = incumbent }
  one.scores = assert(stages.scores(own, one, order))
  return stages.play(own, one, order, ask or function(part)
    return ok_report(answers, order, part)
  end)
end

-- how often a candidate is dropped, and the mean share of the cases that it played
local function often(count, first, second)
  local dropped, asked, rng = 0, 0, random.new(5)
  for seed = 1, count do
    local incumbent, answers = pair(rng:split(seed), first, second)
    local report = play(incumbent, answers, seed)
    dropped = dropped + (report.outcome == "dropped" and 1 or 0)
    asked = asked + report.race.asked / CASES / count
  end
  return dropped, asked
end

local T = {}

function T.a_truly_better_candidate_is_hardly_ever_dropped()
  -- two standard deviations above what the error rate allows, of 400
  check.truthy(often(400, 200, 202) <= 400 * ALPHA + 9)
  check.truthy(often(400, 200, 220) <= 400 * ALPHA)
end

function T.one_that_is_much_worse_is_dropped_after_a_part()
  local dropped, asked = often(50, 300, 120)
  check.equal(dropped, 50)
  check.truthy(asked < 0.3)
end

function T.one_that_is_level_plays_all_the_rest_at_once()
  local incumbent = pair(random.new(1), 200, 200)
  local report = play(incumbent, incumbent, 1)
  check.equal(report.outcome, "ok")
  check.equal(report.race.parts, 2)
  check.equal(report.race.asked, CASES)
  check.equal(mean(report.answers), mean(incumbent))
  check.equal(report.race.score, nil)
end

function T.the_parts_make_one_report()
  local incumbent = pair(random.new(1), 200, 200)
  local report = play(incumbent, incumbent, 1)
  check.equal(#report.answers, CASES)
  check.equal(report.loss, 1)
  check.equal(report.gradient.n, 1)
  check.equal(report.cpu_seconds, 2)
  check.equal(report.peak_bytes, CASES)
  check.equal(report.work, 20)
end

function T.what_a_part_says_of_all_is_below_the_incumbent_and_holds()
  local rng, wrong = random.new(3), 0
  for seed = 1, 100 do
    local incumbent, answers = pair(rng:split(seed), 300, 200)
    local report = play(incumbent, answers, seed)
    local race = report.race
    if report.outcome == "dropped" then
      check.truthy(race.lower <= race.score and race.score <= race.upper)
      check.truthy(race.upper < 0.75)
      wrong = wrong + ((race.lower > 0.5 or race.upper < 0.5) and 1 or 0)
    end
  end
  check.truthy(wrong <= 10)
end

function T.an_unplayed_case_has_no_answer_and_counts_for_nothing()
  local incumbent, answers = pair(random.new(2), 300, 100)
  local report = play(incumbent, answers, 2)
  local played, sum = 0, 0
  for case, answer in pairs(report.answers) do
    check.equal(answer, answers[case])
    played, sum = played + 1, sum + answer
  end
  check.equal(played, report.race.asked)
  check.truthy(played < CASES)
  check.near(report.race.mean, sum / played, 1e-12)
  check.contains(report.message, "surely below entry 7")
end

function T.who_fails_in_a_later_part_has_failed()
  local incumbent = pair(random.new(1), 200, 200)
  local order = orders.of("1", CASES)
  local report = play(incumbent, incumbent, 1, function(part)
    local one = ok_report(incumbent, order, part)
    if part.first > 1 then
      one.outcome, one.message, one.answers = "timeout", "too long", {}
    end
    return one
  end)
  check.equal(report.outcome, "timeout")
  check.equal(next(report.answers), nil)
  check.equal(report.race.asked, CASES)
  check.equal(report.cpu_seconds, 2)
end

function T.an_answer_out_of_range_is_bad_output()
  local incumbent, answers = pair(random.new(1), 200, 200), {}
  for i = 1, CASES do
    answers[i] = 2
  end
  local report = play(incumbent, answers, 1)
  check.equal(report.outcome, "bad_output")
  check.contains(report.message, "worth 0 to 1, got 2")
end

function T.scores_that_do_not_make_up_the_measure_are_a_message()
  local own, order = rules(2), { 1, 2 }
  local entry = { n = 1, score = 0.75, answers = { 1, 0 } }
  local scores, message = stages.scores(own, entry, order)
  check.equal(scores, nil)
  check.contains(message, "gives entry 1 the mean 0.5, its measure 0.75")
end

function T.a_task_that_cannot_race_is_a_message()
  local without, message = stages.rules({ name = "x" }, {}, ALPHA)
  check.equal(without, nil)
  check.contains(message, "search.race wants a task with a `scorer`")
  local task = { name = "x" }
  function task.scorer()
    return { low = 1, high = 0 }
  end
  check.contains(select(2, stages.rules(task, {}, ALPHA)), "wanted low, high and score")
end

-- a search whose candidates are dropped with a light hand
local function search(folder, workers, begin, budget)
  local changes = { race = 0.3, workers = workers, budget = budget or 40 }
  changes.policy = "agents.policy.prior"
  return searches.search(folder, changes, begin)
end

local function dropped_of(archive)
  local list = {}
  for _, entry in ipairs(archive:entries()) do
    list[#list + 1] = entry.outcome == "dropped" and entry or nil
  end
  return list
end

T.a_race_replays_with_any_number_of_workers_and_resumed = scratch.test(function(folder)
  local one, two = search(folder .. "/one", 1), search(folder .. "/two", 2)
  check.truthy(#dropped_of(one.archive) > 0)
  check.equal(one.hash, two.hash)
  search(folder .. "/three", 2, nil, 20).archive:close()
  -- the query of the test split between is an event of its own
  local resumed = search(folder .. "/three", 1, runs.resume).archive
  for n, entry in ipairs(one.archive:entries()) do
    check.equal(resumed:entry(n).report, entry.report)
  end
end)

T.a_dropped_entry_has_no_score_and_no_children = scratch.test(function(folder)
  local archive = search(folder .. "/run", 2).archive
  local charged, is_dropped = 0, {}
  for n, entry in ipairs(archive:entries()) do
    local race = archive:report(n).race
    charged = charged + (n > 1 and (race and race.asked / race.cases or 1) or 0)
    is_dropped[n] = entry.outcome == "dropped"
    check.truthy(not (entry.parent and is_dropped[entry.parent]))
    if is_dropped[n] then
      check.equal(entry.score, nil)
      check.truthy(race.asked < race.cases and race.upper < archive:entry(race.incumbent).score)
    end
  end
  check.truthy(not is_dropped[archive:best().n])
  check.near(stages.charged(archive), charged, 1e-9)
  check.truthy(charged < 40)
end)

T.log_and_show_tell_of_a_race = scratch.test(function(folder)
  local archive = search(folder .. "/run", 2).archive
  local entry = dropped_of(archive)[1]
  local race = archive:report(entry.n).race
  archive:close()
  local log = program.hyla("log " .. folder .. "/run").out
  check.contains(log, ("dropped at %d of %d"):format(race.asked, race.cases))
  local card = program.hyla(("show %s/run %d"):format(folder, entry.n)).out
  check.contains(card, ("against entry %d; mean %.4f"):format(race.incumbent, race.mean))
  check.contains(program.hyla(("show %s/run %d --json"):format(folder, entry.n)).out, '"upper"')
end)

T.without_a_race_nothing_tells_of_one = scratch.test(function(folder)
  searches.search(folder .. "/run", { budget = 4 }).archive:close()
  local archive = assert(archives.open(folder .. "/run", "read"))
  check.equal(stages.charged(archive), nil)
  for n = 1, archive:count() do
    check.equal(archive:report(n).race, nil)
  end
end)

return T

--- lua/hyla/race/init.lua

local check = require("tests.support.check")
local race = require("hyla.race")
local random = require("hyla.rng")

local T = {}

-- scores of 0 or 1 by candidates of one parent, who are alike on most cases; from weak to strong
local function field(rng, candidates, cases, gap, agreement)
  local names, scores, shared = {}, {}, {}
  for i = 1, cases do
    shared[i] = rng:uniform()
  end
  for k = 1, candidates do
    local name, skill = ("c%03d"):format(k), 0.5 + gap * (k / candidates - 0.5)
    names[k], scores[name] = name, {}
    for i = 1, cases do
      local u = rng:uniform() < agreement and shared[i] or rng:uniform()
      scores[name][i] = u < skill and 1 or 0
    end
  end
  return names, scores
end

local function mean(list)
  local sum = 0
  for _, value in ipairs(list) do
    sum = sum + value
  end
  return sum / #list
end

local function best_of(names, scores)
  local best = names[1]
  for _, name in ipairs(names) do
    best = mean(scores[name]) > mean(scores[best]) and name or best
  end
  return best
end

local function open(names, scores, options)
  options = options or {}
  options.candidates, options.cases = names, #scores[names[1]]
  options.low, options.high = options.low or 0, options.high or 1
  options.alpha = options.alpha or 0.05
  return race.open(options)
end

local function slice(list, job)
  local part = {}
  for i = job.first, job.last do
    part[#part + 1] = list[i]
  end
  return part
end

local function finish(one, scores)
  while not one:is_over() do
    local job = one:next()
    one:tell(job.candidate, slice(scores[job.candidate], job))
  end
  return one
end

local function is_dropped(one, name)
  for _, line in ipairs(one:standing()) do
    if line.candidate == name then
      return line.is_dropped
    end
  end
end

-- how often the best of a field is dropped, and the share of cases played
local function races(count, candidates, cases, gap, agreement, alpha)
  local rng, lost, played = random.new(21), 0, 0
  for i = 1, count do
    local names, scores = field(rng:split(i), candidates, cases, gap, agreement)
    local one = finish(open(names, scores, { alpha = alpha }), scores)
    lost = lost + (is_dropped(one, best_of(names, scores)) and 1 or 0)
    played = played + one:played() / (candidates * cases)
  end
  return lost, played / count
end

function T.the_best_is_dropped_no_more_often_than_alpha()
  -- two that hardly differ, and a high alpha, are the hardest for the bound
  local lost = races(1000, 2, 40, 0, 0, 0.3)
  check.truthy(lost <= 300 and lost > 0)
  check.truthy(races(200, 20, 60, 0.05, 0.5, 0.3) <= 60)
end

function T.a_wide_field_is_settled_for_a_fraction_of_the_cases()
  local lost, share = races(10, 50, 400, 0.8, 0.8, 0.05)
  check.equal(lost, 0)
  check.truthy(share < 0.3)
end

function T.few_cases_save_little()
  local _, share = races(20, 20, 40, 0.8, 0.8, 0.05)
  check.truthy(share > 0.5 and share < 0.85)
end

function T.the_best_is_one_who_has_played_all_cases()
  local names, scores = field(random.new(22), 6, 100, 0.5, 0.5)
  local one = open(names, scores)
  check.equal(one:best(), nil)
  finish(one, scores)
  local name, score = one:best()
  check.equal(name, best_of(names, scores))
  check.equal(score, mean(scores[name]))
  for _, line in ipairs(one:standing()) do
    check.equal(line.is_whole, line.played == 100)
    check.truthy(line.is_dropped or line.is_whole)
  end
end

function T.a_case_that_was_not_played_is_no_zero()
  local scores = { a = {}, b = {} }
  for i = 1, 40 do
    scores.a[i], scores.b[i] = -0.5, -1
  end
  local one = open({ "a", "b" }, scores, { low = -1, high = 1 })
  check.equal(one:standing()[1].mean, nil)
  check.equal(one:standing()[1].upper, 1)
  local job = one:next()
  one:tell("a", slice(scores.a, job))
  local line = one:standing()[1]
  check.equal(line.mean, -0.5)
  check.falsy(line.is_whole)
  check.truthy(line.lower < -0.5 and line.upper > 0)
  finish(one, scores)
  check.equal(one:best(), "a")
end

function T.the_order_in_which_scores_arrive_does_not_matter()
  local names, scores = field(random.new(23), 8, 80, 0.6, 0.5)
  local straight, turned = finish(open(names, scores), scores), open(names, scores)
  while not turned:is_over() do
    local jobs = {}
    for job in function() return turned:next() end do
      table.insert(jobs, 1, job)
    end
    for _, job in ipairs(jobs) do
      turned:tell(job.candidate, slice(scores[job.candidate], job))
    end
  end
  local others = turned:standing()
  for i, line in ipairs(straight:standing()) do
    for name, value in pairs(line) do
      check.equal(others[i][name], value)
    end
  end
end

function T.nobody_is_asked_for_more_before_all_have_told()
  local names, scores = field(random.new(24), 3, 40, 0, 0)
  local one = open(names, scores)
  local jobs = { one:next(), one:next(), one:next() }
  check.equal(#jobs, 3)
  check.equal(one:next(), nil)
  check.falsy(one:is_over())
end

function T.an_incumbent_ends_what_cannot_become_the_best()
  local names, scores = field(random.new(25), 30, 200, 0.1, 0.8)
  local known = {}
  for i = 1, 200 do
    known[i] = i % 20 > 0 and 1 or 0
  end
  local alone = finish(open(names, scores), scores):played()
  local one = finish(open(names, scores, { incumbent = known }), scores)
  check.truthy(one:played() < 0.25 * alone)
  check.equal(one:best(), nil)
end

-- how often one is asked that misses every so manieth case, against one that misses none
local function jobs_of(every)
  local known, scores, jobs = {}, {}, 0
  for i = 1, 400 do
    known[i], scores[i] = 1, i % every > 0 and 1 or 0
  end
  local one = open({ "a" }, { a = scores }, { incumbent = known, first = 50 })
  while not one:is_over() do
    one:tell("a", slice(scores, one:next()))
    jobs = jobs + 1
  end
  return jobs, one:played()
end

function T.one_behind_the_incumbent_is_looked_at_on_the_way_and_one_level_is_not()
  local jobs, played = jobs_of(401)
  check.equal(jobs, 2)
  check.equal(played, 400)
  jobs, played = jobs_of(20)
  check.truthy(jobs > 2)
  check.truthy(played < 400)
end

function T.how_far_behind_one_is_has_limits()
  local known, scores = {}, {}
  for i = 1, 100 do
    known[i], scores[i] = 1, i % 2
  end
  local one = open({ "a" }, { a = scores }, { incumbent = known, first = 20 })
  one:tell("a", slice(scores, one:next()))
  local behind = one:behind("a")
  check.equal(behind.mean, 0.5)
  check.truthy(0 < behind.lower and behind.lower < 0.5 and 0.5 < behind.upper)
end

function T.who_is_left_alone_plays_to_the_end()
  local scores = { a = {}, b = {} }
  for i = 1, 300 do
    scores.a[i], scores.b[i] = 1, 0
  end
  local one = open({ "a", "b" }, scores)
  local looks = 0
  while not one:is_over() do
    local job = one:next()
    one:tell(job.candidate, slice(scores[job.candidate], job))
    looks = looks + (job.candidate == "a" and 1 or 0)
  end
  check.equal(looks, 2)
  check.equal(one:best(), "a")
  check.truthy(one:played() < 330)
end

function T.who_fails_is_taken_out()
  local names, scores = field(random.new(26), 3, 40, 0, 0)
  local one = open(names, scores)
  local first, failed = one:next(), one:next()
  one:tell(first.candidate, slice(scores[first.candidate], first))
  one:withdraw(failed.candidate)
  finish(one, scores)
  check.truthy(is_dropped(one, failed.candidate))
  check.truthy(one:best() ~= failed.candidate)
end

function T.wrong_scores_are_refused()
  local names, scores = field(random.new(27), 2, 40, 0, 0)
  local one = open(names, scores)
  local job = one:next()
  check.fails("the cases asked for", one.tell, one, job.candidate, { 1 })
  check.fails("the cases asked for", one.tell, one, job.candidate, {})
  check.fails("no such candidate", one.tell, one, "nobody", {})
  check.fails("out of its range", one.tell, one, job.candidate, { 2, 1, 1, 1, 1, 1, 1, 1 })
end

return T

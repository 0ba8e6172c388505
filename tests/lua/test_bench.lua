--- lua/hyla/bench/init.lua

local bench = require("hyla.bench")
local check = require("tests.support.check")

local T = {}

local function busy(count)
  local sum = 0
  for i = 1, count * 100 do
    sum = sum + math.sin(i)
  end
  return sum
end

local CASE = {
  name = "busy/100",
  prepare = function()
    return busy
  end,
}

function T.a_figure_lies_between_its_least_and_its_greatest()
  local figure = bench.measure(CASE, 5, 0.002)
  check.equal(figure.name, "busy/100")
  check.truthy(figure.least > 0 and figure.least <= figure.median)
  check.truthy(figure.median <= figure.greatest)
  check.equal(figure.rounds, 5)
end

function T.a_round_takes_about_as_long_as_it_is_told_to()
  local time, calls = bench.timer(CASE, 0.02)
  local seconds = time() * calls
  check.truthy(seconds > 0.005 and seconds < 0.2)
end

function T.a_call_may_count_as_several()
  local _, alone = bench.timer({ name = "one", prepare = CASE.prepare }, 0.001)
  local _, shared = bench.timer({ name = "many", prepare = CASE.prepare, share = 1000 }, 0.001)
  check.equal(shared % 1000, 0)
  check.truthy(alone < shared)
end

function T.events_are_timed_one_by_one_and_ended()
  local count, is_finished = 0, false
  local function observe()
    local function event()
      count = count + 1
      return count
    end
    return event, function()
      is_finished = true
    end
  end
  local figure = bench.measure({ name = "event", observe = observe }, 1, 1e-6)
  check.truthy(is_finished)
  check.equal(figure.calls, 1)
  check.equal(figure.rounds, count - 1) -- what only the first meets does not count
  check.equal(figure.greatest, count)
end

function T.an_unknown_suite_is_named_with_those_there_are()
  local cases, message = bench.cases("tensors")
  check.equal(cases, nil)
  check.contains(message, 'wanted a suite (loop, sandbox, tensor), got "tensors"')
end

function T.a_part_of_a_name_chooses_cases()
  local cases = bench.cases("tensor", "gather/")
  check.equal(#cases, 2)
  local none, message = bench.cases("tensor", "quantum")
  check.equal(none, nil)
  check.contains(message, '"quantum"')
end

function T.every_case_of_every_suite_has_a_name_of_its_own()
  for _, suite in ipairs(bench.suites()) do
    local seen = {}
    for _, case in ipairs(bench.cases(suite)) do
      check.falsy(seen[case.name])
      seen[case.name] = true
    end
  end
end

function T.every_small_case_runs()
  for _, case in ipairs(bench.cases("tensor")) do
    if not case.name:find("1e7") and not case.name:find("32000") then
      case.prepare()(1)
    end
  end
end

function T.edits_are_timed_from_the_pick_to_the_archive()
  for _, case in ipairs(bench.cases("loop")) do
    local work, clock = case.prepare()
    local start = clock()
    work(3)
    work(2)
    check.truthy(clock() >= start)
  end
end

function T.reloads_and_calls_of_slots_are_timed()
  for _, case in ipairs(bench.cases("sandbox")) do
    if case.observe then
      local event, finish = case.observe()
      local seconds = event()
      check.truthy(seconds > 0 and seconds < 60)
      if finish then
        finish()
      end
    else
      case.prepare()(10)
    end
  end
end

return T

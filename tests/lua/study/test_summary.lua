--- lua/hyla/study/summary.lua

local check = require("tests.support.check")
local outlines = require("hyla.study.outline")
local studies = require("tests.support.study")
local summaries = require("hyla.study.summary")

local T = {}

local function outline_of(list)
  return assert(outlines.of({
    title = "",
    methods = { { name = "a" } },
    ks = { 2 },
    resamples = 200,
    episodes = list,
  }))
end

local function three_seeds()
  local list = {}
  for seed, imp in ipairs({ 1, 2, 6 }) do
    list[#list + 1] = studies.flat("a", seed, "xor", imp)
    list[#list + 1] = studies.flat("a", seed, "rings", imp + 1)
  end
  return outline_of(list)
end

local ARM = { method = "a", budget = 0 }

function T.a_summary_tells_middle_and_spread()
  local outline = three_seeds()
  local found = summaries.of(outline, ARM, outline.measures[1])
  check.equal(found.seeds, 3)
  check.equal(found.mean, 3.5)
  check.equal(found.median, 2.5)
  check.near(found.deviation, math.sqrt(7))
  check.truthy(found.interval.low < 3.5 and found.interval.high > 3.5)
  check.truthy(found.t.low < found.interval.low)
  check.truthy(found.median_interval.low < 2.5 and found.median_interval.high > 2.5)
end

function T.a_point_is_the_mean_and_interval_of_the_summary()
  local outline = three_seeds()
  local found = summaries.of(outline, ARM, outline.measures[1], "xor")
  local point = summaries.point(outline, ARM, outline.measures[1], "xor")
  check.equal(point.mean, 3)
  check.equal(point.interval.low, found.interval.low)
end

function T.the_interquartile_mean_is_over_seeds_and_families()
  local outline = three_seeds()
  -- of 1 2 2 3 6 7 one is cut at each end
  local mean, interval = summaries.interquartile(outline, ARM, outline.measures[1])
  check.equal(mean, 3.25)
  check.truthy(interval.low < 3.25 and interval.high > 3.25)
end

function T.one_seed_has_no_interval_and_none_no_mean()
  local outline = outline_of({ studies.flat("a", 1, "xor", 1) })
  local found = summaries.of(outline, ARM, outline.measures[1])
  check.equal(found.mean, 1)
  check.equal(found.interval, nil)
  check.equal(summaries.interquartile(outline, ARM, outline.measures[1]), 1)
  check.equal(summaries.of(outline, ARM, outline.measures[1], "xor").mean, 1)
  check.equal(summaries.of(outline, ARM, outline.measures[1], "none").mean, nil)
end

return T

--- lua/hyla/race/sequence.lua

local check = require("tests.support.check")
local random = require("hyla.rng")
local sequence = require("hyla.race.sequence")

local T = {}

local function told(options, scores, count)
  local one = sequence.open(options)
  for i = 1, count or #scores do
    one:tell(scores[i])
  end
  return one
end

-- whether limits that are looked at after every score ever miss a mean
local function ever_misses(options, scores, mean)
  local above, below = false, false
  local one = sequence.open(options)
  for _, score in ipairs(scores) do
    one:tell(score)
    above, below = above or one:is_above(mean), below or one:is_below(mean)
  end
  return above, below
end

-- calls with each list of zeros and ones of a length, and how many ones it has
local function each_course(length, call)
  for code = 0, 2 ^ length - 1 do
    local scores, ones = {}, 0
    for i = 1, length do
      scores[i] = math.floor(code / 2 ^ (i - 1)) % 2
      ones = ones + scores[i]
    end
    call(scores, ones)
  end
end

function T.over_all_courses_either_limit_misses_no_more_often_than_alpha()
  for _, p in ipairs({ 0.1, 0.5, 0.8 }) do
    local missed = { 0, 0 }
    each_course(12, function(scores, ones)
      local likely = p ^ ones * (1 - p) ^ (12 - ones)
      local above, below = ever_misses({ alpha = 0.2, low = 0, high = 1 }, scores, p)
      missed[1] = missed[1] + (above and likely or 0)
      missed[2] = missed[2] + (below and likely or 0)
    end)
    check.truthy(missed[1] <= 0.2 and missed[2] <= 0.2)
    check.truthy(math.max(missed[1], missed[2]) > 0.02)
  end
end

function T.over_all_orders_of_a_population_either_limit_misses_no_more_often_than_alpha()
  local options = { alpha = 0.2, low = 0, high = 1, population = 12 }
  for _, wanted in ipairs({ 2, 6, 9 }) do
    local count, above, below = 0, 0, 0
    each_course(12, function(scores, ones)
      if ones == wanted then
        local is_above, is_below = ever_misses(options, scores, wanted / 12)
        count, above = count + 1, above + (is_above and 1 or 0)
        below = below + (is_below and 1 or 0)
      end
    end)
    check.truthy(above <= 0.2 * count and below <= 0.2 * count)
    check.truthy(math.max(above, below) > 0.005 * count)
  end
end

local function draws(count, seed)
  local rng, list = random.new(seed), {}
  for i = 1, count do
    list[i] = rng:uniform(-0.5, 1)
  end
  return list
end

function T.a_whole_population_is_its_mean()
  local scores = draws(20, 1)
  local options = { alpha = 0.05, low = -0.5, high = 1, population = 20 }
  local whole = told(options, scores)
  local lower, upper = whole:limits()
  check.equal(lower, whole:mean())
  check.equal(upper, whole:mean())
  check.truthy(whole:is_above(lower - 1e-9) and not whole:is_above(lower))
  check.truthy(whole:is_below(lower + 1e-9) and not whole:is_below(lower))
end

function T.limits_only_ever_move_inwards()
  local scores = draws(60, 2)
  for _, population in ipairs({ false, 60 }) do
    local options = { alpha = 0.05, low = -0.5, high = 1, population = population or nil }
    local low, high = -0.5, 1
    for count = 0, 60 do
      local lower, upper = told(options, scores, count):limits()
      check.truthy(lower >= low - 1e-9 and upper <= high + 1e-9 and lower <= upper)
      low, high = lower, upper
    end
    check.truthy(high - low < 0.6)
  end
end

function T.a_population_narrows_the_limits()
  local scores = draws(50, 3)
  local lower, upper = told({ alpha = 0.05, low = -0.5, high = 1 }, scores, 40):limits()
  local options = { alpha = 0.05, low = -0.5, high = 1, population = 50 }
  local inner, outer = told(options, scores, 40):limits()
  check.truthy(outer - inner < 0.6 * (upper - lower))
end

function T.limits_know_what_the_rest_can_still_change()
  local scores = { 1, 1, 1, 1, 1, 1, 1, 1, 0 }
  local options = { alpha = 1e-9, low = 0, high = 1, population = 10 }
  local lower, upper = told(options, scores):limits()
  check.near(lower, 0.8)
  check.near(upper, 0.9)
end

function T.turned_around_scores_have_turned_around_limits()
  local scores, turned = draws(30, 4), {}
  for i, score in ipairs(scores) do
    turned[i] = -score
  end
  local lower, upper = told({ alpha = 0.1, low = -0.5, high = 1 }, scores):limits()
  local low, high = told({ alpha = 0.1, low = -1, high = 0.5 }, turned):limits()
  check.near(low, -upper, 1e-9)
  check.near(high, -lower, 1e-9)
end

function T.decisions_agree_with_the_limits()
  local one = told({ alpha = 0.1, low = -0.5, high = 1 }, draws(40, 5))
  local lower, upper = one:limits()
  check.truthy(one:is_above(lower - 1e-6) and not one:is_above(lower + 1e-6))
  check.truthy(one:is_below(upper + 1e-6) and not one:is_below(upper - 1e-6))
end

function T.scores_outside_the_range_and_beyond_the_population_are_refused()
  local one = sequence.open({ alpha = 0.1, low = 0, high = 1, population = 1 })
  check.fails("out of its range", one.tell, one, 1.5)
  check.fails("out of its range", one.tell, one, 0 / 0)
  one:tell(1)
  check.fails("more scores than there are", one.tell, one, 1)
end

return T

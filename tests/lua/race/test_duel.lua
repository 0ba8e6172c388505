--- lua/hyla/race/duel.lua
--
-- Thousands of simulated duels, looked at after every difference, hold the stated error rate; a t
-- test that is asked as often does not.

local check = require("tests.support.check")
local distribution = require("hyla.statistics.distribution")
local duels = require("hyla.race.duel")
local random = require("hyla.rng")

local T = {}

local ALPHA, DUELS, LENGTH = 0.05, 2000, 150

-- more false admissions than this have a probability below 1e-4 at a rate of ALPHA
local ALLOWED = ALPHA * DUELS + 3.9 * math.sqrt(DUELS * ALPHA * (1 - ALPHA))

-- differences with mean 0, of several shapes
local NULLS = {
  ties = function(rng)
    local u = rng:uniform()
    return u < 0.1 and 1 or u < 0.2 and -1 or 0
  end,
  even = function(rng)
    return rng:uniform(-1, 1)
  end,
  small = function(rng)
    return 0.05 * math.max(-4, math.min(rng:normal(), 4))
  end,
  rare_gains = function(rng)
    return rng:uniform() < 0.05 and 0.95 or -0.05
  end,
  rare_losses = function(rng)
    return rng:uniform() < 0.05 and -0.95 or 0.05
  end,
}

local function duel_of(draw)
  local duel = duels.open({ alpha = ALPHA, low = -1, high = 1, most = LENGTH })
  while duel.decision == "go on" do
    duel:tell(draw())
  end
  return duel
end

-- one-sided, from ten differences on
local function naive(draw)
  local sum, squares = 0, 0
  for n = 1, LENGTH do
    local difference = draw()
    sum, squares = sum + difference, squares + difference ^ 2
    local variance = (squares - sum ^ 2 / n) / (n - 1)
    if n >= 10 and sum / n > 1.66 * math.sqrt(variance / n) then
      return true
    end
  end
  return false
end

-- how many of the duels end well for the challenger
local function admitted(draw, is_admitted)
  local rng, count = random.new(11), 0
  for i = 1, DUELS do
    local one = rng:split(i)
    count = count + (is_admitted(function()
      return draw(one)
    end) and 1 or 0)
  end
  return count
end

local function by_duel(draw)
  return duel_of(draw).decision == "better"
end

for name, draw in pairs(NULLS) do
  T[("no_better_challengers_with_%s_are_admitted_at_the_stated_rate"):format(name)] = function()
    check.truthy(admitted(draw, by_duel) <= ALLOWED)
  end
end

function T.a_t_test_that_is_asked_again_and_again_admits_too_many()
  check.truthy(distribution.t_cdf(1.66, LENGTH) > 1 - ALPHA)
  for _, name in ipairs({ "ties", "even", "small" }) do
    check.truthy(admitted(NULLS[name], naive) > 2.5 * ALLOWED)
  end
end

local function shifted(shift, spread)
  return function(rng)
    return shift + spread * math.max(-2, math.min(rng:normal(), 2))
  end
end

function T.what_is_better_is_found_and_soon()
  local rng, count, length = random.new(12), 0, 0
  for i = 1, 300 do
    local one = rng:split(i)
    local duel = duel_of(function()
      return shifted(0.1, 0.3)(one)
    end)
    count = count + (duel.decision == "better" and 1 or 0)
    length = length + duel.differences.count
  end
  check.truthy(count > 0.9 * 300)
  check.truthy(length / 300 < 90)
end

function T.what_is_worse_is_refused_before_the_end()
  local rng = random.new(13)
  local duel = duel_of(function()
    return shifted(-0.2, 0.3)(rng)
  end)
  check.equal(duel.decision, "not better")
  check.truthy(duel.differences.count < LENGTH)
end

function T.what_is_not_worth_it_is_refused_earlier()
  local function length(worth)
    local duel = duels.open({ alpha = ALPHA, low = -1, high = 1, most = 1000, worth = worth })
    local rng = random.new(14)
    while duel.decision == "go on" do
      duel:tell(NULLS.even(rng) * 0.4)
    end
    check.equal(duel.decision, "not better")
    return duel.differences.count
  end
  check.truthy(length(0.1) < 0.5 * length(0))
end

function T.a_decision_stays()
  local duel = duels.open({ alpha = ALPHA, low = -1, high = 1 })
  for _ = 1, 60 do
    duel:tell(0.8)
  end
  local before = duel:standing()
  check.equal(before.decision, "better")
  check.truthy(before.lower > 0)
  for _ = 1, 60 do
    check.equal(duel:tell(-1), "better")
  end
  check.equal(duel:standing().count, before.count)
end

function T.the_same_differences_lead_to_the_same_standing()
  local function standing()
    local rng, duel = random.new(15), duels.open({ alpha = ALPHA, low = -1, high = 1 })
    for _ = 1, 40 do
      duel:tell(NULLS.ties(rng))
    end
    return duel:standing()
  end
  local first, again = standing(), standing()
  for name, value in pairs(first) do
    check.equal(again[name], value)
  end
end

return T

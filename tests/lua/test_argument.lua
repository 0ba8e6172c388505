--- lua/hyla/argument.lua

local argument = require("hyla.argument")
local check = require("tests.support.check")
local random = require("hyla.rng")

local rate = { name = "rate", kind = "number", value = 0.1, low = 0.01, high = 1, gradient = 2 }
local steps = { name = "steps", kind = "number", value = 3, low = 2, high = 300, whole = true }
local width = { name = "width", kind = "number", low = 2, high = 30, whole = true }
local key = { name = "key", kind = "choice", values = { "a", "b", "c" }, weights = { 0, 3, 1 } }
local word = { name = "word", kind = "choice", values = { "sgd", "adam" } }
local fact = { name = "fact", kind = "choice", values = { { field = "x" }, { field = "y" } } }
local least = { name = "least", kind = "number", low = 1, high = 9, statistics = { z = 20, a = 4 } }

local function sources(one)
  return table.concat(argument.sources(one), " ")
end

local T = {}

function T.each_kind_offers_its_own_sources()
  check.equal(sources(rate), "random up down gradient")
  check.equal(sources(steps), "random up down")
  check.equal(sources(width), "random")
  check.equal(sources(least), "random statistic a statistic z")
  check.equal(sources(key), "random statistic most")
  check.equal(sources(word), "=sgd =adam")
  check.equal(sources(fact), "random")
end

function T.numbers_stay_in_their_range()
  local rng = random.new(1)
  for _ = 1, 500 do
    for _, source in ipairs({ "random", "up", "down", "gradient" }) do
      local value = argument.draw(rate, source, rng).value
      check.truthy(value >= 0.01 and value <= 1)
    end
    local count = argument.draw(steps, "random", rng).value
    check.equal(count, math.floor(count))
  end
  check.equal(argument.draw(least, "statistic z", rng).value, 9)
  check.equal(argument.draw(least, "statistic a", rng).value, 4)
end

function T.a_step_of_a_whole_number_goes_somewhere()
  local rng = random.new(1)
  for _ = 1, 200 do
    check.truthy(argument.draw(steps, "up", rng, -0.7).value ~= 3)
    check.truthy(argument.draw(steps, "down", rng).value <= 300)
  end
  local lowest = { name = "steps", kind = "number", value = 2, low = 2, high = 9, whole = true }
  check.equal(argument.draw(lowest, "down", rng).value, 2)
end

function T.a_gradient_step_goes_down()
  local rng, lower = random.new(2), 0
  for _ = 1, 100 do
    lower = lower + (argument.draw(rate, "gradient", rng).value < 0.1 and 1 or 0)
  end
  check.truthy(lower > 80)
end

function T.a_step_has_its_direction_and_follows_the_learned_shift()
  for source, sign in pairs({ up = 1, down = -1 }) do
    local drawn = argument.draw(rate, source, random.new(3), 0.25)
    check.equal(drawn.mean, sign * argument.STEP)
    local expected = 0.1 * math.exp(drawn.mean + 0.25 + argument.SPREAD * drawn.noise)
    check.near(drawn.value, math.min(math.max(expected, 0.01), 1))
  end
end

function T.statistics_decide_how_often_a_choice_is_drawn()
  local rng, counts = random.new(4), { a = 0, b = 0, c = 0 }
  for _ = 1, 1000 do
    local value = argument.draw(key, "statistic", rng).value
    counts[value] = counts[value] + 1
  end
  check.equal(counts.a, 0)
  -- five standard errors around 750
  check.truthy(math.abs(counts.b - 750) < 70)
  check.equal(argument.draw(key, "most", rng).value, "b")
end

function T.a_word_is_its_own_source()
  check.equal(argument.draw(word, "=adam", random.new(5)).value, "adam")
end

return T

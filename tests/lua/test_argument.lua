--- lua/hyla/argument.lua

local argument = require("hyla.argument")
local check = require("tests.support.check")
local random = require("hyla.rng")

local rate = { name = "rate", kind = "number", value = 0.1, low = 0.01, high = 1, gradient = 2 }
local steps = { name = "steps", kind = "number", value = 30, low = 2, high = 300, whole = true }
local word = { name = "word", kind = "choice", values = { "a", "b", "c" }, weights = { 0, 3, 1 } }

local T = {}

function T.each_kind_offers_its_own_sources()
  check.truthy(argument.offers(rate, "neighbour") and argument.offers(rate, "gradient"))
  check.falsy(argument.offers(steps, "gradient"))
  check.truthy(argument.offers(word, "statistic"))
  check.falsy(argument.offers(word, "neighbour"))
end

function T.numbers_stay_in_their_range()
  local rng = random.new(1)
  for _ = 1, 500 do
    for _, source in ipairs({ "random", "neighbour", "gradient" }) do
      local value = argument.draw(rate, source, rng, 0).value
      check.truthy(value >= 0.01 and value <= 1)
    end
    local count = argument.draw(steps, "random", rng, 0).value
    check.equal(count, math.floor(count))
  end
end

function T.a_gradient_step_goes_down()
  local rng, lower = random.new(2), 0
  for _ = 1, 100 do
    lower = lower + (argument.draw(rate, "gradient", rng, 0).value < 0.1 and 1 or 0)
  end
  check.truthy(lower > 80)
end

function T.a_neighbour_follows_the_learned_shift()
  local drawn = argument.draw(rate, "neighbour", random.new(3), 0.5)
  local expected = 0.1 * math.exp(0.5 + argument.NEIGHBOUR_SPREAD * drawn.noise)
  check.near(drawn.value, math.min(math.max(expected, 0.01), 1))
end

function T.statistics_decide_how_often_a_choice_is_drawn()
  local rng, counts = random.new(4), { a = 0, b = 0, c = 0 }
  for _ = 1, 1000 do
    local value = argument.draw(word, "statistic", rng, 0).value
    counts[value] = counts[value] + 1
  end
  check.equal(counts.a, 0)
  -- five standard errors around 750
  check.truthy(math.abs(counts.b - 750) < 70)
end

return T

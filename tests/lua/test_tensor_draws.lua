--- runtime/script/bind_tensor_draws.c
--
-- The statistical tests have fixed seeds, so they never fail by chance. Each bounds its statistic
-- where a right generator would go beyond with a probability of one in ten thousand.

local check = require("tests.support.check")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

local T = {}

local COUNT = 20000

--- Standard errors that a normal statistic exceeds with a probability of 1e-4, either side.
local DEVIATIONS = 3.89

--- Fails when numbers do not follow a distribution function, by Kolmogorov and Smirnov.
local function follows(numbers, cumulative)
  table.sort(numbers)
  local count, greatest = #numbers, 0
  for i, x in ipairs(numbers) do
    local expected = cumulative(x)
    greatest = math.max(greatest, i / count - expected, expected - (i - 1) / count)
  end
  -- P(sqrt(n) D > 2.225) = 2 exp(-2 * 2.225^2) = 1e-4
  check.truthy(math.sqrt(count) * greatest < 2.225)
end

--- Fails when counts stray from those expected, by chi-square.
local function agree(counts, expected)
  local sum, freedom = 0, #expected - 1
  for i, wanted in ipairs(expected) do
    sum = sum + ((counts[i] or 0) - wanted) ^ 2 / wanted
  end
  -- Wilson and Hilferty: the cube root of a chi-square variable is nearly normal
  local part = 2 / (9 * freedom)
  check.truthy(math.abs((sum / freedom) ^ (1 / 3) - (1 - part)) / math.sqrt(part) < DEVIATIONS)
end

local function count_of(list)
  local counts = {}
  for _, value in ipairs(list) do
    counts[value] = (counts[value] or 0) + 1
  end
  return counts
end

local function repeated(value, count)
  local list = {}
  for i = 1, count do
    list[i] = value
  end
  return list
end

local fails = check.fails

--- Draws of a shape and of a list of numbers are the same, and move the place as far.
local function ignores_shape(draw)
  local place, other = rng.new(5), rng.new(5)
  local flat = draw({ 600 }, place):reshape(20, 30)
  local square = draw({ 20, 30 }, other)
  check.equal(flat:eq(square):to("f32"):min():item(), 1)
  check.equal(place:uniform(), other:uniform())
end

function T.draws_do_not_depend_on_the_shape()
  ignores_shape(t.randn)
  ignores_shape(t.uniform)
  ignores_shape(t.gumbel)
  ignores_shape(t.exponential)
  ignores_shape(function(shape, place) return t.randint(1, 1000, shape, place) end)
end

function T.each_element_is_one_draw()
  local place, each = rng.new(6), rng.new(6)
  local unit = t.uniform({ 1000 }, place, -1, 3, "f64"):tolist()
  for i = 1, 1000 do
    check.equal(unit[i], each:uniform(-1, 3))
  end
end

function T.a_draw_gives_two_normal_elements()
  local place, each = rng.new(6), rng.new(6)
  local normal = t.randn({ 99 }, place, "f64")
  for i = 1, 99, 2 do
    check.equal(normal:item(i), each:normal())
  end
  check.equal(place:uniform(), each:uniform())
  local rounded = t.randn({ 99 }, rng.new(6))
  check.equal(rounded:eq(normal:to("f32")):to("f32"):min():item(), 1)
end

function T.uniform_draws_follow_their_distribution()
  local draws = t.uniform({ COUNT }, rng.new(1), 2, 4, "f64"):tolist()
  follows(draws, function(x) return (x - 2) / 2 end)
end

--- Abramowitz and Stegun 26.2.17, error below 7.5e-8.
local function normal_cumulative(x)
  local k = 1 / (1 + 0.2316419 * math.abs(x))
  local sum = 1.330274429
  for _, term in ipairs({ -1.821255978, 1.781477937, -0.356563782, 0.319381530 }) do
    sum = sum * k + term
  end
  local tail = math.exp(-x * x / 2) / math.sqrt(2 * math.pi) * sum * k
  return x > 0 and 1 - tail or tail
end

function T.normal_draws_follow_their_distribution()
  for _, dtype in ipairs({ "f32", "f64" }) do
    follows(t.randn({ COUNT }, rng.new(2), dtype):tolist(), normal_cumulative)
  end
end

function T.normal_draws_have_the_moments_of_the_distribution()
  local x = t.randn({ COUNT }, rng.new(3), "f64")
  -- the k-th moment and the variance of one draw's x^k
  for k, wanted in ipairs({ { 0, 1 }, { 1, 2 }, { 0, 15 }, { 3, 96 } }) do
    local error_of_mean = math.sqrt(wanted[2] / COUNT)
    check.near((x ^ k):mean():item(), wanted[1], DEVIATIONS * error_of_mean)
  end
end

function T.gumbel_and_exponential_draws_follow_their_distributions()
  follows(t.gumbel({ COUNT }, rng.new(4), "f64"):tolist(), function(x)
    return math.exp(-math.exp(-x))
  end)
  follows(t.exponential({ COUNT }, rng.new(5), "f64"):tolist(), function(x)
    return 1 - math.exp(-x)
  end)
end

function T.neighbours_and_streams_are_uncorrelated()
  local root = rng.new(7)
  local a = t.randn({ COUNT }, root:split("a"), "f64")
  local b = t.randn({ COUNT }, root:split("b"), "f64")
  local bound = DEVIATIONS / math.sqrt(COUNT - 1000)
  check.near((a * b):mean():item(), 0, bound)
  for _, lag in ipairs({ 1, 2, 4, 64, 1000 }) do
    local early, late = a:narrow(1, 1, COUNT - lag), a:narrow(1, lag + 1, COUNT - lag)
    check.near((early * late):mean():item(), 0, bound)
  end
end

function T.integers_come_up_equally_often()
  local draws = t.randint(-3, 6, { COUNT }, rng.new(8))
  check.equal(draws:min():item(), -3)
  check.equal(draws:max():item(), 6)
  agree(count_of((draws + 4):tolist()), repeated(COUNT / 10, 10))
end

function T.integers_may_span_any_range_that_is_exact()
  local place = rng.new(9)
  check.equal(t.randint(7, 7, {}, place):item(), 7)
  local wide = t.randint(-2 ^ 52, 2 ^ 52, { 100 }, place)
  check.truthy(wide:max():item() > 2 ^ 48)
  fails("wants low <= high", t.randint, 2, 1, { 1 }, place)
  fails("wants low <= high between -2^52 and 2^52", t.randint, 0, 2 ^ 52 + 1, { 1 }, place)
  fails("wanted a whole number as low", t.randint, 0.5, 1, { 1 }, place)
end

function T.every_order_is_as_probable()
  local place, names = rng.new(10), {}
  for i = 1, 6000 do
    names[i] = table.concat(t.permutation(3, place):tolist())
  end
  local counts = count_of(names)
  local list = {}
  for _, name in ipairs({ "123", "132", "213", "231", "312", "321" }) do
    list[#list + 1] = counts[name]
  end
  agree(list, repeated(1000, 6))
end

function T.a_permutation_holds_each_position_once()
  local list = t.permutation(1000, rng.new(11)):tolist()
  table.sort(list)
  for i = 1, 1000 do
    check.equal(list[i], i)
  end
  check.equal(t.permutation(0, rng.new(11)):count(), 0)
end

function T.classes_come_up_as_their_logits_say()
  local weights = { 1, 2, 3, 4 }
  local logits = t.tensor(weights, "f64"):log() + 100
  local classes = t.categorical(logits, rng.new(12), COUNT)
  local expected = {}
  for i, weight in ipairs(weights) do
    expected[i] = COUNT * weight / 10
  end
  agree(count_of(classes:tolist()), expected)
end

function T.classes_are_drawn_for_each_row()
  local never = -math.huge
  local logits = t.tensor({ { 0, never, never }, { never, never, 5 } })
  check.equal(tostring(t.categorical(logits, rng.new(13))), "[1 3] dtype=i64")
  check.equal(tostring(t.categorical(logits, rng.new(13), 2)), "[[1 1]\n [3 3]] dtype=i64")
  check.equal(t.categorical(t.tensor({ 0, 0 }), rng.new(13)):rank(), 0)
end

function T.logits_without_a_distribution_are_refused()
  local place = rng.new(14)
  local nan = 0 / 0
  fails("row 2 of the logits", t.categorical, t.tensor({ { 0, 0 }, { 0, nan } }), place)
  fails("row 1 of the logits", t.categorical, t.tensor({ -math.huge, -math.huge }), place)
  fails("row 1 of the logits", t.categorical, t.tensor({ 0, math.huge }), place)
  fails("a last axis of classes", t.categorical, t.tensor(1), place)
end

function T.bernoulli_draws_are_one_as_often_as_asked()
  local place = rng.new(15)
  local draws = t.bernoulli(t.full({ COUNT }, 0.3), place)
  check.near(draws:mean():item(), 0.3, DEVIATIONS * math.sqrt(0.21 / COUNT))
  check.equal(t.bernoulli(t.zeros({ 100 }), place):max():item(), 0)
  check.equal(t.bernoulli(t.ones({ 100 }), place):min():item(), 1)
end

function T.what_is_not_whole_wants_a_type_of_floats()
  local place = rng.new(16)
  fails("randn draws f32 or f64, not i64", t.randn, { 2 }, place, "i64")
  fails("uniform draws f32 or f64, not bool", t.uniform, { 2 }, place, 0, 1, "bool")
  fails("exponential draws f32 or f64, not i32", t.exponential, { 2 }, place, "i32")
  fails("gumbel draws f32 or f64, not i32", t.gumbel, { 2 }, place, "i32")
end

function T.a_place_in_a_stream_is_wanted()
  fails("randn: wanted a place of hyla.rng as rng, got 5", t.randn, { 2 }, 5)
  fails("as rng, got a tensor", t.permutation, 2, t.ones({ 1 }))
end

return T

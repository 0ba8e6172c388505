--- lua/hyla/game/pathwise.lua
--
-- Expectations over a normal argument are sums over the nodes of Gauss and Hermite; the last tests
-- go through a worker, in which an agent learns by unrolled steps of descent.

local cell = require("hyla.cell")
local check = require("tests.support.check")
local game = require("tests.support.small_game")
local pathwise = require("hyla.game.pathwise")
local score = require("hyla.game.score")
local tensor = require("hyla.tensor")
local trial = require("tests.support.trial")

local T = {}

local PRESENT, NODES = 0.4, 40

-- nodes and weights for the mean over a standard normal number (Golub and Welsch 1969)
local function hermite()
  local beside = (tensor.arange(NODES - 1, "f64")):sqrt()
  local matrix = beside:diag(1) + beside:diag(-1)
  local nodes, vectors = matrix:eigh()
  return nodes, vectors:select(1, 1) ^ 2
end

-- what a program loses by a number, in its own way for each of three editors
local function loss_of(number, editor)
  local log = number:log()
  return (log - 0.3 * editor) ^ 2 + 0.2 * (2 * log + editor):sin()
end

local function leaves(editors, mean, spread)
  return {
    editors = tensor.tensor(editors, "f64"):requires_grad(),
    mean = tensor.tensor(mean, "f64"):requires_grad(),
    spread = tensor.tensor(spread, "f64"):requires_grad(),
  }
end

local function start()
  return leaves({ 0.3, -0.5, 0.1 }, { 0.2, -0.1, 0.4 }, { 0.6, 0.3, 0.5 })
end

-- all outcomes: each editor with each node of noise, [3 * NODES], and their probabilities
local function outcomes(params)
  local nodes, weights = hermite()
  local editors = tensor.arange(3, "i64"):repeat_interleave(NODES, 1)
  local log_policy = score.log_policy(params.editors)
  local taken = log_policy:index_select(1, editors)
  local noise = nodes:tile({ 3 })
  local mean = params.mean:index_select(1, editors)
  local spread = params.spread:index_select(1, editors)
  local numbers = pathwise.move(tensor.full({ 3 * NODES }, PRESENT, "f64"), mean, spread, noise)
  local weight = taken:detach():exp() * weights:tile({ 3 })
  return {
    editors = editors:to("f64"),
    taken = taken,
    mean = mean,
    spread = spread,
    numbers = numbers,
    noise = noise,
    weights = weight,
    likely = taken:exp() * weights:tile({ 3 }),
  }
end

local function expected_loss(params)
  local all = outcomes(params)
  return (loss_of(all.numbers, all.editors) * all.likely):sum()
end

-- what a worker would return: losses and d loss / d number, as constants
local function returned(all)
  local numbers = all.numbers:detach():requires_grad()
  local losses = loss_of(numbers, all.editors)
  return losses:detach(), losses:sum():grad(numbers):detach()
end

local function is_exact(actual, expected, tolerance)
  check.near(game.distance(actual, expected), 0, tolerance or 1e-9)
end

local function mixed(params, baselines)
  local all = outcomes(params)
  local losses, slopes = returned(all)
  local options = { weights = all.weights, baselines = baselines }
  return pathwise.mixed(all.taken, losses, all.numbers, slopes, options)
end

function T.choices_and_arguments_together_have_the_gradient_of_the_expected_loss()
  local params = start()
  local numeric = game.differences(function(moved)
    return expected_loss(moved):item()
  end, params)
  is_exact(game.slope(expected_loss(params), params), numeric)
  is_exact(game.slope(mixed(params), params), numeric)
  local baselines = tensor.full({ 3 * NODES }, 0.5, "f64")
  is_exact(game.slope(mixed(params, baselines), params), numeric)
end

function T.the_score_function_of_an_argument_has_the_same_expectation()
  local params = start()
  local all = outcomes(params)
  local losses = returned(all)
  local distances = (all.numbers / PRESENT):log()
  local densities = pathwise.log_density(distances, all.mean, all.spread)
  local surrogate = score.surrogate(all.taken + densities, losses, all.weights)
  is_exact(game.slope(surrogate, params), game.slope(expected_loss(params), params), 1e-8)
end

-- the variance of the estimate for the means alone, of one outcome
local function variance(params, estimate)
  local all = outcomes(params)
  local losses, slopes = returned(all)
  local distances = (all.numbers / PRESENT):log()
  local densities = pathwise.log_density(distances, all.mean, all.spread)
  local _, spread = game.moments(function(i)
    return estimate(all, i, losses, slopes, densities):grad(params.mean)
  end, all.weights)
  return spread
end

function T.the_pathwise_estimate_varies_less_than_the_score_function()
  local params = start()
  local by_score = variance(params, function(_, i, losses, _, densities)
    return densities:select(1, i) * losses:select(1, i)
  end)
  local by_path = variance(params, function(all, i, _, slopes)
    return pathwise.surrogate(all.numbers:narrow(1, i, 1), slopes:narrow(1, i, 1))
  end)
  check.truthy(by_path < 0.3 * by_score)
end

function T.a_second_derivative_lacks_the_curvature_of_the_loss()
  local params = start()
  local all = outcomes(params)
  local numbers = all.numbers:detach():requires_grad()
  local slopes = loss_of(numbers, all.editors):sum():grad(numbers)
  local curvatures = slopes:sum():grad(numbers):detach()
  local function second(value)
    return value:grad(params.mean):sum():grad(params.mean)
  end
  local truth = second(expected_loss(params))
  local chained = (all.numbers * slopes:detach() * all.likely:detach()):sum()
  local lacking = curvatures * all.numbers:detach() ^ 2 * all.likely:detach()
  local bias = truth - second(chained)
  is_exact(bias, lacking:reshape(3, NODES):sum(2))
  check.truthy(game.distance(second(chained), truth) > 0.5)
end

function T.what_was_cut_to_its_bounds_passes_no_gradient()
  local mean = tensor.zeros({ 3 }, "f64"):requires_grad()
  local numbers = pathwise.move({ 1, 1, 1 }, mean, 1, { -2, 0.1, 2 }, { low = 0.5, high = 2 })
  check.prints(numbers:detach(), "[   0.5 1.1052      2] dtype=f64")
  local slope = pathwise.surrogate(numbers, { 3, 3, 3 }):grad(mean)
  check.equal(slope:item(1) + slope:item(3), 0)
  check.near(slope:item(2), 3 * math.exp(0.1))
end

function T.a_gate_passes_the_slope_of_its_logit()
  local logits = tensor.tensor({ 0.3 }, "f64"):requires_grad()
  local gate = 1 / (1 + math.exp(-0.3))
  local slope = pathwise.surrogate(pathwise.gate(logits), { 5 }):grad(logits)
  check.near(slope:item(1), 5 * gate * (1 - gate))
end

-- an agent that learns a line by ten steps of descent, with a rate, a decay and a gate that are
-- lifted numbers; the loss is that on held-back cases after learning
local AGENT = [[
local numbers = ...
local tensor = require("hyla.tensor")
local function column(cases, first, of)
  local list = {}
  for i = first, #cases, 2 do
    list[#list + 1] = of(cases[i])
  end
  return tensor.tensor(list, "f64")
end
local function input(case)
  return { 1, case.input.x, case.input.x ^ 2 }
end
local function answer(case)
  return case.answer
end
local M = {}
function M.init() return {} end
function M.learn(_, cases)
  local rows, held = column(cases, 1, input), column(cases, 2, input)
  local wanted, kept = column(cases, 1, answer), column(cases, 2, answer)
  local w = tensor.zeros({ 3 }, "f64"):requires_grad()
  for _ = 1, 10 do
    local bent = rows:matmul(w) * numbers.gate + rows:matmul(w):tanh() * (1 - numbers.gate)
    local loss = bent:mse(wanted) + (w * w):sum() * numbers.decay
    w = w - loss:grad(w) * numbers.rate
  end
  return held:matmul(w):mse(kept)
end
function M.act() return 0 end
return M
]]

local function cases()
  local list = {}
  for i = 1, 12 do
    local x = i / 6 - 1
    list[i] = { id = "c" .. i, input = { x = x }, answer = 2 + 3 * x - 2 * x * x }
  end
  return list
end

local function named(values)
  return { rate = values:item(1), decay = values:item(2), gate = values:item(3) }
end

-- calls with a function that a worker computes: numbers -> loss, d loss / d number, both [3]
local function with_worker(call)
  trial.with_pool({ entry = "hyla.cell", modules = cell.modules }, function(pool)
    local schema = { fields = { { name = "x", kind = "number" } }, answers = "number" }
    local shown = { schema = schema, train = cases(), inputs = { validation = {} } }
    assert(pool:prepare({ tasks = { shown } }))
    call(function(values)
      local program = { parts = { agent = AGENT }, numbers = named(values) }
      local job = { verb = "evaluate", program = program, task = 1 }
      job.split, job.salt = "validation", "s"
      local report = trial.report(pool, job)
      check.equal(report.message, nil)
      local slopes = report.value.gradient
      return report.value.loss, tensor.tensor({ slopes.rate, slopes.decay, slopes.gate }, "f64")
    end)
  end)
end

function T.a_workers_gradient_is_the_slope_of_its_unrolled_learning()
  with_worker(function(evaluate)
    -- lifted numbers are in single precision: these and their neighbours are exact in it
    local numbers = tensor.tensor({ 0.25, 0.03125, 0.5 }, "f64")
    local _, slopes = evaluate(numbers)
    local numeric = game.differences(function(moved)
      return (evaluate(moved))
    end, numbers, 2 ^ -6)
    is_exact(slopes, numeric, 1e-6)
    check.truthy(slopes:abs():min():item() > 1e-3)
  end)
end

-- the numbers that an edit makes of phi: two moves and a gate
local function edited(phi)
  local moved = pathwise.move({ 0.2, 0.05 }, phi:narrow(1, 1, 2), 0.6, { 0.4, -0.3 })
  return tensor.concat({ moved, pathwise.gate(phi:narrow(1, 3, 1)) })
end

function T.a_workers_gradient_goes_on_into_the_policys_parameters()
  with_worker(function(evaluate)
    local phi = tensor.tensor({ 0.1, -0.2, 0.3 }, "f64"):requires_grad()
    local values = edited(phi)
    local _, slopes = evaluate(values)
    local surrogate = pathwise.surrogate(values, slopes)
    local numeric = game.differences(function(moved)
      return (evaluate(edited(moved)))
    end, phi, 0.125)
    is_exact(surrogate:grad(phi), numeric, 1e-5)
  end)
end

return T

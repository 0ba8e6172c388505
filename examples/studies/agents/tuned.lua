--- An agent of a good structure whose constants are bad: what tuning is compared on.
--
-- It sees all numbers of a case and their products, standardised, and learns a linear model beside
-- a hidden layer with a penalty on the weights. The first rate and the starting weights are far too
-- small, the penalty is far too great.

local answer = require("hyla.kit.answer")
local cross = require("hyla.kit.cross")
local optim = require("hyla.optim")
local random = require("hyla.rng")
local stat = require("hyla.kit.stat")
local tensor = require("hyla.tensor")
local weight = require("hyla.kit.weight")

local M = {}

local optimiser = optim.sgd

--- Returns what the agent sees of a case: as many numbers for every case.
local function look(state, input)
  local x = { 1 }
  for _, field in ipairs(state.schema.fields) do
    x[#x + 1] = field.kind == "number" and input[field.name] or nil
  end
  return x
end

--- Returns the learning rate, from the first step (`progress` 0) to the last (1).
local function rate(progress)
  local first, share = 0.004, 0.9
  return first * (1 - share * progress)
end

--- Returns the cases to fit and, every fifth apart, those to hold back: rows [n, k] and targets.
local function divide(state, cases, rows)
  local fit, held = { rows = {}, answers = {} }, { rows = {}, answers = {} }
  for i, case in ipairs(cases) do
    local part = i % 5 == 0 and held or fit
    table.insert(part.rows, rows[i])
    table.insert(part.answers, case.answer)
  end
  for _, part in ipairs({ fit, held }) do
    part.rows = tensor.tensor(part.rows)
    part.targets = answer.targets(state.code, part.answers)
  end
  return fit, held
end

--- Returns the weights to start from, for rows of so many numbers.
local function start(width, outputs)
  local weights = { tensor.zeros({ width, outputs }) }
  local rng = random.new(1)
  weights[2] = tensor.randn({ width, 6 }, rng) * 0.02
  weights[3] = tensor.randn({ 6, outputs }, rng) * 0.02
  return weights
end

--- Returns what weights make of rows: a column [n] for each class, or for the number.
local function model(weights, rows)
  local outputs = rows:matmul(weights[1])
  outputs = outputs + rows:matmul(weights[2]):tanh():matmul(weights[3])
  return outputs
end

--- Returns the weights that were learned.
local function train(state, fit)
  local weights = optim.leaves(start(fit.rows:size(2), state.code.width))
  local moments = optimiser({ rate = 0 }).init(weights)
  local steps = 20
  for step = 1, steps do
    local seen = fit.rows
    local loss = answer.likelihood(model(weights, seen), fit.targets)
    loss = loss + weight.squares(weights) * 0.3
    local gradient = loss:grad(weights)
    local course = optimiser({ rate = rate((step - 1) / steps) })
    weights, moments = course.step(weights, gradient, moments)
  end
  return weights
end

--- Returns the outputs for rows by what was learned.
local function predict(state, rows)
  return model(state.weights, rows)
end

--- Starts an agent: what it keeps from learning to acting.
function M.init(schema)
  return { schema = schema }
end

--- Learns from cases with their answers; returns the loss on those held back, a tensor.
function M.learn(state, cases)
  state.code = answer.code(state.schema, cases)
  local rows = {}
  for i, case in ipairs(cases) do
    rows[i] = look(state, case.input)
  end
  state.scale = stat.scale(rows)
  for i = 1, #rows do
    rows[i] = cross.products(stat.rescale(rows[i], state.scale), 8)
  end
  local fit, held = divide(state, cases, rows)
  state.weights = train(state, fit)
  return answer.likelihood(predict(state, held.rows), held.targets)
end

--- Returns the answer to a case; nil while no class is likely enough.
function M.act(state, input)
  local row = cross.products(stat.rescale(look(state, input), state.scale), 8)
  local outputs = predict(state, tensor.tensor({ row }))
  return answer.of(state.code, outputs, 0.5)
end

return M

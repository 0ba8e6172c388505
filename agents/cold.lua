--- The cold-start agent: a model of a bias alone, which never grows sure enough to name a class,
--- and whose number is the mean of those it learned from.
--
-- Editors grow it from here. They find their places by the names an agent uses: `look` lists what
-- is seen of a case, `rows` and `row` hold what was seen, `start` and `model` are what is learned,
-- `train` is how: `rate` is the course of the steps, `optimiser` takes them.

local answer = require("hyla.kit.answer")
local optim = require("hyla.optim")
local tensor = require("hyla.tensor")

local M = {}

local optimiser = optim.sgd

--- Returns what the agent sees of a case: as many numbers for every case.
--- `own` is the case itself where it is learned from, nil for a new one.
local function look(state, input, own)
  local x = { 1 }
  return x
end

--- Returns the learning rate, from the first step (`progress` 0) to the last (1).
local function rate(progress)
  local first = 0.05
  return first
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
  return weights
end

--- Returns what weights make of rows: a column [n] for each class, or for the number.
local function model(weights, rows)
  local outputs = rows:matmul(weights[1])
  return outputs
end

--- Returns the weights that were learned.
local function train(state, fit, held)
  local weights = optim.leaves(start(fit.rows:size(2), state.code.width))
  local moments = optimiser({ rate = 0 }).init(weights)
  local steps = 20
  for step = 1, steps do
    local seen = fit.rows
    local loss = answer.likelihood(model(weights, seen), fit.targets)
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
  return { schema = schema, memory = {} }
end

--- Learns from cases with their answers; returns the loss on those held back, a tensor.
function M.learn(state, cases)
  state.code = answer.code(state.schema, cases)
  local rows = {}
  for i, case in ipairs(cases) do
    rows[i] = look(state, case.input, case)
  end
  local fit, held = divide(state, cases, rows)
  state.weights = train(state, fit, held)
  return answer.likelihood(predict(state, held.rows), held.targets)
end

--- Returns the answer to a case; nil while no class is likely enough.
function M.act(state, input)
  local row = look(state, input)
  local outputs = predict(state, tensor.tensor({ row }))
  return answer.of(state.code, outputs, 0.7)
end

return M

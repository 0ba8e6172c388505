--- The cold-start agent: a softmax model of a bias alone, too unsure of itself to answer at all.
--
-- Editors grow it from here. They find their places by the names an agent uses: `look` lists what
-- is seen of a case, `rows` and `row` hold what was seen, `rate` is the course of learning,
-- `optimiser` takes the steps, `weights` is what is learned.

local optim = require("hyla.optim")
local tensor = require("hyla.tensor")

local M = {}

local optimiser = optim.sgd

--- Returns what the agent sees of a case: as many numbers for every case.
--- `own` is the answer of a case that is learned from, nil for a new one.
local function look(state, input, own)
  local x = { 1 }
  return x
end

--- Returns the learning rate, from the first step (`progress` 0) to the last (1).
local function rate(progress)
  return 0.1
end

--- Returns the cases to fit and, every fifth apart, those to hold back: rows [n, k], classes [n].
local function divide(state, cases, rows)
  local fit, held = { rows = {}, classes = {} }, { rows = {}, classes = {} }
  for i, case in ipairs(cases) do
    local part = i % 5 == 0 and held or fit
    table.insert(part.rows, rows[i])
    table.insert(part.classes, state.index[case.answer])
  end
  for _, part in ipairs({ fit, held }) do
    part.rows, part.classes = tensor.tensor(part.rows), tensor.tensor(part.classes)
  end
  return fit, held
end

--- Returns the mean cross-entropy of one part of the cases.
local function loss_of(weights, part)
  return part.rows:matmul(weights):cross_entropy(part.classes)
end

--- Starts an agent: what it keeps from learning to acting.
function M.init(schema)
  local state = { schema = schema, index = {}, memory = {} }
  for i, answer in ipairs(schema.answers) do
    state.index[answer] = i
  end
  return state
end

--- Learns from cases with their answers; returns the loss on those held back, a tensor.
function M.learn(state, cases)
  local rows = {}
  for i, case in ipairs(cases) do
    rows[i] = look(state, case.input, case.answer)
  end
  local fit, held = divide(state, cases, rows)
  local weights = tensor.zeros({ #rows[1], #state.schema.answers }):requires_grad()
  local moments = optimiser({ rate = 0 }).init({ weights })
  local steps = 30
  for step = 1, steps do
    local loss = loss_of(weights, fit) + 0.01 * (weights * weights):sum()
    local gradient = loss:grad({ weights })
    local course = optimiser({ rate = rate((step - 1) / steps) })
    local moved
    moved, moments = course.step({ weights }, gradient, moments)
    weights = moved[1]
  end
  state.weights = weights
  return loss_of(weights, held)
end

--- Returns the answer to a case, or nil while none is likely enough.
function M.act(state, input)
  local row = look(state, input)
  local likely = tensor.tensor({ row }):matmul(state.weights):softmax(2)
  local best = likely:argmax(2):item()
  if likely:max():item() < 0.7 then
    return nil
  end
  return state.schema.answers[best]
end

return M

--- The plainest model that a family is compared with: ridge regression on the numbers of a case.
--
-- Classes are fitted one against the rest. tests/examples/reference.lua puts ideas in at the mark,
-- which change what is looked at, how much each case weighs and how it is fitted.

local M = {}

local strength, is_scaled = 0.1, true

local function look(state, input)
  local x = {}
  for _, field in ipairs(state.schema.fields) do
    if field.kind == "number" then
      x[#x + 1] = input[field.name]
    end
  end
  return x
end

local function weigh()
  return 1
end

-- the idea

-- solves a x = b in place, a [n, n] symmetric and positive: Gaussian elimination
local function solve(a, b)
  local n = #b
  for i = 1, n do
    for row = i + 1, n do
      local share = a[row][i] / a[i][i]
      for column = i, n do
        a[row][column] = a[row][column] - share * a[i][column]
      end
      b[row] = b[row] - share * b[i]
    end
  end
  for i = n, 1, -1 do
    for column = i + 1, n do
      b[i] = b[i] - a[i][column] * b[column]
    end
    b[i] = b[i] / a[i][i]
  end
  return b
end

-- [n, n], the sum of weight * x x', and [n], that of weight * y x
local function moments(rows, targets, weights)
  local n = #rows[1]
  local a, b = {}, {}
  for j = 1, n do
    a[j], b[j] = {}, 0
    for k = 1, n do
      a[j][k] = 0
    end
  end
  for i = 1, #rows do
    local row, weight = rows[i], weights[i]
    for j = 1, n do
      b[j] = b[j] + weight * targets[i] * row[j]
      for k = 1, n do
        a[j][k] = a[j][k] + weight * row[j] * row[k]
      end
    end
  end
  return a, b
end

-- the weights of a ridge; the last column is the constant and is not held back
local function fit(rows, targets, weights)
  local a, b = moments(rows, targets, weights)
  for j = 1, #b do
    a[j][j] = a[j][j] + (j < #b and strength * #rows or 1e-9)
  end
  return solve(a, b)
end

local function sum_of(list)
  local sum = 0
  for i = 1, #list do
    sum = sum + list[i]
  end
  return sum
end

-- what brings a column to mean 0 and spread 1
local function scale_of(rows, k)
  local column = {}
  for i = 1, #rows do
    column[i] = rows[i][k]
  end
  local mean = sum_of(column) / #rows
  for i = 1, #rows do
    column[i] = (column[i] - mean) ^ 2
  end
  local spread = math.sqrt(sum_of(column) / #rows)
  return mean, is_scaled and spread > 1e-9 and spread or 1
end

local function rescaled(state, row)
  local x = {}
  for k = 1, #row do
    x[k] = (row[k] - state.centre[k]) / state.spread[k]
  end
  x[#x + 1] = 1
  return x
end

-- [cases]: how much each case speaks for an answer, 1 or -1, or the answer that is a number
local function targets_of(cases, answer)
  local targets = {}
  for i, case in ipairs(cases) do
    targets[i] = type(case.answer) == "number" and case.answer or case.answer == answer and 1 or -1
  end
  return targets
end

--- Starts the agent.
function M.init(schema)
  local answers = schema.answers == "number" and { "number" } or schema.answers
  return { schema = schema, answers = answers, centre = {}, spread = {}, weights = {} }
end

--- Fits one ridge per answer.
function M.learn(state, cases)
  state.cases = cases
  local rows, weights = {}, {}
  for i, case in ipairs(cases) do
    rows[i], weights[i] = look(state, case.input), weigh(state, case)
  end
  for k = 1, #rows[1] do
    state.centre[k], state.spread[k] = scale_of(rows, k)
  end
  for i = 1, #rows do
    rows[i] = rescaled(state, rows[i])
  end
  for a, answer in ipairs(state.answers) do
    state.weights[a] = fit(rows, targets_of(cases, answer), weights)
  end
end

--- Answers with the number, or with the class that most speaks for.
function M.act(state, input)
  local x, best, most = rescaled(state, look(state, input)), nil, -math.huge
  for a, answer in ipairs(state.answers) do
    local value = 0
    for k = 1, #x do
      value = value + state.weights[a][k] * x[k]
    end
    if value > most then
      best, most = answer, value
    end
  end
  return state.schema.answers == "number" and most or best
end

return M

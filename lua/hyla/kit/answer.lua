--- Answers: how an agent learns towards them and gives them, be they classes or numbers.
--
-- A code says how the answers of a task are written as columns: one per class, or one that holds
-- a number standardised by those that were learned from. A model puts out such columns.

local stat = require("hyla.kit.stat")
local tensor = require("hyla.tensor")

local M = {}

---@class AnswerCode
---@field width integer                    Columns.
---@field names? string[]                  The classes; nil where answers are numbers.
---@field index? table<string, integer>    The column of each class.
---@field mean? number                     Of the numbers that are learned from.
---@field spread? number                   Of the same; 1 where they are all equal.

---@class Targets                          What n cases want.
---@field code AnswerCode
---@field answers (string|number)[]        As they came, in the order of the cases.
---@field columns Tensor                   [n, 1] places of classes from 1, or standardised numbers.
---@field weights? Tensor                  [n, 1] of mean 1: what each case counts for.

--- Returns the code of a task's answers.
---
---@param schema Schema
---@param cases Case[]
---@return AnswerCode
function M.code(schema, cases)
  local code = { width = 1 }
  if schema.answers == "number" then
    local values = {}
    for i = 1, #cases do
      values[i] = cases[i].answer
    end
    local spread = stat.spread(values)
    code.mean, code.spread = stat.mean(values), spread > 0 and spread or 1
    return code
  end
  code.names, code.index, code.width = schema.answers, {}, #schema.answers
  for i, name in ipairs(schema.answers) do
    code.index[name] = i
  end
  return code
end

--- Returns one answer as numbers.
---
---@param code AnswerCode
---@param answer string|number
---@return number[] columns
function M.columns(code, answer)
  if not code.names then
    return { (answer - code.mean) / code.spread }
  end
  local columns = {}
  for k = 1, code.width do
    columns[k] = k == code.index[answer] and 1 or 0
  end
  return columns
end

--- Returns what cases with these answers want.
---
---@param code AnswerCode
---@param answers (string|number)[] at least one
---@return Targets
function M.targets(code, answers)
  local columns = {}
  for i = 1, #answers do
    columns[i] = { code.names and code.index[answers[i]] or (answers[i] - code.mean) / code.spread }
  end
  return { code = code, answers = answers, columns = tensor.tensor(columns) }
end

--- Returns the targets of some of the cases, which may come up more than once.
---
---@param targets Targets
---@param places integer[]
---@return Targets
function M.pick(targets, places)
  local answers = {}
  for i, place in ipairs(places) do
    answers[i] = targets.answers[place]
  end
  local picked = M.targets(targets.code, answers)
  picked.weights = targets.weights and targets.weights:index_select(1, tensor.tensor(places))
  return picked
end

-- the mean over the cases of a loss of each [n, 1]
local function mean(each, targets)
  return (targets.weights and each * targets.weights or each):mean()
end

-- the output [n, 1] for the class that is wanted
local function wanted(outputs, targets)
  return outputs:gather(2, targets.columns)
end

--- Returns the cross-entropy of classes, or the squared error of numbers.
---
---@param outputs Tensor [n, width]
---@param targets Targets
---@return Tensor loss a scalar
function M.likelihood(outputs, targets)
  local is_class, columns = targets.code.names, targets.columns
  if targets.weights then
    local away = is_class and -wanted(outputs:log_softmax(2), targets) or (outputs - columns) ^ 2
    return mean(away, targets)
  end
  return is_class and outputs:cross_entropy(columns:reshape(-1)) or outputs:mse(columns)
end

--- Returns a hinge: by how much a class is short of leading every other by 1 (Weston & Watkins
--- 1999), or by how much a number is further away than a tenth of the spread (Vapnik 1995).
---
---@param outputs Tensor [n, width]
---@param targets Targets
---@return Tensor loss a scalar
function M.margin(outputs, targets)
  if not targets.code.names then
    return mean(((outputs - targets.columns):abs() - 0.1):relu(), targets)
  end
  local short = (outputs - wanted(outputs, targets) + 1):relu():sum(2, true)
  return mean((short - 1) / math.max(1, targets.code.width - 1), targets)
end

--- Returns a loss that a few wrong answers cannot rule: the probability of a wrong class (Ghosh,
--- Kumar & Sastry 2017), or sqrt(1 + e^2) - 1 of the error e of a number (Charbonnier et al. 1994).
---
---@param outputs Tensor [n, width]
---@param targets Targets
---@return Tensor loss a scalar
function M.robust(outputs, targets)
  if targets.code.names then
    return mean(1 - wanted(outputs:softmax(2), targets), targets)
  end
  return mean(((outputs - targets.columns) ^ 2 + 1):sqrt() - 1, targets)
end

-- the same targets, where each case counts for that much more or less
local function weighted(targets, weights)
  local share = tensor.tensor(weights) / stat.mean(weights)
  share = share:reshape(-1, 1)
  local product = targets.weights and targets.weights * share or share
  return {
    code = targets.code,
    answers = targets.answers,
    columns = targets.columns,
    weights = product / product:mean(),
  }
end

--- Returns targets in which every class counts for as much; numbers stay as they are.
---
---@param targets Targets
---@return Targets
function M.balanced(targets)
  if not targets.code.names then
    return targets
  end
  local counts, weights = {}, {}
  for _, answer in ipairs(targets.answers) do
    counts[answer] = (counts[answer] or 0) + 1
  end
  for i, answer in ipairs(targets.answers) do
    weights[i] = 1 / counts[answer]
  end
  return weighted(targets, weights)
end

--- Returns targets in which a case counts for half as much as one `half_life` cases after it.
---
---@param targets Targets
---@param half_life number
---@return Targets
function M.recent(targets, half_life)
  local count, weights = #targets.answers, {}
  for i = 1, count do
    weights[i] = 0.5 ^ ((count - i) / half_life)
  end
  return weighted(targets, weights)
end

-- the most likely class of one row of outputs, and how likely it is (softmax)
local function most_likely(row)
  local best, sum = 1, 0
  for k = 2, #row do
    best = row[k] > row[best] and k or best
  end
  for k = 1, #row do
    sum = sum + math.exp(row[k] - row[best])
  end
  return best, 1 / sum
end

--- Returns the answer that outputs for one case mean.
---
---@param code AnswerCode
---@param outputs Tensor [1, width]
---@param threshold number a class that is less likely is not answered
---@return string|number|nil answer
function M.of(code, outputs, threshold)
  if not code.names then
    return code.mean + code.spread * outputs:item()
  end
  local best, likely = most_likely(outputs:tolist()[1])
  return likely >= threshold and code.names[best] or nil
end

--- Returns the least likelihood at which answering a class paid best on these cases: 1 for each
--- right answer, -1 / (classes - 1) for each wrong one. It is 0 where all answers pay together.
---
---@param outputs Tensor [n, width]
---@param targets Targets
---@return number threshold 0 where answers are numbers
function M.threshold(outputs, targets)
  local code, tries = targets.code, {}
  if not code.names then
    return 0
  end
  for i, row in ipairs(outputs:tolist()) do
    local best, likely = most_likely(row)
    local is_right = code.names[best] == targets.answers[i]
    tries[i] = { likely = likely, worth = is_right and 1 or -1 / math.max(1, code.width - 1) }
  end
  table.sort(tries, function(a, b)
    return a.likely > b.likely
  end)
  local sum, most, threshold = 0, 0, 1
  for i, try in ipairs(tries) do
    sum = sum + try.worth
    if sum >= most then
      most, threshold = sum, i < #tries and try.likely or 0
    end
  end
  return threshold
end

return M

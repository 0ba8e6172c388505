--- Families: what every generated family keeps, checked on one of them.

local canonical = require("hyla.canonical")
local check = require("tests.support.check")
local reference = require("tests.examples.reference")
local tasks = require("hyla.task")

local M = {}

--- What is checked: each takes a task module and its options.
local CLAIMS = {}

local SPLITS = { "train", "validation", "test" }

local function written(task)
  local parts = {}
  for i, split in ipairs(SPLITS) do
    parts[i] = canonical.encode(task:cases(split), split)
  end
  return table.concat(parts)
end

-- the seed decides the cases, all of them
function CLAIMS.is_decided_by_its_seed(module, options)
  local one = written(reference.task(module, options, 1))
  check.equal(written(reference.task(module, options, 1)), one)
  check.truthy(written(reference.task(module, options, 2)) ~= one)
end

-- no id and no input comes twice, and hyla.task finds nothing amiss
function CLAIMS.has_disjoint_splits(module, options)
  local task, seen = reference.task(module, options, 3), {}
  local cases = assert(tasks.load(task))
  for _, split in ipairs(SPLITS) do
    for _, case in ipairs(cases[split]) do
      local input = canonical.encode(case.input, "input")
      check.falsy(seen[case.id] or seen[input])
      seen[case.id], seen[input] = true, true
    end
  end
end

function CLAIMS.has_as_many_cases_as_asked_for(module, options)
  local asked = { train = 30, validation = 20, test = 50 }
  for key, value in pairs(options) do
    asked[key] = value
  end
  local task = reference.task(module, asked, 4)
  check.equal(#task:cases("train"), 30)
  check.equal(#task:cases("validation"), 20)
  check.equal(#task:cases("test"), 50)
end

local function answers_of(cases)
  local answers = {}
  for i, case in ipairs(cases) do
    answers[i] = case.answer
  end
  return answers
end

-- the same answer to every case: each class in turn, or the mean of the true numbers
local function constants(task, cases)
  if task.schema.answers ~= "number" then
    return task.schema.answers
  end
  local sum = 0
  for _, case in ipairs(cases) do
    sum = sum + case.answer
  end
  return { sum / #cases }
end

function CLAIMS.measures_true_answers_one_and_constant_ones_nought(module, options)
  local task = reference.task(module, options, 5)
  for _, split in ipairs({ "validation", "test" }) do
    local cases = task:cases(split)
    check.equal(task:measure(answers_of(cases), cases), 1)
    for _, answer in ipairs(constants(task, cases)) do
      local answers = {}
      for i = 1, #cases do
        answers[i] = answer
      end
      check.near(task:measure(answers, cases), 0)
    end
  end
end

-- some answers are right, some wrong, one is missing
local function some_answers(cases)
  local answers = answers_of(cases)
  for i = 2, #cases, 2 do
    answers[i] = cases[i - 1].answer
  end
  answers[#cases] = nil
  return answers
end

function CLAIMS.is_measured_by_a_mean_where_it_has_a_scorer(module, options)
  local task = reference.task(module, options, 7)
  check.equal(task.scorer == nil, task.schema.answers == "number")
  local cases, sum = task:cases("validation"), 0
  if task.scorer then
    local scorer, answers = task:scorer(cases), some_answers(cases)
    for i, case in ipairs(cases) do
      sum = sum + scorer.score(answers[i], case)
    end
    check.near(sum / #cases, task:measure(answers, cases), 1e-9)
  end
end

-- the answer as a number
local function amount(task, answer)
  if type(answer) == "number" then
    return answer
  end
  return answer == task.schema.answers[1] and 1 or 0
end

local function correlation(xs, ys)
  local n, x_sum, y_sum, xx, yy, xy = #xs, 0, 0, 0, 0, 0
  for i = 1, n do
    x_sum, y_sum = x_sum + xs[i], y_sum + ys[i]
    xx, yy, xy = xx + xs[i] ^ 2, yy + ys[i] ^ 2, xy + xs[i] * ys[i]
  end
  return (xy - x_sum * y_sum / n) / math.sqrt((xx - x_sum ^ 2 / n) * (yy - y_sum ^ 2 / n))
end

-- neither a case's place nor the answer before it tells its answer
function CLAIMS.tells_nothing_by_its_order(module, options)
  local many = { test = 2000 }
  for key, value in pairs(options) do
    many[key] = value
  end
  local task = reference.task(module, many, 6)
  local places, before, answers = {}, {}, {}
  local last = 0
  for i, case in ipairs(task:cases("test")) do
    places[i], before[i], answers[i] = i, last, amount(task, case.answer)
    last = answers[i]
  end
  -- four standard errors of 2000 cases
  check.near(correlation(places, answers), 0, 0.09)
  check.near(correlation(before, answers), 0, 0.09)
end

--- Adds one test for each of these checks and each of some options.
---
---@param T table<string, function>
---@param module string
---@param variants table<string, table> Options by the name that the tests get.
---@param spared? table<string, true> Claims that the family does not make.
function M.add(T, module, variants, spared)
  for name, options in pairs(variants) do
    for claim, holds in pairs(CLAIMS) do
      T[("%s_%s"):format(name, claim)] = not (spared or {})[claim] and function()
        holds(module, options)
      end or nil
    end
  end
end

--- Checks what the ideas of a family reach against what they are said to, over 20 instances.
---
---@param family string
function M.check_levels(family)
  for _, idea in ipairs(require("tests.examples.ideas." .. family)) do
    local level = reference.level(idea, 20)
    if level < (idea.least or -1) or level > (idea.most or 1) then
      local text = "%s %s reaches %.3f, wanted %s to %s"
      error(text:format(family, idea.name, level, idea.least or -1, idea.most or 1), 2)
    end
  end
end

return M

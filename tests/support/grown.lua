--- Grown agents: sources that editors made, which learn and answer tasks in this process.

local facts = require("hyla.facts")
local random = require("hyla.rng")
local syntax = require("hyla.syntax")
local tasks = require("hyla.task")
local tensor = require("hyla.tensor")

local M = {}

local function read(path)
  local file = assert(io.open(path))
  local source = file:read("*a")
  file:close()
  return source
end

--- The source of the agent that all others grow from.
M.COLD = read("agents/cold.lua")

--- Returns a small table whose rule is known, with what editors may know of it.
---
---@param given table        The options of examples.tabular.
---@param seed? integer
---@return table task
function M.table(given, seed)
  local context = { data = {}, rng = random.new(seed or 1):split("task") }
  local task = assert(tasks.open("examples.tabular.task", given, context))
  local cases = assert(tasks.load(task))
  return {
    task = task,
    cases = cases,
    about = {
      part = "agent",
      schema = task.schema,
      facts = facts.measure(task.schema, cases.train),
      numbers = {},
      gradient = {},
      run = {},
    },
  }
end

-- the value that is given, else the present one, or the first that there is to choose
local function value_of(spec, given)
  if given[spec.name] ~= nil then
    return given[spec.name]
  end
  return spec.kind == "number" and spec.value or spec.values[1]
end

--- Returns a source that an editor changed at its first site.
---
---@param name string
---@param source string
---@param about EditContext
---@param given? table values of arguments; the others are as they are, or the first
---@return string? source nil when there is no site, or the editor declined
---@return string|table numbers or why not
function M.edit(name, source, about, given)
  local editor, tree = require("editors." .. name), assert(syntax.parse(source))
  local site = editor.sites(tree, about)[1]
  if not site then
    return nil, "no site"
  end
  local values = {}
  for _, spec in ipairs(editor.arguments(tree, site, about)) do
    values[spec.name] = value_of(spec, given or {})
  end
  local change, message = editor.apply(tree, site, values, about)
  if not change then
    return nil, message
  end
  assert(syntax.parse(syntax.print(change.tree)))
  return syntax.print(change.tree), change.numbers or {}
end

--- Returns the cold agent after a chain of edits.
---
---@param chain table[] each { editor, arguments }
---@param about EditContext
---@return string source
function M.chain(chain, about)
  local source = M.COLD
  for _, step in ipairs(chain) do
    source = assert(M.edit(step[1], source, about, step[2]))
  end
  return source
end

--- Lets a source learn and answer a split.
---
---@param source string
---@param grown table         As M.table returns it.
---@param split? string       Default: "validation".
---@return { state: table, loss: number, score: number, answers: table, agent: table }
function M.run(source, grown, split)
  local agent = assert(loadstring(source, "=agent"))({})
  local state = agent.init(grown.task.schema)
  local loss, answers = agent.learn(state, grown.cases.train), {}
  local cases = grown.cases[split or "validation"]
  tensor.no_grad(function()
    for i, case in ipairs(cases) do
      answers[i] = agent.act(state, case.input)
    end
  end)
  local score = grown.task:measure(answers, cases)
  return { state = state, agent = agent, loss = loss:item(), answers = answers, score = score }
end

--- Returns the mean score of a chain over instances of a table.
---
---@param chain table[]
---@param given table
---@param count? integer
---@return number
function M.score(chain, given, count)
  local sum = 0
  for seed = 1, count or 4 do
    local grown = M.table(given, seed)
    sum = sum + M.run(M.chain(chain, grown.about), grown).score
  end
  return sum / (count or 4)
end

return M

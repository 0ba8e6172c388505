--- The cell: what a worker does with a program. It runs in the child process of one job.
--
-- The host sends a job, plain data with a `verb`, and gets plain data back. Each verb loads the
-- parts of the program it needs, as text, into the candidate environment. Nothing here knows a
-- label of the validation or test cases; the training cases come with theirs.

local desks = require("hyla.desk")
local facts = require("hyla.facts")
local fuel = require("hyla.fuel")
local grants = require("hyla.grants")
local keys = require("hyla.keys")
local orders = require("hyla.order")
local parts = require("hyla.parts")
local random = require("hyla.rng")
local syntax = require("hyla.syntax")
local tensor = require("hyla.tensor")
local text = require("hyla.kit.text")

local M = {}

--- The modules that a program may require.
M.modules = {
  "hyla.argument",
  "hyla.autodiff",
  "hyla.game.critic",
  "hyla.game.dice",
  "hyla.game.expected",
  "hyla.game.pathwise",
  "hyla.game.score",
  "hyla.graft",
  "hyla.keys",
  "hyla.kit.memory",
  "hyla.kit.stat",
  "hyla.kit.text",
  "hyla.landmark",
  "hyla.lifted",
  "hyla.macro",
  "hyla.nest",
  "hyla.nn",
  "hyla.optim",
  "hyla.place",
  "hyla.rng",
  "hyla.schedule",
  "hyla.syntax",
  "hyla.tensor",
}

--- What every job may know of the task; filled by `prepare` before any candidate runs.
local world = { inputs = {} }

-- counts the words of all texts once, in the template that every child starts from
local function warm(inputs)
  for _, input in ipairs(inputs) do
    for _, field in ipairs(world.schema.fields) do
      if field.kind == "text" or field.kind == "texts" then
        text.bag(input[field.name])
      end
    end
  end
end

-- puts the meter into sources once for all jobs
local function learn(sources)
  for _, source in pairs(sources) do
    fuel.learn(source)
  end
end

--- Takes what the host shows of the task. Runs in the template state; may be called again to add a
--- split.
---
---@param value { schema?: Schema, train?: Case[], inputs?: table<string, table[]>, fuel?: integer,
---  parts?: table<string, string> } `parts` are sources that many jobs will load
function M.prepare(value)
  world.fuel = value.fuel or world.fuel
  learn(world.fuel and value.parts or {})
  world.schema = value.schema or world.schema
  world.train = value.train or world.train
  if value.train then
    local inputs = {}
    for i, case in ipairs(value.train) do
      inputs[i] = case.input
    end
    warm(inputs)
    world.facts = facts.measure(world.schema, world.train)
  end
  for split, inputs in pairs(value.inputs or {}) do
    warm(inputs)
    world.inputs[split] = inputs
  end
end

-- lifted numbers as recorded scalars, so that the loss can be differentiated by each
local function track(numbers)
  local tracked = {}
  for name, value in pairs(numbers) do
    tracked[name] = tensor.tensor(value):requires_grad()
  end
  return tracked
end

-- d loss / d number, by name
local function gradient_of(loss, numbers)
  local names, list = keys.sorted(numbers), {}
  for i, name in ipairs(names) do
    list[i] = numbers[name]
  end
  local gradient = {}
  for i, slope in ipairs(#list > 0 and loss:grad(list) or {}) do
    gradient[names[i]] = slope:item()
  end
  return gradient
end

-- `load` with what a trial of the walls hands to the candidate
local function granting(load, names)
  local globals = {}
  for _, name in ipairs(names) do
    globals[name] = grants.of(name)
  end
  return function(source, name)
    return load(source, name, globals)
  end
end

local VERBS = {}

--- Runs a program's agent: it learns from the training cases and answers one split.
--- -> { answers = { [i] = answer to the i-th case shown }, loss?, gradient?, fuel? }, or a string:
--- why there is no agent
function VERBS.evaluate(job, load, fuel_used)
  local numbers = track(job.program.numbers)
  if job.grants then
    load = granting(load, job.grants)
  end
  local agent, message = parts.agent(job.program, load, numbers)
  if not agent then
    return message
  end
  local state = agent.init(world.schema)
  local loss = agent.learn(state, world.train)
  local report = { answers = {} }
  if loss ~= nil then
    report.loss = loss:item()
    report.gradient = gradient_of(loss, numbers)
  end
  local inputs = world.inputs[job.split]
  tensor.no_grad(function()
    for i, case in ipairs(orders.of(job.salt, #inputs)) do
      report.answers[i] = agent.act(state, inputs[case])
    end
  end)
  report.fuel = fuel_used and fuel_used()
  return report
end

--- Starts a policy's parameters. -> plain data
function VERBS.start(job, load)
  return parts.policy(job.program, load).start(random.new(job.seed))
end

--- Picks whom to edit. -> { parent = n, mate? = n }
function VERBS.pick(job, load)
  local rng = random.new(job.seed):split("pick " .. job.n)
  return parts.policy(job.program, load).pick(job.policy, job.view, rng)
end

--- Proposes an edit of the program by its own policy and editors. -> Edit
function VERBS.propose(job, load)
  local rng = random.new(job.seed):split("propose " .. job.n)
  local desk = { parts = keys.sorted(job.program.parts) }
  function desk.options(part)
    return desks.options(job, part, world, load)
  end
  return parts.policy(job.program, load).propose(job.policy, job.view, desk, rng)
end

--- Applies an edit to the program with its own editor.
--- -> { source = string, numbers = { [name] = value, or false to drop it }, fault? = why the source
--- could not be edited again }
function VERBS.apply(job, load)
  local edit = job.edit
  local tree = assert(syntax.parse(job.program.parts[edit.part], edit.part))
  local editor = parts.editor(job.program, edit.editor, load)
  local context = desks.context(job, edit.part, world)
  local change, message = editor.apply(tree, edit.site, edit.arguments, context)
  if not change then
    error(message or "the editor declined", 0)
  end
  local source = syntax.print(change.tree)
  local is_whole, fault = syntax.parse(source, edit.part)
  return { source = source, numbers = change.numbers or {}, fault = not is_whole and fault or nil }
end

--- Takes the gradient of one experience. -> plain data of the policy's own form
function VERBS.gradient(job, load)
  return parts.policy(job.program, load).gradient(job.policy, job.experience)
end

--- Moves a policy's parameters by a gradient. -> the new parameters
function VERBS.update(job, load)
  return parts.policy(job.program, load).update(job.policy, job.gradient)
end

--- Does one job.
---
---@param job table plain data with a `verb`
---@param load Load compiles candidate text
---@param exhaust fun(message: string) ends a job that has used up its fuel
---@return any plain data
function M.run(job, load, exhaust)
  if not world.fuel then
    return VERBS[job.verb](job, load)
  end
  local tank = fuel.tank(world.fuel, load, exhaust)
  return VERBS[job.verb](job, tank.load, tank.used)
end

return M

--- The cell: what a worker does with a program. It runs in the child process of one job.
--
-- The host sends a job, plain data with a `verb`, and gets plain data back. Each verb loads the
-- parts of the program it needs, as text, into the candidate environment. Nothing here knows a
-- label of the validation or test cases; the training cases come with theirs.

local facts = require("hyla.facts")
local fuel = require("hyla.fuel")
local grants = require("hyla.grants")
local keys = require("hyla.keys")
local orders = require("hyla.order")
local parts = require("hyla.parts")
local players = require("hyla.player")
local syntax = require("hyla.syntax")
local tensor = require("hyla.tensor")
local text = require("hyla.kit.text")

local M = {}

--- The modules that a program may require.
M.modules = {
  "hyla.amend",
  "hyla.argument",
  "hyla.autodiff",
  "hyla.belief",
  "hyla.binding",
  "hyla.compose",
  "hyla.credit",
  "hyla.game.critic",
  "hyla.game.dice",
  "hyla.game.expected",
  "hyla.game.pathwise",
  "hyla.game.score",
  "hyla.graft",
  "hyla.growth",
  "hyla.keys",
  "hyla.kit.answer",
  "hyla.kit.cross",
  "hyla.kit.memory",
  "hyla.kit.near",
  "hyla.kit.sample",
  "hyla.kit.stat",
  "hyla.kit.text",
  "hyla.kit.weight",
  "hyla.landmark",
  "hyla.learner",
  "hyla.lifted",
  "hyla.literal",
  "hyla.macro",
  "hyla.mine",
  "hyla.nest",
  "hyla.nn",
  "hyla.optim",
  "hyla.parents",
  "hyla.place",
  "hyla.proposal",
  "hyla.rng",
  "hyla.schedule",
  "hyla.shift",
  "hyla.syntax",
  "hyla.tally",
  "hyla.tensor",
  "hyla.unlearned",
  "hyla.vocabulary",
  "hyla.widening",
}

---@class World           What jobs may know of one task.
---@field schema Schema
---@field train Case[]
---@field facts Facts
---@field inputs table<string, table[]>  By split.

--- Tasks by number; filled by `prepare` before any candidate runs.
---@type World[]
local worlds = {}

--- The fuel of a job, where there is a meter.
local fuel_of_job

--- The work that the tensors of a job may be asked for, where there is a limit.
local work_of_job

-- counts the words of all texts once, in the template that every child starts from
local function warm(world, inputs)
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

local function show_train(world, train)
  local inputs = {}
  for i, case in ipairs(train) do
    inputs[i] = case.input
  end
  warm(world, inputs)
  world.train, world.facts = train, facts.measure(world.schema, train)
end

local function show_task(number, shown)
  local world = worlds[number] or { inputs = {} }
  worlds[number] = world
  world.schema = shown.schema or world.schema
  if shown.train then
    show_train(world, shown.train)
  end
  for split, inputs in pairs(shown.inputs or {}) do
    warm(world, inputs)
    world.inputs[split] = inputs
  end
end

---@class Shown
---@field tasks? table<integer, table>  Each a part of a World, but for the facts.
---@field fuel? integer
---@field work? integer
---@field parts? table<string, string>  Sources that many jobs will load.

--- Takes what the host shows of one or more tasks. Runs in the template state; may be called again
--- to add tasks, or a split to one.
---
---@param value Shown
function M.prepare(value)
  fuel_of_job, work_of_job = value.fuel or fuel_of_job, value.work or work_of_job
  learn(fuel_of_job and value.parts or {})
  for number, shown in pairs(value.tasks or {}) do
    show_task(number, shown)
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

--- Runs a program's agent: it learns from the training cases and answers one split, or a part of
--- it. A gradient comes with the first part alone.
--- -> { answers = { [i] = answer to the i-th case shown }, loss?, gradient?, fuel?, work? }, or a
--- string: why there is no agent
function VERBS.evaluate(job, load, fuel_used, work_used)
  local world = worlds[job.task]
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
  local part = job.part
  if loss ~= nil and (not part or part.first == 1) then
    report.loss = loss:item()
    report.gradient = gradient_of(loss, numbers)
  end
  local inputs = world.inputs[job.split]
  tensor.no_grad(function()
    for i, case in ipairs(orders.part(orders.of(job.salt, #inputs), part)) do
      report.answers[i] = agent.act(state, inputs[case])
    end
  end)
  report.fuel = fuel_used and fuel_used()
  report.work = work_used and math.ceil(work_used())
  return report
end

--- The verbs of a program's own policy and editors: see hyla.player.
for _, verb in ipairs({ "start", "open", "pick", "propose", "gradient", "update", "learn" }) do
  VERBS[verb] = function(job, load)
    local player = players.new(job.program, load, worlds)
    return player[verb](player, job)
  end
end

-- why one of the sources could not be edited again, or nil
local function fault_in(sources)
  for _, part in ipairs(keys.sorted(sources)) do
    local is_whole, fault = syntax.parse(sources[part], part)
    if not is_whole then
      return fault
    end
  end
end

--- Applies an edit to the program with its own editors.
--- -> DeskChange, with `fault`: why a source could not be edited again
function VERBS.apply(job, load)
  local change = players.new(job.program, load, worlds):apply(job)
  change.fault = fault_in(change.parts)
  return change
end

--- Tries a part that is to be swapped in.
--- -> what Player:probe reports
function VERBS.probe(job, load)
  return players.new(job.program, load, worlds):probe(job)
end

--- Does one job.
---
---@param job table plain data with a `verb`
---@param load Load compiles candidate text
---@param exhaust fun(message: string) ends a job that has used up its fuel
---@param work fun(limit?: number): number begins to count the work of tensors; tells it
---@return any plain data
function M.run(job, load, exhaust, work)
  work(work_of_job or math.huge)
  local work_used = work_of_job and work
  if not fuel_of_job then
    return VERBS[job.verb](job, load, nil, work_used)
  end
  local tank = fuel.tank(fuel_of_job, load, exhaust)
  return VERBS[job.verb](job, tank.load, tank.used, work_used)
end

return M

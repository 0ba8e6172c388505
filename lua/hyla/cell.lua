--- The cell: what a worker does with a program. It runs in the child process of one job.
--
-- The host sends a job, plain data with a `verb`, and gets plain data back. Each verb loads the
-- parts of the program it needs, as text, into the candidate environment. Nothing here knows a
-- label of the validation or test cases; the training cases come with theirs.

local argument = require("hyla.argument")
local facts = require("hyla.facts")
local random = require("hyla.rng")
local syntax = require("hyla.syntax")
local tensor = require("hyla.tensor")
local text = require("hyla.kit.text")

local M = {}

--- The modules that a program may require.
M.modules = {
  "hyla.argument",
  "hyla.kit.memory",
  "hyla.kit.stat",
  "hyla.kit.text",
  "hyla.landmark",
  "hyla.optim",
  "hyla.rng",
  "hyla.syntax",
  "hyla.tensor",
}

--- What every job may know of the task; filled by `prepare` before any candidate runs.
local world = { inputs = {} }

---@class EditContext
---@field part string                        The part that is edited, such as "agent".
---@field schema Schema
---@field facts Facts
---@field numbers table<string, number>      The program's lifted numbers.
---@field gradient table<string, number>     d loss / d number of the parent; empty when unknown.
---@field mate? { tree: table, numbers: table<string, number> } The same part of another program.

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

--- Takes what the host shows of the task. Runs in the template state; may be called again to add a
--- split.
---
---@param value { schema?: Schema, train?: Case[], inputs?: table<string, table[]> }
function M.prepare(value)
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

local function load_part(program, name, load, numbers)
  local source = program.parts[name]
  if not source then
    error(("the program has no part %s"):format(name), 0)
  end
  return load(source, name)(numbers)
end

local function check_functions(module, name, wanted)
  if type(module) ~= "table" then
    error(("%s wants to be a table, got a %s"):format(name, type(module)), 0)
  end
  for _, key in ipairs(wanted) do
    if type(module[key]) ~= "function" then
      error(("%s wants a function %s, got a %s"):format(name, key, type(module[key])), 0)
    end
  end
  return module
end

local function load_policy(program, load)
  local wanted = { "start", "pick", "propose", "gradient", "update" }
  return check_functions(load_part(program, "policy", load, {}), "policy", wanted)
end

local function load_editor(program, name, load)
  local wanted = { "sites", "arguments", "apply" }
  local part = "editors/" .. name
  return check_functions(load_part(program, part, load, {}), part, wanted)
end

-- an agent is a module with init, learn and act, or just a function of the input
local function load_agent(program, load, numbers)
  local agent = load_part(program, "agent", load, numbers)
  if type(agent) == "function" then
    local act = agent
    agent = {
      init = function() end,
      learn = function() end,
      act = function(_, input)
        return act(input)
      end,
    }
  end
  return check_functions(agent, "agent", { "init", "learn", "act" })
end

local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
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
  local names, list = sorted_keys(numbers), {}
  for i, name in ipairs(names) do
    list[i] = numbers[name]
  end
  local gradient = {}
  for i, slope in ipairs(#list > 0 and loss:grad(list) or {}) do
    gradient[names[i]] = slope:item()
  end
  return gradient
end

local VERBS = {}

--- Runs a program's agent: it learns from the training cases and answers one split.
--- -> { answers = { [i] = answer }, loss?, gradient? }
function VERBS.evaluate(job, load)
  local numbers = track(job.program.numbers)
  local agent = load_agent(job.program, load, numbers)
  local state = agent.init(world.schema)
  local loss = agent.learn(state, world.train)
  local report = { answers = {} }
  if loss ~= nil then
    report.loss = loss:item()
    report.gradient = gradient_of(loss, numbers)
  end
  tensor.no_grad(function()
    for i, input in ipairs(world.inputs[job.split]) do
      report.answers[i] = agent.act(state, input)
    end
  end)
  return report
end

-- what an editor may know while it works on one part
local function context_of(job, part)
  local context = {
    part = part:match("^%w+"),
    schema = world.schema,
    facts = world.facts,
    numbers = job.program.numbers,
    gradient = job.gradient or {},
  }
  local other = job.mate and job.mate.parts[part]
  if other then
    context.mate = { tree = assert(syntax.parse(other, part)), numbers = job.mate.numbers }
  end
  return context
end

local SOURCES = { "gradient", "neighbour", "random", "statistic" }

local function offers(arguments, source)
  for _, spec in ipairs(arguments) do
    if argument.offers(spec, source) then
      return true
    end
  end
  return #arguments == 0 and source == "random"
end

-- all places where an editor can work, with what it asks for there
local function moves_of(editor, tree, context)
  local moves = {}
  for i, site in ipairs(editor.sites(tree, context)) do
    moves[i] = { site = site, arguments = editor.arguments(tree, site, context) }
  end
  return moves
end

-- adds what one editor can do to a part, an option for each source of its arguments
local function add_options(options, editor, tree, context)
  local moves = moves_of(editor, tree, context)
  for _, source in ipairs(SOURCES) do
    local option = { editor = editor.name, source = source, moves = {} }
    for _, move in ipairs(moves) do
      if offers(move.arguments, source) then
        table.insert(option.moves, move)
      end
    end
    if #option.moves > 0 then
      options[#options + 1] = option
    end
  end
end

local function targets(editor, kind)
  for _, part in ipairs(editor.parts) do
    if part == kind then
      return true
    end
  end
  return false
end

---@class Option
---@field editor string
---@field source Source
---@field moves { site: Site, arguments: Argument[] }[]

-- all that the program's editors can do to one of its parts
local function options_for(job, part, load)
  local tree = assert(syntax.parse(job.program.parts[part], part))
  local context, options = context_of(job, part), {}
  for _, name in ipairs(sorted_keys(job.program.parts)) do
    local short = name:match("^editors/(.+)$")
    local editor = short and load_editor(job.program, short, load)
    if editor and targets(editor, context.part) then
      add_options(options, editor, tree, context)
    end
  end
  return options
end

--- Starts a policy's parameters. -> plain data
function VERBS.start(job, load)
  return load_policy(job.program, load).start(random.new(job.seed))
end

--- Picks whom to edit. -> { parent = n, mate? = n }
function VERBS.pick(job, load)
  local rng = random.new(job.seed):split("pick " .. job.n)
  return load_policy(job.program, load).pick(job.policy, job.view, rng)
end

--- Proposes an edit of the program by its own policy and editors. -> Edit
function VERBS.propose(job, load)
  local rng = random.new(job.seed):split("propose " .. job.n)
  local desk = { parts = sorted_keys(job.program.parts) }
  function desk.options(part)
    return options_for(job, part, load)
  end
  return load_policy(job.program, load).propose(job.policy, job.view, desk, rng)
end

--- Applies an edit to the program with its own editor.
--- -> { source = string, numbers = { [name] = value, or false to drop it } }
function VERBS.apply(job, load)
  local edit = job.edit
  local tree = assert(syntax.parse(job.program.parts[edit.part], edit.part))
  local editor = load_editor(job.program, edit.editor, load)
  local context = context_of(job, edit.part)
  local change, message = editor.apply(tree, edit.site, edit.arguments, context)
  if not change then
    error(message or "the editor declined", 0)
  end
  return { source = syntax.print(change.tree), numbers = change.numbers or {} }
end

--- Takes the gradient of one experience. -> plain data of the policy's own form
function VERBS.gradient(job, load)
  return load_policy(job.program, load).gradient(job.policy, job.experience)
end

--- Moves a policy's parameters by a gradient. -> the new parameters
function VERBS.update(job, load)
  return load_policy(job.program, load).update(job.policy, job.gradient)
end

--- Does one job.
---
---@param job table plain data with a `verb`
---@param load fun(source: string, name: string): function compiles candidate text
---@return any plain data
function M.run(job, load)
  return VERBS[job.verb](job, load)
end

return M

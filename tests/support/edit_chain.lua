--- Chains of random edits by all shipped editors, and what becomes of the programs in the sandbox.

local argument = require("hyla.argument")
local cell = require("hyla.cell")
local facts = require("hyla.facts")
local files = require("hyla.files")
local gate = require("hyla.gate")
local players = require("hyla.player")
local random = require("hyla.rng")
local sandbox = require("hyla.sandbox")
local shipped = require("hyla.shipped")
local syntax = require("hyla.syntax")

local M = {}

--- How a candidate may end that does not do its task; anything else is the host's fault.
local CLEAN = {
  bad_output = true, denied = true, error = true, memory = true, ok = true, syntax = true,
  timeout = true,
}

local LIMITS = {
  cpu_seconds = 0.5,
  wall_seconds = 10,
  memory_bytes = 2 ^ 26,
  output_bytes = 2 ^ 18,
}

--- Editors without a site, or that decline, are passed over, but not for ever.
local MOST_TRIES = 20

--- All shipped editors.
local NAMES = {}
for i, module in ipairs(shipped.editors()) do
  NAMES[i] = module:match("[%w_]+$")
end

-- a number field, a list, a text and a source: every kind of fact has something to measure
local FIELDS = {
  { name = "size", kind = "number" },
  { name = "source", kind = "number" },
  { name = "marks", kind = "numbers" },
  { name = "title", kind = "text" },
}

local function draw_case(rng, answers)
  local marks = { rng:uniform(), rng:uniform(), rng:uniform() }
  local sum = marks[1] + marks[2] + marks[3]
  local title = sum > 1.5 and "fine and long" or "short work"
  local input = { size = rng:normal(), source = rng:integer(3), marks = marks, title = title }
  return { input = input, answer = answers == "number" and sum or answers[sum > 1.5 and 2 or 1] }
end

--- Returns a small task of classes, or of numbers.
---
---@param answers string[]|"number"
---@return table world  As a cell knows it, with the inputs of one split.
function M.world(answers)
  local rng, schema = random.new(5), { answers = answers, fields = FIELDS }
  local train, inputs = {}, {}
  for i = 1, 24 do
    train[i] = draw_case(rng, answers)
    train[i].id = "train" .. i
  end
  for i = 1, 6 do
    inputs[i] = draw_case(rng, answers).input
  end
  local known = facts.measure(schema, train)
  return { schema = schema, train = train, inputs = { validation = inputs }, facts = known }
end

--- Opens a pool that knows of worlds by their numbers.
---
---@param worlds table[]
---@return Pool
function M.open_pool(worlds)
  local pool = assert(sandbox.open({
    workers = 2,
    limits = LIMITS,
    entry = "hyla.cell",
    modules = cell.modules,
  }))
  local tasks = {}
  for number, world in ipairs(worlds) do
    tasks[number] = { schema = world.schema, train = world.train, inputs = world.inputs }
  end
  assert(pool:prepare({ tasks = tasks }))
  return pool
end

--- Returns the shipped program with one of the shipped agents and policies.
---
---@param agent string   Such as "agents/cold.lua".
---@param policy string
---@return Program
function M.program(agent, policy)
  local program = { parts = {}, numbers = {} }
  program.parts.agent = assert(files.read(agent))
  program.parts.policy = assert(files.read(policy))
  for _, name in ipairs(NAMES) do
    program.parts["editors/" .. name] = assert(files.read(("editors/%s.lua"):format(name)))
  end
  return program
end

-- a program with what a desk changed
local function changed(program, change)
  local parts, numbers = {}, {}
  for name, source in pairs(program.parts) do
    parts[name] = change.parts[name] or source
  end
  for name, value in pairs(program.numbers) do
    numbers[name] = value
  end
  for name, value in pairs(change.numbers) do
    numbers[name] = value or nil
  end
  return { parts = parts, numbers = numbers }
end

---@class EditChain
---@field program Program
---@field part string
---@field player Player
---@field mates Program[]            What the program was before.
---@field gradient table<string, number>
---@field done Step[]

--- Starts a chain of edits of one part; the shipped editors make them.
---
---@param program Program
---@param part string
---@param world table
---@return EditChain
function M.new(program, part, world)
  local player = players.new(program, players.load, { world })
  local chain = { program = program, part = part, player = player }
  chain.mates, chain.gradient, chain.done = {}, {}, {}
  return chain
end

-- the desk of a chain, with some earlier program of it as the mate
local function desk_of(chain, rng)
  local mate = #chain.mates > 0 and rng:integer(2) == 1 and chain.mates[rng:integer(#chain.mates)]
  local gradient = {}
  for name in pairs(chain.program.numbers) do
    gradient[name] = chain.gradient[name]
  end
  return chain.player:desk({
    task = 1,
    program = chain.program,
    gradient = gradient,
    mate = mate or nil,
  })
end

local function targets(editor, kind)
  for _, part in ipairs(editor.parts) do
    if part == kind then
      return true
    end
  end
  return false
end

local function told(step)
  return ("%s (%s) at %s"):format(step.action, step.part, step.site.label)
end

--- Takes one step. What an editor makes has to parse; one that raises fails the test.
---
---@param chain EditChain
---@param desk Desk
---@param step Step
---@return boolean is_taken false where the editor declined, or the gate refused what came of it
function M.take(chain, desk, step)
  local ok, onward = pcall(desk.after, desk, step)
  if not ok then
    error(("%s raised: %s\n%s"):format(told(step), onward, chain.program.parts[step.part]), 0)
  elseif not onward then
    return false
  end
  local program = changed(chain.program, onward:change())
  local source = program.parts[step.part]
  local tree, message = syntax.parse(source)
  if not tree then
    error(("%s made what does not parse: %s\n%s"):format(told(step), message, source), 0)
  elseif not gate.check(source, step.part) then
    return false
  end
  chain.mates[#chain.mates + 1] = chain.program
  chain.program = program
  chain.done[#chain.done + 1] = step
  return true
end

-- a step of one editor at one of its sites, its arguments from any of their sources; nil where it
-- has no site. Asking all editors for all they can do, as a desk does, would take far longer.
local function drawn_step(chain, desk, rng)
  local name = NAMES[rng:integer(#NAMES)]
  local editor, context = require("editors." .. name), desk:context(chain.part)
  local tree = assert(syntax.parse(chain.program.parts[chain.part]))
  local sites = targets(editor, context.part) and editor.sites(tree, context) or {}
  local site = sites[1] and sites[rng:integer(#sites)]
  if not site then
    return nil
  end
  local step = { editor = name, part = chain.part, site = site, arguments = {}, action = name }
  local words = {}
  for i, spec in ipairs(editor.arguments(tree, site, context)) do
    local sources = argument.sources(spec)
    words[i] = sources[rng:integer(#sources)]
    step.arguments[spec.name] = argument.draw(spec, words[i], rng).value
  end
  step.source = table.concat(words, ",")
  return step
end

--- Takes steps drawn at random: any editor, any of its sites, any source of its arguments.
---
---@param chain EditChain
---@param count integer
---@param rng Rng
function M.draw(chain, count, rng)
  local taken, tries = 0, 0
  while taken < count and tries < MOST_TRIES * count do
    local desk = desk_of(chain, rng)
    local step = drawn_step(chain, desk, rng)
    taken = taken + (step and M.take(chain, desk, step) and 1 or 0)
    tries = tries + 1
  end
end

--- Lists one step for each option that a chain has now.
---
---@param chain EditChain
---@param rng Rng
---@return Desk desk
---@return Step[]
function M.steps(chain, rng)
  local desk, steps = desk_of(chain, rng), {}
  for i, option in ipairs(desk:options(chain.part)) do
    steps[i] = desk:step(chain.part, option, rng)
  end
  return desk, steps
end

--- Returns the job that runs a program's agent on a world.
---
---@param program Program
---@param task integer
---@return table job
function M.evaluation(program, task)
  local own = { parts = { agent = program.parts.agent }, numbers = program.numbers }
  return { verb = "evaluate", program = own, task = task, split = "validation", salt = "chain" }
end

--- Runs a job, which has to end in one of the outcomes that a candidate can have.
---
---@param pool Pool
---@param job table
---@param counts table<string, integer>  By outcome; gets one more.
---@return JobReport
function M.run(pool, job, counts)
  local report = pool:wait(pool:submit(job, nil, "screen"))
  if not CLEAN[report.outcome] then
    local _, part = next(job.program.parts)
    error(("%s of %s: %s\n%s"):format(job.verb, report.outcome, report.message, part), 0)
  end
  counts[report.outcome] = (counts[report.outcome] or 0) + 1
  return report
end

return M

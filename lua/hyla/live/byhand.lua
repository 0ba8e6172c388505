--- By hand: an edit that a person chose, tried on a run without a trace in its archive.

local play = require("hyla.play")
local programs = require("hyla.program")
local random = require("hyla.rng")

local M = {}

-- the program of an entry with what was swapped in, and the desk on it; nil where it is not the
-- user's own policy's to edit
local function open(run, n)
  local entry = run.archive:entry(n)
  if not entry then
    return nil, ("wanted an entry from 1 to %d, got %s"):format(run.archive:count(), tostring(n))
  end
  local program = run.swaps:program(run.archive:program(n))
  local player = run.players[programs.kit(program)]
  if not player then
    return nil, ("entry %d has edited its own editors: they run in workers alone"):format(n)
  end
  local gradient = (run.archive:report(n) or {}).gradient
  local desk = player:desk({ task = run.task_number, program = program, gradient = gradient })
  return { entry = entry, program = program, desk = desk, n = n }
end

--- Lists what the editors could do to a part of an entry's program.
---
---@param run Run     Between two steps.
---@param n integer
---@param part string
---@return string[]? names   Of options.
---@return string? message
function M.options(run, n, part)
  local one, message = open(run, n)
  if not one then
    return nil, message
  end
  local names = {}
  for i, option in ipairs(one.desk:options(part)) do
    names[i] = option.name
  end
  return names
end

-- a step of the option of that name
local function step_of(one, part, action, seed)
  local option = one.desk:find(part, action)
  if not option then
    return nil, ("entry %d has no option %s of its %s"):format(one.n, action, part)
  end
  return (one.desk:step(part, option, random.new(seed):split("by hand")))
end

--- Applies an option to an entry's program and evaluates what comes of it.
---
---@param run Run
---@param wanted { n: integer, part: string, action: string, seed: integer } `seed` names the random
--- numbers of its site and arguments.
---@return table? found  `outcome`, `message`, `score`, `gain` over the entry, the `step`, `source`.
---@return string? message
function M.try(run, wanted)
  local one, message = open(run, wanted.n)
  local step
  if one then
    step, message = step_of(one, wanted.part, wanted.action, wanted.seed)
  end
  if not step then
    return nil, message
  end
  local row = { score = one.entry.score, loss = one.entry.loss }
  local parent = { n = wanted.n, row = row, program = one.program, stand_ins = {} }
  local candidate = play.apply(run, parent, { steps = { step } })
  local report = play.evaluate(run, candidate, run.view)
  local score = play.measure(run, report, "validation")
  return {
    outcome = report.outcome,
    message = report.message,
    score = score,
    gain = score and one.entry.score and score - one.entry.score or nil,
    step = step,
    source = candidate.program.parts[wanted.part],
  }
end

return M

--- Results: what a finished run has to say, for people and for programs.

local accounts = require("hyla.account")
local edits = require("hyla.edit")
local keys = require("hyla.keys")
local stages = require("hyla.race.stages")
local term = require("hyla.term")

local M = {}

-- one line for an edit of the lineage, with what it gained over its parent
local function step_line(archive, entry)
  local gain = entry.score - archive:entry(entry.parent).score
  return ("  #%-4d %.3f  %+.3f  %s"):format(entry.n, entry.score, gain, edits.describe(entry.edit))
end

--- Counts the evaluations of a run by outcome. The start is not one of them.
---
---@param archive Archive
---@return table<string, integer> outcomes
---@return integer evaluated
function M.outcomes(archive)
  local outcomes, evaluated = {}, 0
  for _, entry in ipairs(archive:entries()) do
    if entry.parent then
      outcomes[entry.outcome] = (outcomes[entry.outcome] or 0) + 1
      evaluated = evaluated + 1
    end
  end
  return outcomes, evaluated
end

local function outcome_line(archive)
  local outcomes, evaluated = M.outcomes(archive)
  local words = {}
  for _, name in ipairs(keys.sorted(outcomes)) do
    words[#words + 1] = ("%d %s"):format(outcomes[name], name)
  end
  local charged = stages.charged(archive)
  local charge = charged and (", charged as %.1f"):format(charged) or ""
  return ("%d edits tried%s: %s"):format(evaluated, charge, table.concat(words, ", "))
end

local function best_line(best)
  local test = best.test and ("%.3f"):format(best.test) or "- (" .. term.plain(best.message) .. ")"
  return ("  best  #%-5d   %.3f     %s"):format(best.n, best.validation, test)
end

--- Returns the summary of a run as lines.
---
---@param run Run
---@param result Result
---@param seconds number
---@param program string the word that hyla is called by
---@return string[]
function M.lines(run, result, seconds, program)
  local archive, best, initial = run.archive, result.best, result.initial
  local lines = {
    ("%s in %.1f s"):format(outcome_line(archive), seconds),
    "",
    "              validation   test",
    ("  start          %.3f     %.3f"):format(initial.validation, initial.test),
    best_line(best),
    "",
  }
  local line = accounts.lineage(archive, best.n)
  if #line > 1 then
    lines[#lines + 1] = "The edits that led there (entry, validation score, gain, edit):"
    for i = 2, #line do
      lines[#lines + 1] = step_line(archive, line[i])
    end
    lines[#lines + 1] = ""
    local hint = "See what they changed:  %s diff %s first best"
    lines[#lines + 1] = hint:format(program, archive.path)
  else
    lines[#lines + 1] = "No edit was better than the start."
  end
  return lines
end

--- Returns the summary of a run as the object that `--json` prints.
---
---@param run Run
---@param result Result
---@param seconds number
---@return table
function M.object(run, result, seconds)
  local outcomes, evaluated = M.outcomes(run.archive)
  return {
    task = run.task.name,
    seed = run.seed,
    budget = run.budget,
    evaluated = evaluated,
    charged = stages.charged(run.archive),
    seconds = seconds,
    outcomes = outcomes,
    initial = result.initial,
    best = { id = result.best.id, validation = result.best.validation, test = result.best.test },
    archive = run.archive:hash(),
  }
end

return M

--- Stagings: a source that is to replace a part of a run that goes on, held to what it must be.
--
-- It has to parse, so that it can be edited again, and to do in a worker, under the limits of all
-- candidates, what the run would ask of it. Only then it waits for the next step: see hyla.swap.

local programs = require("hyla.program")
local seats = require("hyla.seat")
local syntax = require("hyla.syntax")
local views = require("hyla.view")

local M = {}

---@class Staged
---@field part string
---@field is_same? boolean  The part is what it was, so nothing waits.
---@field options? integer  What an editor could do to the best program.
---@field steps? integer    That it did as a probe.

-- the program that others begin from, with what was swapped in
local function present(run)
  return run.swaps:program(run.archive:program(1))
end

--- Returns which part of a run a file is meant for: that of its name, or the policy.
---
---@param run Run
---@param path string
---@param source string
---@return string? part
---@return string? message
function M.part_of(run, path, source)
  local name = path:match("([%w_]+)%.lua$")
  if not name then
    return nil, ("wanted a file NAME.lua, got %s"):format(path)
  end
  if present(run).parts["editors/" .. name] or source:find("%f[%w_]sites%f[^%w_]") then
    return "editors/" .. name
  elseif source:find("%f[%w_]propose%f[^%w_]") then
    return "policy"
  end
  return nil, path .. " is neither an editor (it has no `sites`) nor a policy (no `propose`)"
end

-- what a worker makes of a part
local function probe(run, part, source)
  local row = run.view.rows[1]
  local best = run.swaps:program(run.archive:program(row.n))
  return seats.ask(run, {
    verb = "probe",
    program = programs.with(best, { [part] = source }),
    part = part,
    n = run.view.upto + 1,
    seed = run.seed,
    budget = run.budget,
    mind = run.mind,
    view = views.with_parent(run.view, row),
    run = { score = row.score, loss = row.loss },
  })
end

--- Makes a source ready for the next step of a run, or says why it cannot be.
---
---@param run Run            Between two steps.
---@param part string        "policy" or "editors/<name>".
---@param source string
---@return Staged? staged
---@return string? message   One line: what failed, and where.
function M.stage(run, part, source)
  if source == run.swaps:source(run.archive:program(1), part) then
    return { part = part, is_same = true }
  end
  local tree, message = syntax.parse(source, part)
  if not tree then
    return nil, message
  end
  local reply = probe(run, part, source)
  if reply.outcome ~= "ok" then
    return nil, ("%s: %s"):format(reply.outcome, reply.message or "no message")
  end
  local was = present(run).parts[part] or false
  run.swaps:stage({ part = part, source = source, was = was, reason = "swapped" })
  return { part = part, options = reply.value.options, steps = reply.value.steps }
end

return M

--- Composing: a chain of edits, given as data, as the source of a new editor.
--
-- What is made is a short file that names the steps (hyla.macro does them), so that it can be read,
-- and edited like any other editor: a number moved, a step dropped.

local literal = require("hyla.literal")

local M = {}

local TEMPLATE = [[
--- Does as one edit what paid as a chain: %s.

local macro = require("hyla.macro")

return macro.editor(%s)
]]

local LONGEST_NAME = 60

-- whether a source gives the values anew each time that it is asked
local function is_measured(source)
  return source:find("statistic ", 1, true) or source:find("most", 1, true)
end

-- one step as a macro knows it
local function step_of(step, open_argument)
  local arguments
  for name, value in pairs(step.arguments) do
    if name ~= open_argument then
      arguments = arguments or {}
      arguments[name] = value
    end
  end
  return {
    editor = step.editor,
    class = step.site.class,
    arguments = arguments,
    source = is_measured(step.source) and step.source or nil,
  }
end

local function kind_of(part)
  return part:match("^%w+")
end

local function names_of(steps)
  local names = {}
  for i, step in ipairs(steps) do
    names[i] = step.editor
  end
  return names
end

-- why steps are no chain that a macro could do
local function chain_problem(name, steps)
  if #steps == 0 then
    return "a macro wants one step at least"
  end
  for _, step in ipairs(steps) do
    if step.part ~= steps[1].part then
      return ("a macro edits one part, not %s and %s"):format(steps[1].part, step.part)
    elseif step.editor == name then
      return ("a macro cannot be a step of itself: %s"):format(name)
    end
  end
end

local function problem_of(name, steps, open)
  if not name:find("^%l[%w_]*$") or #name > LONGEST_NAME then
    return ("wanted a name of letters and underscores, got '%s'"):format(name)
  end
  local bound = open and steps[open.step]
  if open and (not bound or bound.arguments[open.argument] == nil) then
    return ("step %d has no argument %s"):format(open.step, open.argument)
  end
  return chain_problem(name, steps)
end

--- Makes the source of an editor that does a chain of steps.
---
---@param name string           The editor's; its file is to be editors/<name>.
---@param steps Step[]          Of an edit, all of one part.
---@param open? MacroOpening    The argument that the new editor asks for.
---@return string? source
---@return string? message
function M.of(name, steps, open)
  local problem = problem_of(name, steps, open)
  if problem then
    return nil, problem
  end
  local plan = { name = name, parts = { kind_of(steps[1].part) }, steps = {}, open = open }
  for i, step in ipairs(steps) do
    plan.steps[i] = step_of(step, open and open.step == i and open.argument)
  end
  local text, message = literal.of(plan)
  return text and TEMPLATE:format(table.concat(names_of(steps), ", then "), text), message
end

-- whether two plain values are written alike
local function is_alike(a, b)
  return literal.of(a) == literal.of(b)
end

-- the first argument of a step, by name, that is not the same in all chains
local function varying_argument(chains, index)
  local found
  for name, value in pairs(chains[1][index].arguments) do
    for _, steps in ipairs(chains) do
      local other = steps[index].arguments[name]
      if not is_alike(value, other) and (not found or name < found) then
        found = name
      end
    end
  end
  return found
end

--- Finds the argument to leave open: the first that occurrences of one chain do not agree on.
---
---@param chains Step[][]  Alike in their editors, one at least.
---@return MacroOpening? open  nil where all agree.
function M.opening(chains)
  for index in ipairs(chains[1]) do
    local argument = varying_argument(chains, index)
    if argument then
      return { step = index, argument = argument }
    end
  end
end

return M

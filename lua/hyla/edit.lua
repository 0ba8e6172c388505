--- Edits: what was done to a program, as plain data that can be stored, shown and done again.
--
-- An edit is a chain of one or more steps, each by one editor; it is tried, and paid for, as a
-- whole.

local canonical = require("hyla.canonical")
local keys = require("hyla.keys")
local term = require("hyla.term")

---@class Site
---@field path? string    Address in the part's tree.
---@field label string    What stands there, for people.
---@field class? string   What kind of place it is, the same over programs.
---@field number? string  The lifted number that is meant, where it is none in the tree.

---@class Step
---@field editor string
---@field part string             "agent", "policy" or "editors/<name>".
---@field site Site
---@field source Source           Where the values of the arguments came from.
---@field arguments table<string, any>
---@field action string           What a policy knows such steps by.

---@class Edit
---@field steps Step[]            At least one; each on what the one before has made.
---@field trace? table            What the policy needs to learn from the edit later.
---@field stand_ins? StandIn[]    Verbs at which a policy failed and the starting one stood in.

local M = {}

--- The most steps that an edit may have.
M.LONGEST = 16

--- A longer label, such as a whole statement, is cut when it is told.
local LABEL_WIDTH = 40

local function value_text(value)
  if type(value) == "number" then
    return ("%.4g"):format(value)
  end
  if type(value) == "table" then
    return value.word or value.field or value.expression or "{…}"
  end
  return tostring(value)
end

local function describe_step(step)
  local words = {}
  for _, name in ipairs(keys.sorted(step.arguments)) do
    words[#words + 1] = ("%s %s"):format(name, value_text(step.arguments[name]))
  end
  local label = step.site.label
  if #label > LABEL_WIDTH then
    label = label:sub(1, LABEL_WIDTH - 3) .. "..."
  end
  local line = ("%s in %s at %s"):format(step.editor, step.part, label)
  if #words > 0 then
    line = ("%s (%s; %s)"):format(line, table.concat(words, ", "), step.source)
  end
  return line
end

--- Returns an edit as one line for people; a program's own editor may have chosen its words.
---
---@param edit Edit
---@return string
function M.describe(edit)
  local lines = {}
  for i, step in ipairs(edit.steps) do
    lines[i] = describe_step(step)
  end
  return term.plain(table.concat(lines, "; then "))
end

--- Returns the names of what an edit did, without where and by which values.
---
---@param edit Edit
---@return string
function M.title(edit)
  local words = {}
  for i, step in ipairs(edit.steps) do
    words[i] = ("%s -> %s"):format(step.editor, step.part)
  end
  return table.concat(words, ", ")
end

--- Tells whether an edit left all parts but the agent as they were.
---
---@param edit Edit
---@return boolean
function M.is_of_agent(edit)
  for _, step in ipairs(edit.steps) do
    if step.part ~= "agent" then
      return false
    end
  end
  return true
end

--- Returns one line on what the starting policy did in place of one that failed; nil for nothing.
---
---@param edit? Edit
---@return string?
function M.describe_stand_ins(edit)
  local texts = {}
  for i, stand_in in ipairs(edit and edit.stand_ins or {}) do
    texts[i] = ("%s (entry %d: %s)"):format(stand_in.verb, stand_in.entry, stand_in.outcome)
  end
  return texts[1] and "stood in for at " .. table.concat(texts, ", ")
end

local WANTED = {
  action = "string",
  arguments = "table",
  editor = "string",
  part = "string",
  site = "table",
  source = "string",
}

local WANTED_NAMES = keys.sorted(WANTED)

local function step_problem(step, program)
  if type(step) ~= "table" then
    return ("a step wants to be a table, got a %s"):format(type(step))
  end
  for _, name in ipairs(WANTED_NAMES) do
    if type(step[name]) ~= WANTED[name] then
      local text = "a step's %s wants to be a %s, got a %s"
      return text:format(name, WANTED[name], type(step[name]))
    end
  end
  if not program.parts[step.part] or not program.parts["editors/" .. step.editor] then
    return ("the program has no editor %s or no part %s"):format(step.editor, step.part)
  end
end

--- Checks that a proposal that came from a worker is an edit of this program.
---
---@param edit any
---@param program Program
---@return Edit? edit
---@return string? message
function M.check(edit, program)
  if type(edit) ~= "table" or type(edit.steps) ~= "table" then
    return nil, ("a proposal wants to be a table with steps, got a %s"):format(type(edit))
  end
  local count = #edit.steps
  if count < 1 or count > M.LONGEST then
    return nil, ("a proposal wants 1 to %d steps, got %d"):format(M.LONGEST, count)
  end
  for _, step in ipairs(edit.steps) do
    local problem = step_problem(step, program)
    if problem then
      return nil, problem
    end
    step.site.label = tostring(step.site.label)
  end
  local is_storable, message = canonical.check(edit, "edit")
  return is_storable and edit, message
end

return M

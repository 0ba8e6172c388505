--- Candidates: a parent program with one edit applied.

local gate = require("hyla.gate")
local program = require("hyla.program")
local reports = require("hyla.report")

---@class Candidate
---@field id string        Names the program by its content.
---@field program Program
---@field outcome? string  Why there is nothing to run: "syntax" or "error".
---@field message? string

local M = {}

--- The longest message that a worker may choose the words of, in bytes.
local LONGEST_FAULT = 200

-- a candidate that cannot be run: its program is the parent's
local function failed(parent, outcome, message)
  return { id = program.id(parent), program = parent, outcome = outcome, message = message }
end

--- Makes a candidate of a program as it stands.
---
---@param source Program
---@return Candidate
function M.seed(source)
  return { id = program.id(source), program = source }
end

local function is_change(change)
  if type(change) ~= "table" or type(change.source) ~= "string" then
    return false
  end
  for name, value in pairs(type(change.numbers) == "table" and change.numbers or { 0 }) do
    if type(name) ~= "string" or (value and not reports.is_finite(value)) then
      return false
    end
  end
  return true
end

-- why a source is none; the host does not parse it: a stranger's may nest deep or be huge
local function fault_of(change, part)
  local tokens, message = gate.check(change.source, part)
  if not tokens then
    return message
  elseif type(change.fault) == "string" then
    return (change.fault:sub(1, LONGEST_FAULT):gsub("%c", "?"))
  end
end

--- Makes a candidate of what an editor made of its parent.
---
---@param parent Program
---@param part string
---@param reply table the worker's reply to the verb `apply`
---@return Candidate
function M.of(parent, part, reply)
  local change = reply.value
  if reply.outcome ~= "ok" then
    return failed(parent, reply.outcome, reply.message)
  end
  if not is_change(change) then
    return failed(parent, "bad_output", "an applied edit wants a source and named numbers")
  end
  local fault = fault_of(change, part)
  if fault then
    return failed(parent, "syntax", fault)
  end
  local child = program.with(parent, part, change.source, change.numbers)
  return { id = program.id(child), program = child }
end

return M

--- Candidates: a parent program with one edit applied.

local keys = require("hyla.keys")
local program = require("hyla.program")
local reports = require("hyla.report")
local tiers = require("hyla.tiers")

---@class Candidate
---@field id string        Names the program by its content.
---@field program Program
---@field key? string      Names what its evaluation reads: see hyla.tiers.
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

local function has_all(map, is_right)
  for name, value in pairs(map) do
    if type(name) ~= "string" or not is_right(value) then
      return false
    end
  end
  return true
end

local function is_source(value)
  return type(value) == "string"
end

local function is_number_or_none(value)
  return value == false or reports.is_finite(value)
end

local function is_change(change)
  return type(change) == "table"
    and type(change.parts) == "table"
    and type(change.numbers) == "table"
    and has_all(change.parts, is_source)
    and has_all(change.numbers, is_number_or_none)
end

-- why a source is none; the host does not parse it: a stranger's may nest deep or be huge
local function fault_of(change)
  for _, part in ipairs(keys.sorted(change.parts)) do
    local tokens, message = tiers.pass(change.parts[part], part)
    if not tokens then
      return message
    end
  end
  if type(change.fault) == "string" then
    return (change.fault:sub(1, LONGEST_FAULT):gsub("%c", "?"))
  end
end

--- Makes a candidate of what editors made of its parent.
---
---@param parent Program
---@param reply Reply to the verb `apply`: its value a DeskChange
---@return Candidate
function M.of(parent, reply)
  local change = reply.value
  if reply.outcome ~= "ok" then
    return failed(parent, reply.outcome, reply.message)
  end
  if not is_change(change) then
    return failed(parent, "bad_output", "an applied edit wants sources and numbers, by name")
  end
  local fault = fault_of(change)
  if fault then
    return failed(parent, "syntax", fault)
  end
  local child = program.with(parent, change.parts, change.numbers)
  return { id = program.id(child), program = child }
end

return M

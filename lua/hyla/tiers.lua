--- Tiers: one program through gate, screen, repeat and confirm; each asks more of it than the last.
--
--   gate     its source is looked at; no process is touched
--   screen   it runs once, in a worker that runs many
--   repeat   it runs in two such workers, which must agree to the last bit
--   confirm  it runs in a process of its own
--
-- A program goes on while its outcome is "ok"; what it gives at one tier it must give at the next.

local cache = require("hyla.cache")
local canonical = require("hyla.canonical")
local gate = require("hyla.gate")
local hash = require("hyla.hash")
local reports = require("hyla.report")
local sandbox = require("hyla.sandbox")

local M = {}

--- Where a chain ends, and the tiers of the pool that it goes through behind the gate.
M.CHAINS = {
  gate = {},
  screen = { "screen" },
  ["repeat"] = { "repeat" },
  confirm = { "repeat", "confirm" },
  -- for inputs that no worker but those of the confirm tier may hold
  hidden = { "confirm" },
}

--- What the gate found in sources that passed lately.
---@type Cache
local passed = cache.new(256)

---@alias Try fun(tier: "screen"|"repeat"|"confirm", key: string): Report

--- Keys and notes by program, each worked out once: programs are never changed.
---@type table<Program, { key: string?, note: string|boolean }>
local known = setmetatable({}, { __mode = "k" })

--- Looks at a source as the gate does, unless it has passed lately.
---
---@param source string
---@param name string     Of the part, for the message.
---@return string? tokens   What it says, whatever its layout.
---@return string|boolean note Why it does not pass; or whether it has literals of the FFI.
function M.pass(source, name)
  local found = passed:get(source)
  if found then
    return found.tokens, found.note
  end
  local tokens, note = gate.check(source, name)
  if tokens then
    passed:put(source, { tokens = tokens, note = note })
  end
  return tokens, note
end

local function look(program)
  local tokens, note = M.pass(program.parts.agent, "agent")
  local key = tokens and hash.hex(tokens .. assert(canonical.encode(program.numbers)))
  return { key = key, note = note }
end

--- Names what an evaluation reads of a program: two with the same key give the same answers to the
--- same cases, unless they read their own line numbers in messages of errors.
---
---@param program Program
---@return string? key     64 hexadecimal digits.
---@return string|boolean note Why its source does not pass; or whether it has literals of the FFI.
function M.key(program)
  local seen = known[program]
  if not seen then
    seen = look(program)
    known[program] = seen
  end
  return seen.key, seen.note
end

local function decided_by_gate(outcome, message)
  return {
    outcome = outcome,
    message = message,
    tier = "gate",
    answers = {},
    gradient = {},
    cpu_seconds = 0,
    peak_bytes = 0,
  }
end

-- what must not depend on the worker, as bytes
local function bytes_of(report)
  local used = { report.fuel, report.work }
  return assert(sandbox.pack({ report.answers, report.gradient, report.loss, used }))
end

local function compare(before, after)
  if after.outcome == "ok" and bytes_of(before) ~= bytes_of(after) then
    local message = "the tiers %s and %s gave different answers"
    reports.reject(after, "nondeterministic", message:format(before.tier, after.tier))
  end
  return after
end

--- Takes a program through a chain of tiers.
---
---@param program Program
---@param try Try          Runs the program once; its report says which tier decided.
---@param chain string[]   One of M.CHAINS.
---@return Report report   Of the last tier that it came to.
function M.of(program, try, chain)
  local key, note = M.key(program)
  if not key then
    return decided_by_gate("syntax", note)
  end
  -- compiling a literal of the FFI loads that library: never in a worker that others use after it
  local tiers = note and chain[1] and M.CHAINS.hidden or chain
  local report = decided_by_gate("ok")
  for _, tier in ipairs(tiers) do
    local before = report
    report = try(tier, key)
    if before.tier ~= "gate" then
      report = compare(before, report)
    end
    if report.outcome ~= "ok" then
      break
    end
  end
  return report
end

return M

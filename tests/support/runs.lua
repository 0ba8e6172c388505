--- Runs: small archives for tests to look at.

local archives = require("hyla.archive")
local check = require("tests.support.check")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

local M = {}

--- The entries of the sample: a start, an edit that pays, one that fails, a crossover.
local SAMPLE = {
  { id = "a000", score = 0, source = "return 1\n" },
  { id = "b000", parent = 1, score = 0.5, source = "return 2\n", editor = "mutate_constant" },
  { id = "c000", parent = 1, outcome = "timeout", source = "return 3\n", editor = "widen" },
  { id = "d000", parent = 2, mate = 3, score = 0.4, source = "return 4\n", editor = "crossover" },
}

local function edit_of(editor)
  local step = {
    editor = editor,
    part = "agent",
    site = { label = "rate" },
    source = "random",
    arguments = {},
    action = "any",
  }
  return editor and { steps = { step } }
end

local function entry_of(n, row)
  return {
    n = n,
    id = row.id .. ("0"):rep(60),
    parent = row.parent,
    mate = row.mate,
    edit = edit_of(row.editor),
    program = {
      parts = { agent = row.source, policy = "return {}\n", ["editors/widen"] = "return 0\n" },
      numbers = { rate = n / 8 },
    },
    outcome = row.outcome or "ok",
    message = row.outcome and "ran for 2.0 s",
    score = row.score,
    cpu_seconds = 0.25,
    peak_bytes = 2048,
  }
end

--- Makes the sample in a folder and closes it.
---
---@param folder string
function M.make(folder)
  local archive = assert(archives.create(folder, {}))
  for n, row in ipairs(SAMPLE) do
    assert(archive:insert(entry_of(n, row)))
  end
  archive:close()
end

--- Wraps a test that wants the folder of the sample, and of an empty place beside it.
---
---@param use fun(run: string, beside: string)
---@return fun()
function M.test(use)
  return scratch.test(function(folder)
    M.make(folder .. "/run")
    use(folder .. "/run", folder .. "/beside")
  end)
end

--- Runs a command that must fail for bad usage; returns its only line.
---
---@param words string
---@return string
function M.complaint(words)
  local result = program.hyla(words)
  check.equal(result.status, 2)
  check.equal(result.out, "")
  check.truthy(result.err:find("^[^\n]+\n$"))
  return result.err
end

return M

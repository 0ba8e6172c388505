--- Attacks: hostile programs, each tried in one pool with a canary after it.
--
-- A program is `return function(x) ... end`, called with 16 numbers. Its first line names the
-- outcomes that are right, "-- expect: timeout|memory"; "same" is an "ok" whose answer to each
-- number is that number, which a program gives when all that it tried on the way came out right. A
-- second line "-- grant: ffi" hands it the FFI library, as if it had escaped from Lua, so that only
-- the process stands in its way; not in a sanitized build, whose filter has gaps.

local cell = require("hyla.cell")
local configs = require("hyla.config")
local lint = require("tests.support.lint")
local play = require("hyla.play")
local runs = require("hyla.run")
local sandbox = require("hyla.sandbox")
local trial = require("tests.support.trial")

local M = {}

M.TIERS = { "confirm", "screen" }

--- What an attack that wrote to the disk would have left.
M.TRACE = "/tmp/hyla-escaped"

M.INPUTS = {}
for i = 1, 16 do
  M.INPUTS[i] = i - 7.5
end

--- Small, so that loops and bombs are over soon.
M.LIMITS = { cpu_seconds = 0.1, wall_seconds = 5, memory_bytes = 2 ^ 24, output_bytes = 2 ^ 16 }

--- All that candidates may require in a run, and what else is open to them.
M.MODULES = { "hyla.hash", "hyla.position", "lpeg", unpack(cell.modules) }

local HAS_GAPS = os.getenv("HYLA_TEST_SANITIZED") == "1"

local CANARY = "return function(x) return x * x + 1 end"

local function answers_of_canary()
  local answers = {}
  for i, x in ipairs(M.INPUTS) do
    answers[i] = x * x + 1
  end
  return sandbox.pack(answers)
end

local RIGHT_ANSWERS = answers_of_canary()

local function read(path)
  local file = assert(io.open(path, "rb"))
  local source = file:read("*a")
  file:close()
  return source
end

--- Returns the paths of the programs in a folder and its folders, in order.
---
---@param folder string
---@return string[]
function M.list(folder)
  return lint.output(("find '%s' -name '*.lua' | LC_ALL=C sort"):format(folder))
end

--- Returns the library that a program is to be handed, as its second line says.
---
---@param source string
---@return string?
function M.grant_of(source)
  return source:match("^[^\n]*\n%-%- grant: (%w+)")
end

--- Returns the outcome as whoever counts the answers sees it: a number for each input is wanted.
---
---@param report JobReport
---@return string
function M.outcome_of(report)
  if report.outcome ~= "ok" then
    return report.outcome
  end
  for i = 1, #M.INPUTS do
    if type(report.value) ~= "table" or type(report.value[i]) ~= "number" then
      return "bad_output"
    end
  end
  return "ok"
end

--- Runs a source on the inputs.
---
---@param pool Pool
---@param source string
---@param tier? string
---@return JobReport
function M.run(pool, source, tier)
  local job = { source = source, inputs = M.INPUTS, grants = { M.grant_of(source) } }
  return pool:wait(pool:submit(job, nil, tier))
end

--- Returns what is wrong with a known-good program after another one ran; nil when nothing is.
---
---@param pool Pool
---@param tier? string
---@return string?
function M.wrong_canary(pool, tier)
  local report = M.run(pool, CANARY, tier)
  if report.outcome ~= "ok" then
    return ("the canary ends as %s (%s)"):format(report.outcome, tostring(report.message))
  end
  return sandbox.pack(report.value) ~= RIGHT_ANSWERS and "the canary gives other answers" or nil
end

local function is_same(value)
  for i, x in ipairs(M.INPUTS) do
    if value[i] ~= x then
      return false
    end
  end
  return true
end

local function is_expected(source, outcome, value)
  local expected = assert(source:match("^%-%- expect: ([%w_|]+)"), "no line -- expect:")
  expected = "|" .. expected .. "|"
  return expected:find("|" .. outcome .. "|", 1, true)
    or outcome == "ok" and is_same(value) and expected:find("|same|", 1, true)
end

--- Attacks with one file. Returns what is wrong, or nil, and the report.
local function attack(pool, path, tier)
  local source = read(path)
  local report = M.run(pool, source, tier)
  local outcome = M.outcome_of(report)
  if not is_expected(source, outcome, report.value) then
    return ("%s: %s (%s)"):format(path, outcome, tostring(report.message)), report
  end
  local wrong = M.wrong_canary(pool, tier)
  return wrong and ("%s: %s"):format(path, wrong), report
end

--- Returns the paths of the programs of a folder, with or without those that ask for a grant.
local function list(folder, has_grants)
  local paths = {}
  for _, path in ipairs(M.list(folder)) do
    paths[#paths + 1] = (has_grants or not M.grant_of(read(path))) and path or nil
  end
  return paths
end

local function processes(pool)
  return table.concat(pool:processes(), " ")
end

--- Attacks with every file of a folder, in one pool of one worker. Only a job that is promoted from
--- the screen tier may cost it its worker.
---
---@param folder string
---@param tier string
---@return { attacks: integer, replaced: integer, failures: string, answers: table<string, string> }
function M.all(folder, tier)
  local paths, failures, answers, replaced = list(folder, not HAS_GAPS), {}, {}, 0
  trial.with_pool({ modules = M.MODULES, limits = M.LIMITS }, function(pool)
    for _, any in ipairs(M.TIERS) do
      assert(not M.wrong_canary(pool, any)) -- workers start when they are needed
    end
    local before = processes(pool)
    for _, path in ipairs(paths) do
      local wrong, report = attack(pool, path, tier)
      failures[#failures + 1] = wrong
      answers[path] = report.outcome == "ok" and sandbox.pack(report.value) or nil
      if processes(pool) ~= before then
        before, replaced = processes(pool), replaced + 1
        local is_promoted = tier == "screen" and report.tier == "confirm"
        failures[#failures + 1] = not is_promoted and path .. ": cost a worker" or nil
      end
    end
  end)
  return {
    attacks = #paths,
    replaced = replaced,
    failures = table.concat(failures, "\n"),
    answers = answers,
  }
end

--- Tries one file as a search would. Returns what is wrong, or nil.
local function try(run, path)
  local source = read(path)
  local program = { parts = { agent = source }, numbers = {} }
  local report = play.try(run, program, "validation", "screen")
  if report.outcome == "ok" then
    play.measure(run, report, "validation")
  end
  if not is_expected(source, report.outcome, report.answers) then
    return ("%s: %s (%s)"):format(path, report.outcome, tostring(report.message))
  end
end

--- Attacks with every file of a folder that asks for no grant, each as the agent of a task of whose
--- cases the inputs are M.INPUTS: behind the gate, in the cell of a search, and measured.
---
---@param folder string
---@return string failures
function M.on_a_task(folder)
  local config = assert(configs.load("tests/tasks/sixteen.yaml", { workers = 1 }))
  config.limits.cpu_seconds = M.LIMITS.cpu_seconds
  local run, failures = assert(runs.open(config, {})), {}
  for _, path in ipairs(list(folder, false)) do
    failures[#failures + 1] = try(run, path)
  end
  run.pool:close()
  return table.concat(failures, "\n")
end

return M

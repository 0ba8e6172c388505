--- tests/hostile: programs that attack, each with the outcomes that are right in its first line.
--
-- HYLA_HOSTILE names a further folder of such programs; a second line "-- grant: ffi" hands them
-- the FFI library, as if they had escaped from Lua, so that only the process stands in their way.
-- These need a release build: the wall of a sanitized one has gaps for the sanitizer's runtime.

local check = require("tests.support.check")
local trial = require("tests.support.trial")

local T = {}

local INPUTS = {}
for i = 1, 16 do
  INPUTS[i] = i - 7.5
end

local CANARY = "return function(x) return x * x + 1 end"
local MODULES = { "hyla.rng" }
local LIMITS = {
  cpu_seconds = 0.25,
  wall_seconds = 5,
  memory_bytes = 2 ^ 24,
  output_bytes = 2 ^ 16,
}

local function read(path)
  local file = assert(io.open(path, "rb"))
  local source = file:read("*a")
  file:close()
  return source
end

local function list(folder)
  local paths = {}
  for path in io.popen(("ls '%s'/*.lua 2>/dev/null"):format(folder)):lines() do
    paths[#paths + 1] = path
  end
  return paths
end

--- Returns the outcome as a scorer sees it, which wants a number for each input.
local function outcome_of(report)
  if report.outcome ~= "ok" then
    return report.outcome
  end
  for i = 1, #INPUTS do
    if type(report.value) ~= "table" or type(report.value[i]) ~= "number" then
      return "bad_output"
    end
  end
  return "ok"
end

local function is_expected(source, outcome)
  local expected = assert(source:match("^%-%- expect: ([%w_|]+)"), "no line -- expect:")
  return ("|" .. expected .. "|"):find("|" .. outcome .. "|", 1, true)
end

local function attack(pool, path)
  local source = read(path)
  local grant = source:match("\n%-%- grant: (%w+)")
  local report = trial.report(pool, { source = source, inputs = INPUTS, grants = { grant } })
  local outcome = outcome_of(report)
  if not is_expected(source, outcome) then
    error(("%s: %s (%s)"):format(path, outcome, tostring(report.message)), 0)
  end
  local canary = trial.report(pool, { source = CANARY, inputs = INPUTS })
  check.equal(canary.outcome, "ok")
  check.equal(canary.value[16], 8.5 * 8.5 + 1)
end

--- Attacks with every file of a folder and returns how many there were.
local function attack_all(folder)
  local paths, failures = list(folder), {}
  trial.with_pool({ modules = MODULES, limits = LIMITS }, function(pool)
    local workers = pool:processes()[1]
    for _, path in ipairs(paths) do
      local ok, message = pcall(attack, pool, path)
      failures[#failures + 1] = not ok and message or nil
    end
    check.equal(pool:processes()[1], workers)
  end)
  check.equal(table.concat(failures, "\n"), "")
  return #paths
end

function T.every_attack_ends_as_expected()
  check.truthy(attack_all("tests/hostile") >= 20)
end

function T.attacks_from_elsewhere_end_as_expected()
  local folder = os.getenv("HYLA_HOSTILE")
  if not folder then
    return print("skipped: HYLA_HOSTILE names no folder of further attacks")
  end
  print(("%d attacks from %s"):format(attack_all(folder), folder))
  check.equal(io.open("/tmp/hyla-escaped"), nil)
end

return T

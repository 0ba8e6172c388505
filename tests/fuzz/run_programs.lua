--- Runs programs of tests/fuzz/programs.lua in the sandbox, one after the other in one pool, each
--- followed by a canary that must give the same bits as ever.
--
--   hyla tests/fuzz/run_programs.lua [--count N] [--seed N] [--tier screen|confirm|repeat]
--                                    [--batch N] [--keep FOLDER]
--
-- HYLA_PROGRAMS is another count for the screen tier.
--
-- Counts outcomes, wrong canaries, disagreements, promoted jobs (a screen worker died of them, or
-- could not decide), processes that were replaced, and what was left behind: files, processes, file
-- descriptors. Ends with "1 passed, 0 failed" when no canary was wrong, nothing disagreed and
-- nothing was left, and prints seed and place of each program to blame; --keep FOLDER gets it.

local attack = require("tests.support.attack")
local files = require("hyla.files")
local keys = require("hyla.keys")
local lint = require("tests.support.lint")
local programs = require("tests.fuzz.programs")
local random = require("hyla.rng")
local sandbox = require("hyla.sandbox")
local system = require("hyla.system")
local trial = require("tests.support.trial")

local LIMITS = { cpu_seconds = 2e-3, wall_seconds = 2, memory_bytes = 2 ^ 22,
  output_bytes = 2 ^ 13 }
local INPUTS = { 1.5, -2, 2 ^ 40 }

--- Programs that may be in the pool at once.
local WAITING = 64

--- What depends on addresses, hashes, draws, the compiler or the libraries, if anything does.
local CANARY = [[
  local t, n, s = {}, 0, 0
  for i = 1, 12 do t["k" .. i], t[function() return i end] = i, i end
  for _, i in pairs(t) do n = (n * 31 + i) % 65521 end
  for i = 1, 60 do s = s + math.sin(i) * math.random() end
  return function(x) return x * x + n + s + #("%5.2f|%s"):format(x, tostring(print)):upper() end
]]

local function options_of(words)
  local options = { count = 1000, seed = 1, tier = "screen", batch = 1 }
  for i = 1, #words, 2 do
    local name = words[i]:match("^%-%-(%l+)$")
    assert(name and words[i + 1], "wanted --name value, got " .. words[i])
    options[name] = tonumber(words[i + 1]) or words[i + 1]
  end
  options.count = options.tier == "screen" and tonumber(os.getenv("HYLA_PROGRAMS")) or options.count
  return options
end

--- Returns the sources that are mutated; none of those that are handed the FFI.
local function corpus()
  local sources = {}
  for _, folder in ipairs({ "tests/hostile", "agents", "editors" }) do
    for _, path in ipairs(attack.list(folder)) do
      local source = assert(files.read(path))
      sources[#sources + 1] = not attack.grant_of(source) and source or nil
    end
  end
  return sources
end

--- Program `i` of a seed: one in four is a mutation, one in four uses tensors.
local function program(root, i, sources)
  local rng = root:split(i)
  local kind = rng:integer(4)
  if kind == 1 then
    return programs.mutate(sources[rng:integer(#sources)], rng)
  end
  return programs.grow(rng, kind == 2)
end

local function count_lines(command)
  return #lint.output(command)
end

--- Counts what an escape would leave: processes below this one, open files, the trace of attacks.
local function count_left()
  local children = "cat /proc/$PPID/task/*/children | tr ' ' '\\n'"
  return {
    processes = count_lines(children),
    files = count_lines("sleep 0.1; ls /proc/$PPID/fd"), -- once the pipe is closed at this end
    traces = io.open(attack.TRACE) and 1 or 0,
  }
end

---@class Campaign
---@field options table
---@field pool Pool
---@field expected string  Packed answers of the canary.
---@field outcomes table<string, integer>
---@field wrong integer
---@field promoted integer
---@field replaced integer

local function blame(campaign, i, source, what)
  print(("seed %d, program %d: %s"):format(campaign.options.seed, i, what))
  local folder = campaign.options.keep
  if folder then
    local path = ("%s/%d-%d.lua"):format(folder, campaign.options.seed, i)
    local file = assert(io.open(path, "wb"))
    file:write(source)
    file:close()
  end
end

local function submit(campaign, source, limits)
  return campaign.pool:submit({ source = source, inputs = INPUTS }, limits, campaign.options.tier)
end

-- with time to spare: on a busy machine a limit of a millisecond or two is sometimes met by chance
local function submit_canary(campaign)
  return submit(campaign, CANARY, { cpu_seconds = 1 })
end

--- Returns what is wrong with a canary; nil when it gave the bits it always gives.
local function canary_fault(campaign, ticket)
  local report = campaign.pool:wait(ticket)
  if report.outcome ~= "ok" then
    return ("%s at the %s tier: %s"):format(report.outcome, report.tier, tostring(report.message))
  elseif sandbox.pack(report.value) ~= campaign.expected then
    return "other values at the " .. report.tier .. " tier"
  end
end

local function note(campaign, i, source, report)
  local outcome = report.outcome
  campaign.outcomes[outcome] = (campaign.outcomes[outcome] or 0) + 1
  if outcome == "nondeterministic" then
    blame(campaign, i, source, "two workers disagree")
  end
  if campaign.options.tier ~= "confirm" and report.tier == "confirm" then
    campaign.promoted = campaign.promoted + 1
    blame(campaign, i, source, "promoted, then " .. outcome)
  end
end

local function note_processes(campaign)
  local now = table.concat(campaign.pool:processes(), " ")
  campaign.replaced = campaign.replaced + (now ~= campaign.before and 1 or 0)
  campaign.before = now
end

local function start(campaign, i, source)
  local canary = i % campaign.options.batch == 0
  return { i = i, source = source, ticket = submit(campaign, source),
    canary = canary and submit_canary(campaign) }
end

local function finish(campaign, try)
  note(campaign, try.i, try.source, campaign.pool:wait(try.ticket))
  local fault = try.canary and canary_fault(campaign, try.canary)
  if fault then
    campaign.wrong = campaign.wrong + 1
    blame(campaign, try.i, try.source, "the canary behind it is wrong: " .. fault)
  end
  if try.i % 64 == 0 then
    note_processes(campaign)
  end
  if try.i % math.max(1, math.floor(campaign.options.count / 10)) == 0 then
    print(("%d of %d"):format(try.i, campaign.options.count))
  end
end

--- Runs all programs; some wait for the worker while others are written, each before its canary.
local function run_all(campaign, sources)
  local count, root, tries = campaign.options.count, random.new(campaign.options.seed), {}
  for i = 1, count + WAITING do
    if i <= count then
      tries[i] = start(campaign, i, program(root, i, sources))
    end
    if tries[i - WAITING] then
      finish(campaign, tries[i - WAITING])
      tries[i - WAITING] = nil
    end
  end
  note_processes(campaign)
end

local function print_summary(campaign, seconds, left)
  local list = {}
  for _, name in ipairs(keys.sorted(campaign.outcomes)) do
    list[#list + 1] = ("%s %d"):format(name, campaign.outcomes[name])
  end
  local options = campaign.options
  print(("%d programs of seed %d at the %s tier in %.1f s: %s"):format(options.count, options.seed,
    options.tier, seconds, table.concat(list, ", ")))
  print(("%d wrong canaries, %d promoted, %d times processes replaced; left behind: %d processes, "
    .. "%d files, %d traces"):format(campaign.wrong, campaign.promoted, campaign.replaced,
    left.processes, left.files, left.traces))
end

local function main()
  local options = options_of(arg)
  local sources = corpus()
  local campaign = { options = options, outcomes = {}, wrong = 0, promoted = 0, replaced = 0 }
  trial.run("return 1") -- whatever is opened once is open now
  local before, started = count_left(), system.seconds()
  local pool_options = { modules = attack.MODULES, limits = LIMITS }
  trial.with_pool(pool_options, function(pool)
    campaign.pool = pool
    local report = trial.report(pool, { source = CANARY, inputs = INPUTS }, { cpu_seconds = 1 })
    campaign.expected = assert(sandbox.pack(report.value))
    local fault = canary_fault(campaign, submit_canary(campaign))
    assert(not fault, "the canary is wrong before anything ran: " .. tostring(fault))
    campaign.before = table.concat(pool:processes(), " ")
    run_all(campaign, sources)
  end)
  local left = count_left()
  for name, number in pairs(before) do
    left[name] = left[name] - number
  end
  print_summary(campaign, system.seconds() - started, left)
  local failed = campaign.wrong + (campaign.outcomes.nondeterministic or 0) + left.processes
    + left.files + left.traces
  print(("%d passed, %d failed"):format(failed == 0 and 1 or 0, math.min(failed, 1)))
  os.exit(failed == 0, true)
end

main()

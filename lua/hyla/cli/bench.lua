--- hyla bench: time this library on this machine.

local bench = require("hyla.bench")
local machine = require("hyla.machine")
local output = require("hyla.cli.output")
local system = require("hyla.system")
local t = require("hyla.tensor")
local term = require("hyla.term")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("suite", "What to time: " .. table.concat(bench.suites(), ", ") .. "."):args("*")
  parser:option("--only", "Only cases with this in their name.", nil):argname("TEXT")
  parser:option("--rounds", "Rounds of each case.", 9, tonumber):argname("N")
  parser:option("--seconds", "What a round takes, about.", 0.02, tonumber):argname("S")
  parser:option("--threads", "Threads that share large operations.", 1, tonumber):argname("N")
  parser:flag("--json", "Print one JSON object on the last line.")
  parser:epilog([[
examples:
  hyla bench                       every suite
  hyla bench tensor --only maml    the cases with "maml" in their name
  hyla bench tensor --json         for scripts
  hyla bench tensor --only 1e7 --threads 2
  hyla bench loop --only trivial   whole edits: see how many a second there are

Times are processor time of one thread, with more threads clock time: the median of the rounds, and
in brackets the least and the greatest, which show how noisy the machine is. Single events, such as
a reload, are timed by the clock.]])
end

--- Returns seconds as a text of four digits and a unit.
local function format_seconds(seconds)
  for _, unit in ipairs({ { 1e-6, 1e-9, "ns" }, { 1e-3, 1e-6, "us" }, { 1, 1e-3, "ms" } }) do
    if seconds < unit[1] then
      return ("%.4g %s"):format(seconds / unit[2], unit[3])
    end
  end
  return ("%.4g s"):format(seconds)
end

local function print_figure(figure)
  local range = ("%s to %s"):format(format_seconds(figure.least), format_seconds(figure.greatest))
  print(("%-28s %12s   (%s)"):format(figure.name, format_seconds(figure.median), range))
end

--- Collects the cases of all suites that were asked for.
local function collect(arguments)
  local suites = #arguments.suite > 0 and arguments.suite or bench.suites()
  local chosen = {}
  for _, suite in ipairs(suites) do
    local cases, message = bench.cases(suite, arguments.only)
    if not cases then
      return nil, message
    end
    for _, case in ipairs(cases) do
      chosen[#chosen + 1] = case
    end
  end
  return chosen
end

--- Says on a terminal what is being timed, where it does not show otherwise.
local function announce(name)
  if term.progress() == "live" then
    io.stderr:write(("\27[2K\r%s"):format(name or ""))
  end
end

--- Times the cases; prints each at once unless one object is wanted in the end.
local function measure(cases, arguments)
  local clock = arguments.threads > 1 and system.seconds or system.cpu_seconds
  local figures = {}
  for i, case in ipairs(cases) do
    if arguments.json then
      announce(case.name)
    end
    figures[i] = bench.measure(case, arguments.rounds, arguments.seconds, clock)
    if not arguments.json then
      print_figure(figures[i])
    end
  end
  return figures
end

---@param arguments table
---@return integer? status
---@return string? message
function M.run(arguments)
  local cases, message = collect(arguments)
  if not cases then
    return nil, message
  end
  if arguments.rounds < 1 or arguments.seconds <= 0 then
    return nil, "wanted at least 1 round of more than 0 seconds"
  end
  local is_set, refusal = pcall(t.threads, arguments.threads)
  if not is_set then
    return nil, refusal:match("threads: (.*)$") or refusal
  end
  local figures = measure(cases, arguments)
  if arguments.json then
    announce(nil)
    output.json({
      clock = arguments.threads > 1 and "clock time" or "processor time",
      threads = arguments.threads,
      machine = machine.processor_name(),
      cases = figures,
    })
  end
  return 0
end

return M

--- hyla transfer: what a policy has learned, spent on another task.

local configs = require("hyla.config")
local files = require("hyla.files")
local findings = require("hyla.study.findings")
local kinds = require("hyla.kinds")
local memoirs = require("hyla.memoir")
local meters = require("hyla.study.meter")
local output = require("hyla.cli.output")
local random = require("hyla.rng")
local reports = require("hyla.study.report")
local runs = require("hyla.run")
local sheets = require("hyla.study.sheet")
local system = require("hyla.system")
local tasks = require("hyla.task")
local term = require("hyla.term")
local transfers = require("hyla.study.transfer")

local M = {}

-- what is no number is left for `check` to refuse
local function number(word)
  return tonumber(word) or word
end

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of a finished run, or a file of a study's minds/.")
  parser:argument("config", "YAML file of the task to spend it on, as for hyla run.")
  parser:option("--k", "How many edits each search has.", "50"):convert(number)
  parser:option("--seeds", "How many times: each seed draws its own data.", "12"):convert(number)
  parser:option("--seed", "The first of the seeds; that of the config by default."):convert(number)
  parser:option("--workers", "How many workers; they do not change the result."):convert(number)
  parser:option("--data", "Folder to look for data sets in, before $HYLA_DATA and data/.")
  parser:option("--out", "Folder for a report with plots; none by default.")
  parser:flag("--unsafe", "Run candidates even where the kernel has no seccomp to hold them.")
  parser:flag("--json", "Print one JSON object on the last line.")
  parser:epilog([[
examples:
  hyla transfer runs/linear-1 examples/tabular/xor.yaml --k 20
  hyla transfer runs/small/minds/learned-1-xor-1200.json examples/tabular/linear_dear.yaml --k 20

The policy is frozen: it searches with what it has learned, and once more as it starts, with the
same seeds and the same charged budget. What it has learned comes from mind.json of the run. The
task, its limits and the agent to start from are the config's; the policy and its editors are the
run's, or those of the study's method.]])
end

-- the first word of the command line that is wrong
local function check(arguments)
  local wanted = {
    { "k", kinds.integer(1, 100000) },
    { "seeds", kinds.integer(1, 10000) },
  }
  for _, row in ipairs(wanted) do
    local complaint = row[2](arguments[row[1]])
    if complaint then
      local text = "--%s wants %s, got %s"
      return nil, text:format(row[1], complaint, kinds.show(arguments[row[1]]))
    end
  end
  return true
end

-- the task of a config, only to know what it is called and asks for
local function open_task(config, folders)
  local context = { data = folders, rng = random.new(config.search.seed):split("task") }
  local task, message = tasks.open(config.task.module, config.task, context)
  local problem = task and configs.limits_problem(task.limits)
  if problem then
    return nil, ("task %s: %s"):format(task.name, problem)
  end
  return task, message
end

-- what a policy has learned, and the program that has it
local function open_memoir(transfer, path)
  local message
  transfer.memoir, message = memoirs.read(path)
  if transfer.memoir then
    transfer.program, message = transfers.program(path, transfer.config)
  end
  if not transfer.program then
    return nil, message
  end
  local fits, why = memoirs.check(transfer.memoir, transfer.program, transfer.seed)
  return fits, why and ("%s: %s"):format(path, why)
end

local function open(arguments)
  local ok, message = check(arguments)
  if not ok then
    return nil, message
  end
  local transfer = { k = arguments.k, seeds = arguments.seeds, unsafe = arguments.unsafe }
  transfer.config, message = configs.load(arguments.config, arguments)
  if not transfer.config then
    return nil, message
  end
  transfer.seed, transfer.data = transfer.config.search.seed, tasks.data_folders(arguments.data)
  ok, message = open_memoir(transfer, arguments.run)
  if not ok then
    return nil, message
  end
  transfer.task, message = open_task(transfer.config, transfer.data)
  if not transfer.task then
    return nil, message
  end
  transfer.limits = runs.limits(transfer.config, transfer.task)
  return transfer
end

local function play(transfer)
  system.catch_interruptions()
  function transfer.stop()
    return system.interruption() and "interrupted"
  end
  local cost = transfer.k + 1
  local meter = meters.start(io.stderr, transfer.seeds * #transfers.METHODS * cost)
  if transfer.task.notice then
    io.stderr:write("note: ", transfer.task.notice, "\n")
  end
  function transfer.on_search(seed, method)
    meter:unit(("seed %d, %s"):format(seed, method), cost)
  end
  local episodes, message = transfers.play(transfer)
  meter:stop()
  return episodes, message
end

local function bounds(interval)
  return interval and { low = interval.low, high = interval.high }
end

-- what --json prints of the claims and the arms
local function object_of(transfer, found)
  local object = { task = transfer.task.name, k = transfer.k, seeds = transfer.seeds }
  object.charged = transfer.memoir.charged
  object.methods, object.differences = transfers.means(found), {}
  for _, claim in ipairs(found.claims) do
    object.differences[claim.measure.name] = {
      mean = claim.mean,
      interval = bounds(claim.interval),
      p = claim.p,
      corrected = claim.corrected,
    }
  end
  return object
end

local function print_tables(found)
  local options = { columns = system.columns(1) or 120, paint = term.painter(1) }
  for _, name in ipairs({ "methods", "differences" }) do
    print(table.concat(sheets.lines(found.sheets[name], options), "\n") .. "\n")
  end
  for _, sentence in ipairs(found.cautions) do
    print(table.concat(sheets.wrap(sentence, options.columns), "\n"))
  end
end

local function write_report(arguments, study, found)
  local names, notice = reports.write(arguments.out, study, found)
  if notice then
    io.stderr:write("note: ", notice, "\n")
  end
  return names, notice
end

local function show(arguments, transfer, episodes)
  local command = ("hyla transfer %s %s --k %d"):format(arguments.run, arguments.config, transfer.k)
  local study = transfers.study(transfer, episodes, command)
  local found = assert(findings.of(study))
  if arguments.out and not write_report(arguments, study, found) then
    return nil, "the report could not be written", 1
  end
  if arguments.json then
    output.json(object_of(transfer, found))
  else
    print_tables(found)
  end
  return 0
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local transfer, message = open(arguments)
  if not transfer then
    return nil, message
  end
  if arguments.out then
    local ok
    ok, message = files.make_directories(arguments.out)
    if not ok then
      return nil, message
    end
  end
  local episodes, reason = play(transfer)
  if not reason then
    return show(arguments, transfer, episodes)
  end
  local signal, count = system.interruption(), #episodes / #transfers.METHODS
  if count > 0 then
    transfer.seeds = count
    show(arguments, transfer, episodes)
  end
  local text = "%s: %d of %d seeds were played"
  return nil, text:format(reason, count, arguments.seeds), signal and 128 + signal or 1
end

return M

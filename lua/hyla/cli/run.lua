--- hyla run: a search, from a config to its summary.

local archives = require("hyla.archive")
local configs = require("hyla.config")
local output = require("hyla.cli.output")
local progress = require("hyla.progress")
local runs = require("hyla.run")
local results = require("hyla.result")
local servers = require("hyla.live.server")
local system = require("hyla.system")
local tasks = require("hyla.task")
local verbs = require("hyla.live.verbs")
local walls = require("hyla.walls")

local M = {}

-- what is no number is left for the config to refuse, which knows what is wanted
local function number(word)
  return tonumber(word) or word
end

---@param parser table
function M.describe(parser)
  parser:argument("config", "YAML file that says what to search for, and how.")
  parser:option("--seed", "Names the random numbers."):convert(number)
  parser:option("--budget", "How many edits are tried; a run that is resumed may be given more.")
    :convert(number)
  parser:option("--workers", "How many workers; they do not change the result."):convert(number)
  parser:option("--data", "Folder to look for data sets in, before $HYLA_DATA and data/.")
  parser:option("--out", "Folder for the run; a new one below runs/ by default.")
  parser:flag("--resume", "Go on with the run in --out, as its own config says.")
  parser:flag("--unsafe", "Run candidates even where the kernel has no seccomp to hold them.")
  parser:flag("--json", "Print one JSON object on the last line.")
  parser:epilog([[
examples:
  hyla run examples/paper_review/panel.yaml
  hyla run examples/paper_review/text.yaml --data ~/data --seed 7 --budget 1000
  hyla run examples/paper_review/panel.yaml --out runs/mine            stop it with Ctrl-C, then
  hyla run examples/paper_review/panel.yaml --out runs/mine --resume   go on where it stopped

Ctrl-C loses nothing that was shown as done. A resumed run keeps the config that it began with: a
config or a seed that differs is refused, a larger --budget and other --workers are taken.]])
end

-- runs/<config>-<seed>, or the same with the first number behind it that is free
local function new_folder(config)
  local name = config.path:match("([^/]+)%.ya?ml$") or "run"
  local base = ("runs/%s-%d"):format(name, config.search.seed)
  local folder, count = base, 1
  while system.kind(folder) do
    count = count + 1
    folder = ("%s-%d"):format(base, count)
  end
  return folder
end

local function folder_of(arguments, config)
  local folder = arguments.out or new_folder(config)
  local is_there = system.kind(folder .. "/archive.db") ~= nil
  if is_there and not arguments.resume then
    return nil, ("%s holds a run already: choose another --out, or --resume it"):format(folder)
  end
  return folder
end

-- says on the screen what is about to happen
local function announce(run, config, folder)
  local search = config.search
  io.stderr:write(("task %s, seed %d, budget %d, window %d, %d worker%s -> %s\n"):format(
    run.task.name,
    search.seed,
    search.budget,
    search.window,
    search.workers,
    search.workers == 1 and "" or "s",
    folder
  ))
  local standing = run.pool:walls()
  io.stderr:write(walls.warning(standing) or "walls: " .. walls.line(standing), "\n")
  if run.task.notice then
    io.stderr:write("note: ", run.task.notice, "\n")
  end
end

-- why the search stops before its budget: a signal came
local function interruption()
  return system.interruption() and "interrupted"
end

-- lets others speak with the run, if it can; the run does without them
local function open_server(run, screen)
  local server, message = servers.open(run, run.archive.path, verbs)
  if not server then
    screen:say("note: nobody can speak with this run: " .. message)
    run.stop = interruption
    return nil
  end
  function run.stop()
    return server:poll(interruption)
  end
  function run.on_swap(swap, refusal)
    screen:say(refusal and ("not swapped: %s: %s"):format(swap.part, refusal)
      or ("%s from entry %d on: %s"):format(swap.reason, swap.from, swap.part))
  end
  return server
end

local function search(run)
  local archive = run.archive
  local first = archive:count() - 1
  local screen = progress.start(io.stderr, run.budget, first, archive:best().score)
  local server = open_server(run, screen)
  system.catch_interruptions()
  local ok, message = runs.search(run, function(entry)
    screen:entry(entry)
  end)
  if server then
    server:close()
  end
  screen:stop()
  return ok, message
end

local function print_result(run, result, seconds, arguments)
  if arguments.json then
    output.json(results.object(run, result, seconds))
  else
    print(table.concat(results.lines(run, result, seconds, output.program()), "\n"))
  end
end

-- searches and prints what came of it
local function work(run, started, arguments)
  local ok, message = search(run)
  if ok then
    local result, reason = runs.finish(run)
    if not result then
      return nil, reason, 1
    end
    print_result(run, result, system.seconds() - started, arguments)
    return 0
  end
  message = ("%s; %d of %d edits are kept; go on with: %s run %s --out %s --resume"):format(
    message,
    run.archive:count() - 1,
    run.budget,
    output.program(),
    arguments.config,
    run.archive.path
  )
  local signal = system.interruption()
  return nil, message, signal and 128 + signal or 1
end

-- the config of a run that is resumed is the one that it began with
local function load_config(arguments)
  local config, message = configs.load(arguments.config, arguments)
  if not (config and arguments.resume) then
    return config, message
  end
  if not arguments.out then
    return nil, "--resume wants the folder of a run in --out, got none"
  end
  local archive
  archive, message = archives.open(arguments.out, "read")
  if not archive then
    return nil, "--resume: " .. message
  end
  archive:close()
  return configs.resume(archive.facts.config, config, arguments)
end

local function open(arguments, config, folder)
  local run, message = runs.open(config, tasks.data_folders(arguments.data), arguments.unsafe)
  if not run then
    return nil, message
  end
  announce(run, config, folder)
  local begin = arguments.resume and runs.resume or runs.start
  local ok
  ok, message = begin(run, folder, config)
  if not ok then
    run.pool:close()
    return nil, message
  end
  return run
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local started = system.seconds()
  local config, message = load_config(arguments)
  if not config then
    return nil, message
  end
  local folder
  folder, message = folder_of(arguments, config)
  if not folder then
    return nil, message
  end
  local run
  run, message = open(arguments, config, folder)
  if not run then
    return nil, message
  end
  local status, failure
  status, message, failure = work(run, started, arguments)
  run.archive:close()
  run.pool:close()
  return status, message, failure
end

return M

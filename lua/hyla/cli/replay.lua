--- hyla replay: a run once more, entry by entry, to see that it gives the same.

local archives = require("hyla.archive")
local entries = require("hyla.entry")
local meters = require("hyla.study.meter")
local output = require("hyla.cli.output")
local runs = require("hyla.run")
local system = require("hyla.system")
local tasks = require("hyla.task")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of a run, finished or not.")
  parser:option("--workers", "How many workers; they do not change the result."):convert(tonumber)
  parser:option("--data", "Folder to look for data sets in, before $HYLA_DATA and data/.")
  parser:option("--out", "Folder for the new run; by default it is not kept.")
  parser:flag("--unsafe", "Run candidates even where the kernel has no seccomp to hold them.")
  parser:flag("--json", "Print one JSON object on the last line.")
  parser:epilog([[
examples:
  hyla replay runs/panel-1
  hyla replay runs/panel-1 --workers 4 --out runs/panel-again

The run begins with the program in its archive, whatever the files are now, and its swaps come into
force again; the task and its data are read anew. It ends at the first entry that differs, with exit
status 1.]])
end

-- the archive of the run, and its config for another round
local function open_archive(arguments)
  local archive, message = archives.open(arguments.run, "read")
  if not archive then
    return nil, message
  elseif archive:count() == 0 then
    return nil, ("%s: the run has no entry yet"):format(arguments.run)
  end
  local config = archive.facts.config
  config.path = arguments.run
  config.search.workers = arguments.workers or config.search.workers
  return archive, config
end

-- a folder to play in, and what removes it if it is not to be kept
local function folder_of(arguments)
  if arguments.out then
    local is_there = system.kind(arguments.out .. "/archive.db") ~= nil
    return not is_there and arguments.out, function() end
  end
  local folder = os.tmpname()
  os.remove(folder)
  return folder, function()
    os.execute(("rm -rf '%s'"):format(folder))
  end
end

-- what two entries differ in, for people
local function difference(entry, was)
  for _, field in ipairs({ "id", "outcome", "score" }) do
    if entry[field] ~= was[field] then
      local text = "entry %d differs: its %s is %s, was %s"
      return text:format(entry.n, field, tostring(entry[field]), tostring(was[field]))
    end
  end
  return ("entry %d differs in its edit, its report or the mind of its policy"):format(entry.n)
end

-- plays until an entry differs, or all are there; how many are the same, and the difference
local function play(run, archive, count)
  local meter, same, found = meters.start(io.stderr, count - 1), 1, nil
  meter:unit("replaying", count - 1)
  run.stop = function()
    return found or same >= count and "done" or system.interruption() and "interrupted" or nil
  end
  system.catch_interruptions()
  local _, message = runs.search(run, function(entry)
    if not found and entry.n <= count then
      local was = archive:entry(entry.n)
      if entries.text(entry) == entries.text(was) then
        same = entry.n
      else
        found = difference(entry, was)
      end
      meter:show(entry.n - 1)
    end
  end)
  meter:stop()
  return same, found or same < count and message or nil
end

local function replay(arguments, archive, config, folder)
  local run, message = runs.open(config, tasks.data_folders(arguments.data), arguments.unsafe)
  if not run then
    return nil, message
  end
  local ok
  ok, message = runs.replay(run, folder, config, archive)
  if not ok then
    run.pool:close()
    return nil, message
  end
  -- a run that was given more later went on by another budget than it began with
  local count = math.min(archive:count(), config.search.budget + 1)
  local first = entries.text(run.archive:entry(1)) == entries.text(archive:entry(1))
  local same, problem = 0, "entry 1 differs"
  if first then
    same, problem = play(run, archive, count)
  end
  local swaps = run.swaps:count()
  run.archive:close()
  run.pool:close()
  return { entries = count, same = same, swaps = swaps, difference = problem }
end

-- prints what was found; the exit status, or why it is none
local function show(arguments, found)
  if arguments.json then
    output.json(found)
  elseif not found.difference then
    local plural = found.swaps == 1 and "" or "s"
    print(("the same %d entries, with %d swap%s"):format(found.same, found.swaps, plural))
  end
  if found.difference then
    local signal = system.interruption()
    return nil, found.difference, signal and 128 + signal or 1
  end
  return 0
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local archive, config = open_archive(arguments)
  if not archive then
    return nil, config
  end
  local folder, remove = folder_of(arguments)
  if not folder then
    return nil, ("--out wants a new folder, got %s, which has a run"):format(arguments.out)
  end
  local found, message = replay(arguments, archive, config, folder)
  remove()
  archive:close()
  if not found then
    return nil, message
  end
  return show(arguments, found)
end

return M

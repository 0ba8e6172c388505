--- hyla study: methods compared on families of tasks, from a config to its report.

local campaigns = require("hyla.study.campaign")
local configs = require("hyla.study.config")
local files = require("hyla.files")
local findings = require("hyla.study.findings")
local machine = require("hyla.machine")
local meters = require("hyla.study.meter")
local output = require("hyla.cli.output")
local reports = require("hyla.study.report")
local system = require("hyla.system")
local tasks = require("hyla.task")
local term = require("hyla.term")
local version = require("hyla.version")

local M = {}

-- what is no number is left for the config to refuse
local function number(word)
  return tonumber(word) or word
end

---@param parser table
function M.describe(parser)
  parser:argument("config", "YAML file that says what is compared, on what, how often.")
  parser:option("--workers", "How many workers; they do not change the result."):convert(number)
  parser:option("--data", "Folder to look for data sets in, before $HYLA_DATA and data/.")
  parser:option("--out", "Folder for the study, runs/NAME by default; what is there goes on.")
  parser:flag("--report", "Play nothing: report on what was played so far.")
  parser:flag("--unsafe", "Run candidates even where the kernel has no seccomp to hold them.")
  parser:flag("--json", "Print one JSON object on the last line.")
  parser:epilog([[
examples:
  hyla study examples/studies/ablation.yaml
  hyla study examples/studies/ablation.yaml --out runs/mine        stop it with Ctrl-C, then again:
  hyla study examples/studies/ablation.yaml --out runs/mine        it goes on where it stopped
  hyla study examples/studies/ablation.yaml --out runs/mine --report

The folder gets episodes.jsonl, a line for every search of an exam; minds/, what the policies had
learned; and report/, with tables, plots and report.html, which needs no other file.]])
end

local function folder_of(arguments, config)
  return arguments.out or "runs/" .. (config.path:match("([^/]+)%.ya?ml$") or "study")
end

-- a study that goes on must be the one that began; methods may join it
local function check_same(folder, config)
  local path = folder .. "/study.json"
  local text = configs.text(config)
  if system.kind(path) then
    local before = files.read(path)
    local both, key = configs.join(before, config)
    if not both then
      local complaint = "%s holds another study: its %s differs from %s"
      return nil, complaint:format(folder, key, config.path)
    elseif both == before then
      return true
    end
    text = both
  end
  local ok, message = files.make_directories(folder)
  if ok then
    ok, message = files.write(path, text)
  end
  return ok, message
end

-- the evaluations that are left, all in all
local function cost_of(campaign)
  local config, all = campaign.config, 0
  for seed = config.study.seed, config.study.seed + config.study.seeds - 1 do
    for _, unit in ipairs(campaigns.pending(campaign, seed)) do
      all = all + campaigns.cost(config, unit)
    end
  end
  return all
end

local function show_progress(campaign)
  local meter = meters.start(io.stderr, cost_of(campaign))
  function campaign.on_unit(unit)
    local left_out = unit.held_out == "" and "nothing" or unit.held_out
    local title = ("seed %d, %s, without %s"):format(unit.seed, unit.method, left_out)
    meter:unit(title, campaigns.cost(campaign.config, unit))
  end
  function campaign.on_round(charged)
    meter:show(charged)
  end
  return meter
end

local function ablations_of(config)
  local without = {}
  for _, name in ipairs(config.order) do
    local feature = config.report.without[name]
    if feature then
      without[#without + 1] = { method = name, feature = feature }
    end
  end
  return config.report.full ~= "" and { full = config.report.full, without = without } or nil
end

-- the study as its report takes it
local function study_of(campaign)
  local config, methods = campaign.config, {}
  for i, name in ipairs(config.order) do
    local method = config.methods[name]
    methods[i] = { name = name, label = method.label, about = method.about }
  end
  return {
    title = config.study.title,
    about = config.study.about,
    methods = methods,
    pairs = config.report.pairs,
    ks = config.report.ks,
    tests = config.report.tests,
    ablations = ablations_of(config),
    compounding = config.report.compounding,
    command = ("hyla study %s"):format(config.path),
    versions = { hyla = version, luajit = jit.version },
    machine = { processor = machine.processor_name(), processors = machine.processors() },
    episodes = campaign.journal.episodes,
  }
end

local function report(campaign, arguments)
  local study = study_of(campaign)
  local found, message = findings.of(study)
  if not found then
    return nil, message, 1
  end
  local folder = campaign.folder .. "/report"
  local names, notice = reports.write(folder, study, found)
  if not names then
    return nil, notice, 1
  end
  if notice then
    io.stderr:write("note: ", notice, "\n")
  end
  if arguments.json then
    output.json({ episodes = #study.episodes, report = folder, files = output.list(names) })
  else
    local options = { columns = system.columns(1) or 120, paint = term.painter(1) }
    print(table.concat(reports.lines(found, options), "\n"))
    print(("The report: %s/report.html"):format(folder))
  end
  return 0
end

local function play(campaign)
  system.catch_interruptions()
  function campaign.stop()
    return system.interruption() and "interrupted"
  end
  local meter = show_progress(campaign)
  local ok, message = campaigns.run(campaign)
  meter:stop()
  if ok then
    return 0
  end
  local signal = system.interruption()
  local text = "%s; what was played is kept in %s, and the same command goes on"
  return nil, text:format(message, campaign.folder),
    signal and 128 + signal or 1
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local config, message = configs.load(arguments.config, arguments)
  if not config then
    return nil, message
  end
  local folder = folder_of(arguments, config)
  local is_same, complaint = check_same(folder, config)
  if not is_same then
    return nil, complaint
  end
  local options = { data = tasks.data_folders(arguments.data), unsafe = arguments.unsafe }
  local campaign
  campaign, message = campaigns.open(config, folder, options)
  if not campaign then
    return nil, message
  end
  local status, failure = 0, nil
  if not arguments.report then
    status, message, failure = play(campaign)
  end
  if status then
    status, message, failure = report(campaign, arguments)
  end
  campaign.journal:close()
  return status, message, failure
end

return M

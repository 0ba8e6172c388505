--- hyla eval: one program under the sandbox, with its outcome, score and resources.

local card = require("hyla.cli.card")
local configs = require("hyla.config")
local figure = require("hyla.study.figure")
local files = require("hyla.files")
local grants = require("hyla.grants")
local nearest = require("hyla.nearest")
local output = require("hyla.cli.output")
local play = require("hyla.play")
local runs = require("hyla.run")
local tasks = require("hyla.task")
local term = require("hyla.term")
local tiers = require("hyla.tiers")
local walls = require("hyla.walls")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("file", "Lua file of an agent.")
  parser:option("--task", "YAML file whose task the agent is tried on."):count(1)
  parser:option("--tier", "How far it goes: gate, screen, repeat or confirm, which is all of them.")
    :default("confirm")
  parser:option("--data", "Folder to look for data sets in, before $HYLA_DATA and data/.")
  parser:flag("--unsafe", "Run it even where the kernel has no seccomp to hold it.")
  parser:option("--grant", "A library that is denied, such as ffi; only in builds for trials.")
  parser:flag("--json", "Print one JSON object on the last line.")
  parser:epilog([[
The agent learns from the training cases and is scored on the validation cases. It is a module with
init, learn and act, or a plain function, which is called with the fields of each case in their
order and learns nothing.

examples:
  hyla eval agents/cold.lua --task examples/paper_review/panel.yaml
  hyla eval mine.lua --task examples/paper_review/text.yaml --json
  hyla eval mine.lua --task examples/paper_review/text.yaml --tier gate    only look at its source

Tiers: the gate looks at the source; a worker of the screen tier runs it; another one repeats it and
must get the same to the last bit; at the confirm tier it runs in a process of its own.]])
end

local function print_report(object)
  print(("outcome  %s"):format(object.outcome))
  print(("tier     %s"):format(object.tier))
  if object.message then
    print("message  " .. term.plain(object.message))
  end
  print(("score    %s"):format(card.score(object.score)))
  print(("used     %.3f s, %s"):format(object.cpu_seconds, figure.bytes(object.peak_bytes)))
  print(("walls    %s"):format(walls.line(object.walls)))
end

local function evaluate(run, source, tier)
  local program = { parts = { agent = source }, numbers = {} }
  local report = play.try(run, program, "validation", tier)
  local score = report.tier ~= "gate" and play.measure(run, report, "validation") or nil
  return {
    outcome = report.outcome,
    tier = report.tier,
    message = report.message,
    score = score,
    cpu_seconds = report.cpu_seconds,
    peak_bytes = report.peak_bytes,
    walls = run.pool:walls(),
    fuel = report.fuel,
    work = report.work,
  }
end

local function has_grant(name)
  for _, one in ipairs(grants.names()) do
    if one == name then
      return true
    end
  end
  return false
end

-- true; or nil and which word of the command line is wrong
local function check(arguments)
  local tier, grant = arguments.tier, arguments.grant
  if tier == "hidden" or not tiers.CHAINS[tier] then
    local hint = nearest.hint(tier, { "gate", "screen", "repeat", "confirm" })
    return nil, ("--tier wants gate, screen, repeat or confirm, got %s%s"):format(tier, hint)
  end
  if grant and not has_grant(grant) then
    local text = "--grant wants a grant of this build, got %s: only one that was configured with "
      .. "-DHYLA_TEST_GRANTS=ON has ffi"
    return nil, text:format(grant)
  end
  return true
end

-- the run that the file is tried in; or nil and what is wrong with the words or the files they name
local function open(arguments)
  local config, message = configs.load(arguments.task, { workers = 1 })
  if not config then
    return nil, message
  end
  local run
  run, message = runs.open(config, tasks.data_folders(arguments.data), arguments.unsafe)
  if run then
    run.grants = arguments.grant and { arguments.grant }
  end
  return run, message
end

---@param arguments table
---@return integer? status
---@return string? message
function M.run(arguments)
  local ok, wrong = check(arguments)
  if not ok then
    return nil, wrong
  end
  local source, message = files.read(arguments.file)
  -- a file that cannot be read is bad input; one that does not compile is an outcome
  if not source then
    return nil, message
  end
  local run
  run, message = open(arguments)
  if not run then
    return nil, message
  end
  local warning = walls.warning(run.pool:walls())
  if warning then
    io.stderr:write(warning, "\n")
  end
  local object = evaluate(run, source, arguments.tier)
  run.pool:close()
  if arguments.json then
    output.json(object)
  else
    print_report(object)
  end
  return 0
end

return M

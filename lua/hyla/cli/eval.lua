--- hyla eval: one program under the sandbox, with its outcome, score and resources.

local candidates = require("hyla.candidate")
local card = require("hyla.cli.card")
local configs = require("hyla.config")
local output = require("hyla.cli.output")
local play = require("hyla.play")
local runs = require("hyla.run")
local tasks = require("hyla.task")
local walls = require("hyla.walls")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("file", "Lua file of an agent.")
  parser:option("--task", "YAML file whose task the agent is tried on."):count(1)
  parser:option("--data", "Folder to look for data sets in, before $HYLA_DATA and data/.")
  parser:flag("--unsafe", "Run it even where the kernel has no seccomp to hold it.")
  parser:flag("--json", "Print one JSON object on the last line.")
  parser:epilog([[
The agent learns from the training cases and is scored on the validation cases. It is a module with
init, learn and act, or a plain function, which is called with the fields of each case in their
order and learns nothing.

examples:
  hyla eval agents/cold.lua --task examples/paper_review/panel.yaml
  hyla eval mine.lua --task examples/paper_review/text.yaml --json]])
end

local function print_report(object)
  print(("outcome  %s"):format(object.outcome))
  if object.message then
    print(("message  %s"):format(object.message))
  end
  print(("score    %s"):format(card.score(object.score)))
  print(("used     %.3f s, %s"):format(object.cpu_seconds, card.bytes(object.peak_bytes)))
  print(("walls    %s"):format(walls.line(object.walls)))
end

-- a file that cannot be read is bad input; one that does not compile is an outcome
local function read(path)
  local file, message = io.open(path, "rb")
  if not file then
    return nil, message
  end
  local source = file:read("*a")
  file:close()
  return source, path .. ": wanted a file, got a folder"
end

local function evaluate(run, source)
  local candidate = candidates.seed({ parts = { agent = source }, numbers = {} })
  local report = play.evaluate(run, candidate, "validation")
  return {
    outcome = report.outcome,
    message = report.message,
    score = play.measure(run, report, "validation"),
    cpu_seconds = report.cpu_seconds,
    peak_bytes = report.peak_bytes,
    walls = run.pool:walls(),
    fuel = report.fuel,
  }
end

---@param arguments table
---@return integer? status
---@return string? message
function M.run(arguments)
  local source, message = read(arguments.file)
  if not source then
    return nil, message
  end
  local config
  config, message = configs.load(arguments.task, { workers = 1 })
  if not config then
    return nil, message
  end
  local run
  run, message = runs.open(config, tasks.data_folders(arguments.data), arguments.unsafe)
  if not run then
    return nil, message
  end
  local warning = walls.warning(run.pool:walls())
  if warning then
    io.stderr:write(warning, "\n")
  end
  local object = evaluate(run, source)
  run.pool:close()
  if arguments.json then
    output.json(object)
  else
    print_report(object)
  end
  return 0
end

return M

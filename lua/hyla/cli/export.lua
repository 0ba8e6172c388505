--- hyla export: a run for other programs.

local archives = require("hyla.archive")
local files = require("hyla.files")
local openmetrics = require("hyla.export.openmetrics")
local texts = require("hyla.export.text")
local tfevents = require("hyla.export.tfevents")

local M = {}

---@class ExportFormat
---@field write fun(archive: Archive, emit: fun(text: string))
---@field place? fun(archive: Archive, out: string?): string? The file; standard output without.

-- TensorBoard wants a folder, with one file in it
local function place_of_events(archive, out)
  local folder = out or archive.path .. "/tfevents"
  local ok, message = files.make_directories(folder)
  if not ok then
    return nil, message
  end
  return ("%s/%s"):format(folder, tfevents.name(archive))
end

local function write_metrics(archive, emit)
  emit(openmetrics.of(archive))
end

---@type table<string, ExportFormat>
local FORMATS = {
  jsonl = { write = texts.jsonl },
  csv = { write = texts.csv },
  tfevents = { write = tfevents.write, place = place_of_events },
  openmetrics = { write = write_metrics },
}

local NAMES = { "jsonl", "csv", "tfevents", "openmetrics" }

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of the run.")
  parser:option("--format", "What to write.", "jsonl"):choices(NAMES)
  parser:option("--out", "File to write; standard output by default. Of tfevents: the folder.")
    :argname("PATH")
  parser:epilog([[
examples:
  hyla export runs/panel | jq .score             an object a line, an entry each
  hyla export runs/panel --format csv --out panel.csv
  hyla export runs/panel --format tfevents       writes runs/panel/tfevents; see it with
  tensorboard --logdir runs/panel/tfevents
  hyla export runs/panel --format openmetrics    counters and gauges, as Prometheus reads them

docs/archive.md says what the fields are. A run may be exported while it goes on.]])
end

-- what takes texts, and a function that says whether all were written
local function sink(path)
  local out, message
  if path then
    out, message = io.open(path, "wb")
    if not out then
      return nil, message
    end
  else
    out = io.stdout
  end
  local failure
  local function emit(text)
    if not failure then
      local ok, why = out:write(text)
      failure = not ok and (path or "standard output") .. ": " .. why or nil
    end
  end
  local function finish()
    local ok, why = (path and out.close or out.flush)(out)
    return not failure and ok, failure or why
  end
  return emit, finish
end

local function stdout_or_file(_, out)
  return out
end

-- writes a run; returns whether it could, why not, and into which file
local function write(archive, format, out)
  local path, message = (format.place or stdout_or_file)(archive, out)
  if message then
    return nil, message
  end
  local emit, finish = sink(path)
  if not emit then
    return nil, finish
  end
  format.write(archive, emit)
  local ok, why = finish()
  return ok, why, path
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local archive, message = archives.open(arguments.run, "read")
  if not archive then
    return nil, message
  end
  local ok, why, path = write(archive, FORMATS[arguments.format], arguments.out)
  if not ok then
    return nil, why, 1
  end
  if path then
    io.stderr:write(("%s: %d entries\n"):format(path, archive:count()))
  end
  return 0
end

return M

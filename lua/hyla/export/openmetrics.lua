--- Metrics of a run as OpenMetrics text (version 1.0.0), for Prometheus and what reads as it does.

local accounts = require("hyla.account")
local canonical = require("hyla.canonical")
local keys = require("hyla.keys")
local results = require("hyla.result")

---@class MetricSample
---@field labels? table<string, string>
---@field value number

---@class MetricFamily
---@field name string    Ends in the unit, if there is one.
---@field kind "counter"|"gauge"|"info"
---@field unit? string
---@field help string
---@field samples MetricSample[]  Families without any are left out.

local M = {}

--- What stands in the name of a sample behind that of its family.
local SUFFIXES = { counter = "_total", gauge = "", info = "_info" }

local ESCAPES = { ["\\"] = "\\\\", ['"'] = '\\"', ["\n"] = "\\n" }

--- Returns a text as it stands between quotes; what is not ASCII, which need not be UTF-8 in a name
--- that a candidate chose, and controls become question marks.
local function escape(text)
  return (text:gsub("[%z\1-\9\11-\31\127-\255]", "?"):gsub('[\\"\n]', ESCAPES))
end

local function labels_text(labels)
  local words = {}
  for i, name in ipairs(keys.sorted(labels or {})) do
    words[i] = ('%s="%s"'):format(name, escape(labels[name]))
  end
  return words[1] and "{" .. table.concat(words, ",") .. "}" or ""
end

local function add_family(lines, family)
  local name = family.name
  lines[#lines + 1] = ("# TYPE %s %s"):format(name, family.kind)
  if family.unit then
    lines[#lines + 1] = ("# UNIT %s %s"):format(name, family.unit)
  end
  lines[#lines + 1] = ("# HELP %s %s"):format(name, family.help)
  for _, sample in ipairs(family.samples) do
    local labels = labels_text(sample.labels)
    local value = assert(canonical.encode(sample.value))
    lines[#lines + 1] = ("%s%s%s %s"):format(name, SUFFIXES[family.kind], labels, value)
  end
end

--- Writes families of metrics.
---
---@param families MetricFamily[]
---@return string text Ends with `# EOF`.
function M.write(families)
  local lines = {}
  for _, family in ipairs(families) do
    if family.samples[1] then
      add_family(lines, family)
    end
  end
  lines[#lines + 1] = "# EOF\n"
  return table.concat(lines, "\n")
end

local function one(value)
  return { value ~= nil and { value = value } or nil }
end

local function run_family(archive)
  local facts = archive.facts
  local config, versions = facts.config or {}, facts.versions or {}
  local search, task = config.search or {}, config.task or {}
  local labels = {
    seed = search.seed and ("%.17g"):format(search.seed),
    task = task.module,
    version = versions.hyla,
  }
  return {
    name = "hyla_run",
    kind = "info",
    help = "What is searched for, and by which version.",
    samples = { { labels = labels, value = 1 } },
  }
end

local function outcome_family(archive)
  local counts, samples = results.outcomes(archive), {}
  for i, outcome in ipairs(keys.sorted(counts)) do
    samples[i] = { labels = { outcome = outcome }, value = counts[outcome] }
  end
  return {
    name = "hyla_evaluations",
    kind = "counter",
    help = "Candidates that were evaluated, by what came of it.",
    samples = samples,
  }
end

local function editor_families(archive)
  local edits = { name = "hyla_edits", kind = "counter", samples = {} }
  edits.help = "Edits that were evaluated, by the editors that had a part in them."
  local accepted = { name = "hyla_edits_accepted", kind = "counter", samples = {} }
  accepted.help = "Those of the edits that scored above the parent."
  local list = accounts.editors(archive)
  table.sort(list, function(first, second)
    return first.editor < second.editor
  end)
  for i, account in ipairs(list) do
    local labels = { editor = account.editor }
    edits.samples[i] = { labels = labels, value = account.edits }
    accepted.samples[i] = { labels = labels, value = account.accepted }
  end
  return edits, accepted
end

local function score_family(archive)
  local first, best = archive:entry(1), archive:best()
  local samples = {}
  if first and first.score then
    samples[1] = { labels = { entry = "start" }, value = first.score }
  end
  if best then
    samples[#samples + 1] = { labels = { entry = "best" }, value = best.score }
  end
  return {
    name = "hyla_validation_score",
    kind = "gauge",
    help = "Validation score of the start and of the best entry so far.",
    samples = samples,
  }
end

local function last_rate(archive)
  local rate
  accounts.walk(archive, function(step)
    rate = step.rate
  end)
  return rate
end

local function gauges(archive)
  local entries, used = archive:entries(), accounts.used(archive)
  local last = entries[#entries]
  return {
    {
      name = "hyla_entries",
      kind = "gauge",
      help = "Entries in the archive; the start is one of them.",
      samples = one(#entries),
    },
    score_family(archive),
    {
      name = "hyla_evaluations_per_second",
      kind = "gauge",
      help = "Evaluations a second, over the last fifty.",
      samples = one(last_rate(archive)),
    },
    {
      name = "hyla_candidate_cpu_seconds",
      kind = "counter",
      unit = "seconds",
      help = "Processor time that candidates took.",
      samples = one(used.cpu_seconds),
    },
    {
      name = "hyla_candidate_peak_bytes",
      kind = "gauge",
      unit = "bytes",
      help = "The most memory that a candidate took.",
      samples = one(used.peak_bytes),
    },
    {
      name = "hyla_last_entry_timestamp_seconds",
      kind = "gauge",
      unit = "seconds",
      help = "When the newest entry came, since 1970-01-01 00:00 UTC.",
      samples = one(last and last.created),
    },
  }
end

--- Returns the metrics of a run as it stands: a function of its archive alone.
---
---@param archive Archive
---@return string text
function M.of(archive)
  local edits, accepted = editor_families(archive)
  local families = { run_family(archive), outcome_family(archive), edits, accepted }
  for _, family in ipairs(gauges(archive)) do
    families[#families + 1] = family
  end
  return M.write(families)
end

return M

--- lua/hyla/export/openmetrics.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local metrics = require("hyla.export.openmetrics")
local runs = require("tests.support.runs")
local scratch = require("tests.support.scratch")

local T = {}

local function of_run(use)
  return runs.test(function(folder)
    use(assert(archives.open(folder, "read")))
  end)
end

T.counters_and_gauges_are_those_of_the_run = of_run(function(archive)
  archive:entries()[4].created = 1700000000.5
  local text = metrics.of(archive)
  for _, line in ipairs({
    "# TYPE hyla_evaluations counter",
    'hyla_evaluations_total{outcome="ok"} 2',
    'hyla_evaluations_total{outcome="timeout"} 1',
    'hyla_edits_total{editor="widen"} 1',
    'hyla_edits_accepted_total{editor="mutate_constant"} 1',
    'hyla_edits_accepted_total{editor="widen"} 0',
    "hyla_entries 4",
    'hyla_validation_score{entry="start"} 0',
    'hyla_validation_score{entry="best"} 0.5',
    "# UNIT hyla_candidate_cpu_seconds seconds",
    "hyla_candidate_cpu_seconds_total 1",
    "hyla_candidate_peak_bytes 2048",
    "hyla_last_entry_timestamp_seconds 1700000000.5",
  }) do
    check.contains(text, line .. "\n")
  end
end)

--- A family begins with its type, its unit ends its name, its samples follow; the text ends with
--- the mark of the end.
T.the_text_keeps_to_the_grammar = of_run(function(archive)
  local family, kind, seen = nil, nil, {}
  local suffixes = { counter = "_total", gauge = "", info = "_info" }
  local lines = {}
  for line in metrics.of(archive):gmatch("([^\n]*)\n") do
    lines[#lines + 1] = line
  end
  check.equal(table.remove(lines), "# EOF")
  for _, line in ipairs(lines) do
    local word, name, rest = line:match("^# (%u+) (%S+) (.+)$")
    if word == "TYPE" then
      check.falsy(seen[name])
      family, kind, seen[name] = name, rest, true
    elseif word then
      check.equal(name, family)
      check.truthy(word == "HELP" or name:sub(-#rest - 1) == "_" .. rest)
    else
      local metric, value = line:match("^([%w_]+)%b{} (%S+)$")
      if not metric then
        metric, value = line:match("^([%w_]+) (%S+)$")
      end
      check.equal(metric, family .. suffixes[kind])
      check.truthy(tonumber(value))
    end
  end
end)

function T.labels_cannot_break_a_line()
  local text = metrics.write({
    {
      name = "a",
      kind = "gauge",
      help = "b",
      samples = { { labels = { x = 'q" \\ \n } 1\255\0' }, value = 1 } },
    },
  })
  check.equal(text, '# TYPE a gauge\n# HELP a b\na{x="q\\" \\\\ \\n } 1??"} 1\n# EOF\n')
end

T.a_run_that_has_just_begun_has_metrics = scratch.test(function(folder)
  local archive = assert(archives.create(folder .. "/run", {
    config = { task = { module = "examples.t" }, search = { seed = 7 } },
    versions = { hyla = "1.0" },
  }))
  local text = metrics.of(archive)
  archive:close()
  check.contains(text, 'hyla_run_info{seed="7",task="examples.t",version="1.0"} 1\n')
  check.contains(text, "hyla_entries 0\n")
  check.falsy(text:find("hyla_validation_score", 1, true))
end)

return T

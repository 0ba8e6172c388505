--- Pages of runs: what a search has found, and how, as one file of HTML.

local accounts = require("hyla.account")
local canonical = require("hyla.canonical")
local difference = require("hyla.difference")
local edits = require("hyla.edit")
local figure = require("hyla.study.figure")
local keys = require("hyla.keys")
local page = require("hyla.html.page")
local results = require("hyla.result")
local stages = require("hyla.race.stages")
local trace = require("hyla.chart.trace")

local M = {}

local DECIMALS = 4

--- Editors beyond so many are summed up in a sentence.
local MOST_EDITORS = 40

local function score(value)
  return figure.fixed(value, DECIMALS)
end

-- the score of an entry on the test split, where it was measured
local function test_score(archive, n)
  for _, event in ipairs(archive:events()) do
    if event.kind == "test" and event.body.n == n then
      return event.body.score
    end
  end
end

local function summary(archive)
  local first, best = archive:entry(1), archive:best()
  local rows = { { "start", "1", score(first.score), score(test_score(archive, 1)) } }
  if best then
    rows[2] = { "best", tostring(best.n), score(best.score), score(test_score(archive, best.n)) }
  end
  return page.sheet({
    columns = {
      { title = "" },
      { title = "entry" },
      { title = "validation" },
      { title = "test" },
    },
    rows = rows,
    note = "The test split was measured only where the run had ended.",
  })
end

local function curve(archive)
  local points, left_out = {}, 0
  accounts.walk(archive, function(step)
    local entry = step.entry
    if entry.score then
      points[#points + 1] = { x = entry.n, y = entry.score, best = step.best }
    else
      left_out = left_out + 1
    end
  end)
  if not points[1] then
    return ""
  end
  local note = "Dots are entries, the line is the best so far; %s entries have no score"
  return page.figure(trace.draw({
    title = "Validation score by entry",
    note = note:format(figure.count(left_out)),
    x = "entry",
    y = "validation score",
    points = points,
  }))
end

local function share(part, all)
  return ("%.1f %%"):format(100 * part / math.max(all, 1))
end

local function outcomes(archive)
  local counts, evaluated = results.outcomes(archive)
  local rows = {}
  for i, name in ipairs(keys.sorted(counts)) do
    rows[i] = { name, figure.count(counts[name]), share(counts[name], evaluated) }
  end
  return #rows > 0
      and page.sheet({
        columns = { { title = "outcome" }, { title = "evaluations" }, { title = "share" } },
        rows = rows,
      })
    or ""
end

local EDITOR_COLUMNS = {
  { title = "editor" },
  { title = "edits" },
  { title = "ok" },
  { title = "accepted" },
  { title = "new best" },
  { title = "mean gain" },
}

local function editors(archive)
  local all, rows = accounts.editors(archive), {}
  for i = 1, math.min(#all, MOST_EDITORS) do
    local one = all[i]
    rows[i] = {
      one.editor,
      figure.count(one.edits),
      figure.count(one.ok),
      figure.count(one.accepted),
      figure.count(one.best),
      figure.signed(one.mean_gain, DECIMALS),
    }
  end
  if not rows[1] then
    return ""
  end
  local note = "Accepted: scored above its parent. The mean gain over the parent is of all edits "
    .. "where both have a score. An edit of several steps counts for each of its editors."
  if #all > #rows then
    note = ("%s %d editors more were accepted no more often."):format(note, #all - #rows)
  end
  return page.sheet({ columns = EDITOR_COLUMNS, rows = rows, note = note })
end

-- a step of the lineage: a line that opens to what it changed; or nil and why it cannot be told
local function step(archive, before, entry)
  local old, message = archive:program(before.n)
  local new, why = archive:program(entry.n)
  local differences
  if old and new then
    differences, message = difference.of(old, new)
  end
  if not differences then
    return nil, message or why
  end
  local parts = {}
  for i, one in ipairs(differences) do
    parts[i] = page.diff(one.text)
  end
  local gain = entry.score and before.score and entry.score - before.score
  local title = ("#%d  %s  %s  %s"):format(
    entry.n,
    score(entry.score),
    figure.signed(gain, DECIMALS),
    edits.describe(entry.edit)
  )
  return page.fold(title, parts[1] and table.concat(parts) or page.element("p", "No change."))
end

local function lineage(archive)
  local best = archive:best()
  local line = best and accounts.lineage(archive, best.n) or {}
  local parts = {}
  for i = 2, #line do
    local html, message = step(archive, line[i - 1], line[i])
    if not html then
      return nil, message
    end
    parts[i - 1] = html
  end
  if not parts[1] then
    return page.element("p", "No edit was better than the start.")
  end
  local about = "From the start, entry %d, by %d edits to the best; each opens to what it changed."
  return page.element("p", about:format(line[1].n, #parts)) .. table.concat(parts)
end

-- the parts that the run's user replaced while it went on
local function swaps(archive)
  local rows = {}
  for _, event in ipairs(archive:events()) do
    local body = event.body
    if event.kind == "swap" then
      rows[#rows + 1] = { tostring(body.from), tostring(body.part), tostring(body.reason) }
    end
  end
  return #rows > 0
      and page.sheet({
        columns = {
          { title = "from entry" },
          { title = "part", align = "left" },
          { title = "why", align = "left" },
        },
        rows = rows,
      })
    or ""
end

local function resources(archive)
  local used, evaluations = accounts.used(archive), archive:count() - 1
  local charged = stages.charged(archive)
  return page.facts({
    ["evaluations"] = figure.count(math.max(evaluations, 0)),
    ["evaluations, as charged"] = charged and ("%.1f"):format(charged),
    ["evaluations a second"] = used.seconds > 0 and ("%.1f"):format(evaluations / used.seconds)
      or nil,
    ["from the first entry to the last"] = ("%.1f s"):format(used.seconds),
    ["processor time of candidates"] = ("%.1f s"):format(used.cpu_seconds),
    ["most memory of a candidate"] = figure.bytes(used.peak_bytes),
  })
end

-- a nested map as texts by dotted names
local function flat(value, name, into)
  if type(value) == "table" and next(value) ~= nil and value[1] == nil then
    for key, inner in pairs(value) do
      flat(inner, name == "" and key or name .. "." .. key, into)
    end
  elseif type(value) == "table" then
    into[name] = canonical.encode(value)
  else
    into[name] = tostring(value)
  end
  return into
end

local function made_by(archive)
  local config, parts = {}, {}
  for section, values in pairs(archive.facts.config or {}) do
    config[section] = section ~= "given" and values or nil
  end
  local others = {}
  for _, name in ipairs({ "machine", "origin", "versions", "walls" }) do
    others[name] = archive.facts[name]
  end
  parts[1] = page.facts(flat(config, "", {}))
  parts[2] = page.facts(flat(others, "", {}))
  parts[3] = "<p>A replay gives the same archive, whatever time it takes, with the hash "
    .. ("<code>%s</code>.</p>\n"):format(archive:hash())
  return table.concat(parts)
end

-- what a run is called: its task, else its folder
local function title_of(archive)
  local config = archive.facts.config
  local name = config and config.task and config.task.module or archive.path
  return ("A run of %s"):format(name)
end

--- Writes the page of a run.
---
---@param archive Archive With at least one entry.
---@return string? html
---@return string? message
function M.write(archive)
  if archive:count() == 0 then
    return nil, ("%s: the run has no entry yet"):format(archive.path)
  end
  local line, message = lineage(archive)
  if not line then
    return nil, message
  end
  local title = title_of(archive)
  return page.document(title, table.concat({
    page.element("h1", title),
    summary(archive),
    page.section("Scores", curve(archive)),
    page.section("How the best came about", line),
    page.section("Which editors paid", editors(archive)),
    page.section("Swaps", swaps(archive)),
    page.section("Outcomes", outcomes(archive)),
    page.section("Resources", resources(archive)),
    page.section("What made this run", made_by(archive)),
  }))
end

return M

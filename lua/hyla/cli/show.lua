--- hyla show: one entry of a run, with what it changed.

local archives = require("hyla.archive")
local card = require("hyla.cli.card")
local difference = require("hyla.difference")
local edits = require("hyla.edit")
local figure = require("hyla.study.figure")
local output = require("hyla.cli.output")
local term = require("hyla.term")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of the run.")
  parser:argument("entry", "Number, first digits of the id, best, or first."):args("?")
  parser:flag("--json", "Print one JSON object.")
  parser:epilog([[
examples:
  hyla show runs/panel             the best entry: its card, its edit, the diff to its parent
  hyla show runs/panel 12          entry 12
  hyla show runs/panel 3f9a01      the entry whose id begins so]])
end

local function score_line(archive, entry)
  local gain = card.gain(archive, entry)
  local text = card.score(entry.score)
  return gain and ("%s (%+.4f over its parent)"):format(text, gain) or text
end

local function relative(archive, n)
  return n and ("%d (%s)"):format(n, card.short_id(archive:entry(n).id))
end

--- Returns the lines of an entry's card: pairs of a name and a text; nil texts are left out.
local function lines_of(archive, entry)
  local report = archive:report(entry.n)
  local twin = report and report.same_as
  local used = ("%.3f s, %s"):format(entry.cpu_seconds, figure.bytes(entry.peak_bytes))
  return {
    { "entry", entry.n .. (entry == archive:best() and " (best)" or "") },
    { "id", entry.id },
    { "parent", relative(archive, entry.parent) },
    { "mate", relative(archive, entry.mate) },
    { "edit", entry.edit and edits.describe(entry.edit) or "none: the search started here" },
    { "policy", edits.describe_stand_ins(entry.edit) },
    { "outcome", entry.outcome },
    { "report", twin and ("of entry %d, whose evaluation reads the same"):format(twin) },
    { "message", entry.message and term.plain(entry.message) },
    { "score", score_line(archive, entry) },
    { "race", card.race(archive, entry) },
    { "used", used },
    { "made", os.date("%Y-%m-%d %H:%M:%S", entry.created) },
  }
end

local function print_card(archive, entry)
  local paint = term.painter(1)
  for _, line in ipairs(lines_of(archive, entry)) do
    local name, text = line[1], line[2]
    if text then
      io.write(paint("bold", ("%-8s"):format(name)), " ", text, "\n")
    end
  end
end

--- Compares an entry with its parent; a starting program has nothing to compare with.
local function changes(archive, entry)
  if not entry.parent then
    return {}
  end
  local before, message = archive:program(entry.parent)
  local after, why = archive:program(entry.n)
  if not (before and after) then
    return nil, message or why
  end
  return difference.of(before, after)
end

local function print_all(archive, entry, differences, arguments)
  if arguments.json then
    local plain = card.plain(archive, entry)
    plain.changes = output.list(differences)
    output.json(plain)
    return
  end
  print_card(archive, entry)
  for _, one in ipairs(differences) do
    io.write("\n")
    output.diff(one.text)
  end
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
  local n, why = archive:resolve(arguments.entry or "best")
  if not n then
    return nil, ("%s: %s"):format(arguments.run, why)
  end
  local entry = archive:entry(n)
  local differences, reason = changes(archive, entry)
  if not differences then
    return nil, reason, 1
  end
  print_all(archive, entry, differences, arguments)
  return 0
end

return M

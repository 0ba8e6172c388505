--- hyla log: what a run has tried, newest first, a line for each entry.

local archives = require("hyla.archive")
local card = require("hyla.cli.card")
local graph = require("hyla.graph")
local output = require("hyla.cli.output")
local term = require("hyla.term")

local M = {}

--- The drawing may take this share of the width; what is beyond is cut.
local GRAPH_SHARE = 0.35

--- What a line takes beside the edit and the outcome.
local FIXED_COLUMNS = 43

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of the run.")
  parser:flag("-g --graph", "Draw the family tree beside the entries.")
  parser:option("-n --limit", "Show only the newest entries."):convert(tonumber):argname("COUNT")
  parser:flag("--json", "Print one JSON object.")
  parser:epilog([[
examples:
  hyla log runs/panel              every entry: number, id, score, gain, edit, outcome
  hyla log runs/panel --graph      with the family tree
  hyla log runs/panel -n 20        the newest twenty
  hyla log runs/panel --json       for programs]])
end

local function newest_first(archive)
  local list = {}
  for n = archive:count(), 1, -1 do
    list[#list + 1] = archive:entry(n)
  end
  return list
end

--- Returns the drawing of each row, all equally wide.
local function drawings(list, columns)
  local rows = graph.rows(list, term.is_unicode() and graph.UNICODE or graph.ASCII)
  local widest = 0
  for _, cells in ipairs(rows) do
    widest = math.max(widest, #cells)
  end
  widest = math.min(widest, math.floor(columns * GRAPH_SHARE))
  local texts = {}
  for i, cells in ipairs(rows) do
    texts[i] = table.concat(cells, "", 1, math.min(#cells, widest))
      .. (" "):rep(widest - #cells + 1)
  end
  return texts, widest + 1
end

local function cut(text, width)
  return #text > width and text:sub(1, math.max(width - 2, 0)) .. ".." or text
end

local function gain_text(archive, entry, paint)
  local gain = card.gain(archive, entry)
  local text = ("%8s"):format(gain and ("%+.4f"):format(gain) or "")
  if not gain or gain == 0 then
    return text
  end
  return paint(gain > 0 and "green" or "red", text)
end

--- Returns the line of an entry, for the `width` columns that are left beside the drawing.
local function line_of(archive, entry, width, paint)
  local mark = entry == archive:best() and "best" or ""
  local outcome = card.outcome(archive, entry)
  local edit = cut(card.edit(entry.edit), width - FIXED_COLUMNS - #outcome)
  return ("%5d %s %s %s %-4s %s  %s"):format(
    entry.n,
    paint("yellow", card.short_id(entry.id)),
    ("%7s"):format(card.score(entry.score)),
    gain_text(archive, entry, paint),
    mark,
    edit,
    paint(outcome == "ok" and "dim" or "red", outcome)
  )
end

local function print_lines(archive, list, arguments)
  local columns, paint = term.columns(1), term.painter(1)
  local texts, used = {}, 0
  if arguments.graph then
    texts, used = drawings(list, columns)
  end
  for i = 1, math.min(#list, arguments.limit or #list) do
    io.write(texts[i] or "", line_of(archive, list[i], columns - used, paint), "\n")
  end
end

local function print_json(archive, list, arguments)
  local entries = {}
  for i = 1, math.min(#list, arguments.limit or #list) do
    entries[i] = card.plain(archive, list[i])
  end
  output.json({ archive = archive:hash(), entries = output.list(entries) })
end

---@param arguments table
---@return integer? status
---@return string? message
function M.run(arguments)
  local archive, message = archives.open(arguments.run, "read")
  if not archive then
    return nil, message
  end
  local write = arguments.json and print_json or print_lines
  write(archive, newest_first(archive), arguments)
  return 0
end

return M

--- Pages: the report of a study as one file of HTML, which asks for nothing from outside.

local episodes = require("hyla.study.episode")
local figure = require("hyla.study.figure")
local keys = require("hyla.keys")
local palette = require("hyla.chart.palette")
local svg = require("hyla.chart.svg")
local style = require("hyla.study.style")

local M = {}

local escape = svg.escape

local HEAD = [[
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>%s</title>
<style>
%s</style>
</head>
<body>
<main>
]]

local function element(name, text)
  return ("<%s>%s</%s>\n"):format(name, escape(text), name)
end

local function list(items)
  local parts = {}
  for i, item in ipairs(items) do
    parts[i] = element("li", item)
  end
  return ("<ul>\n%s</ul>\n"):format(table.concat(parts))
end

--- Writes a cell; the interval after a number stands back.
local function cell(column, text)
  local number, interval = text:match("^(%S+) (%[[^%]]*%])$")
  if number then
    return ('<td>%s <span class="range">%s</span></td>'):format(escape(number), escape(interval))
  end
  return ('<td%s>%s</td>'):format(column.align and ' class="left"' or "", escape(text))
end

local function row(sheet, i)
  local cells = { ('<th scope="row">%s</th>'):format(escape(sheet.rows[i][1])) }
  for j = 2, #sheet.columns do
    cells[j] = cell(sheet.columns[j], sheet.rows[i][j])
  end
  local is_strong = sheet.strong and sheet.strong[i]
  local open = is_strong and '<tr class="strong">' or "<tr>"
  return ("%s%s</tr>\n"):format(open, table.concat(cells))
end

--- Writes a sheet as a table that scrolls on its own where it is wider than the page.
local function table_of(sheet)
  local titles, rows = {}, {}
  for i, column in ipairs(sheet.columns) do
    local class = column.align and ' class="left"' or ""
    titles[i] = ('<th scope="col"%s>%s</th>'):format(class, escape(column.title))
  end
  for i in ipairs(sheet.rows) do
    rows[i] = row(sheet, i)
  end
  local text = '<div class="wide" tabindex="0">\n<table>\n<thead><tr>%s</tr></thead>\n'
    .. "<tbody>\n%s</tbody>\n</table>\n</div>\n"
  local note = sheet.note and ('<p class="small">%s</p>\n'):format(escape(sheet.note)) or ""
  return text:format(table.concat(titles), table.concat(rows)) .. note
end

--- Writes a section of the named plot and tables, those of them that there are.
local function section(findings, title, plot, sheets)
  local parts = {}
  if findings.plots[plot] then
    parts[1] = ('<figure class="wide" tabindex="0">\n%s</figure>\n'):format(
      svg.inline(findings.plots[plot])
    )
  end
  for _, name in ipairs(sheets) do
    parts[#parts + 1] = findings.sheets[name] and table_of(findings.sheets[name])
  end
  if not parts[1] then
    return ""
  end
  return ("<section>\n%s%s</section>\n"):format(element("h2", title), table.concat(parts))
end

local function seeds_of(outline)
  local seen, seeds = {}, {}
  for _, episode in ipairs(outline.episodes) do
    if not seen[episode.seed] then
      seen[episode.seed], seeds[#seeds + 1] = true, episode.seed
    end
  end
  table.sort(seeds)
  return seeds
end

local function compared(outline)
  local parts = {}
  for _, paragraph in ipairs(outline.about) do
    parts[#parts + 1] = ('<p class="lead">%s</p>\n'):format(escape(paragraph))
  end
  local text = "%d methods, %d families, %d seeds, %s test episodes."
  parts[#parts + 1] = element("p", text:format(
    #outline.methods,
    #outline.index.families,
    #seeds_of(outline),
    figure.count(#outline.episodes)
  ))
  parts[#parts + 1] = "<dl>\n"
  for _, method in ipairs(outline.methods) do
    local about = method.about and element("dd", method.about) or ""
    parts[#parts + 1] = element("dt", outline.labels[method.name]) .. about
  end
  parts[#parts + 1] = "</dl>\n"
  return table.concat(parts)
end

--- Writes sentences as a section; none are an answer, too.
local function sentences(title, items, otherwise)
  local body = #items > 0 and list(items) or otherwise and element("p", otherwise)
  return body and ("<section>\n%s%s</section>\n"):format(element("h2", title), body) or ""
end

--- Writes a map as rows of two cells.
local function facts(map)
  local rows = {}
  for i, name in ipairs(keys.sorted(map)) do
    local value = escape(tostring(map[name]))
    rows[i] = ('<tr><th scope="row">%s</th><td class="left">%s</td></tr>\n'):format(
      escape(name),
      value
    )
  end
  if not rows[1] then
    return ""
  end
  return ('<div class="wide" tabindex="0">\n<table>\n%s</table>\n</div>\n'):format(
    table.concat(rows)
  )
end

local function rerun(outline)
  local parts = { "<section>\n", element("h2", "How to run it again") }
  if outline.command then
    parts[#parts + 1] = ("<pre>%s</pre>\n"):format(escape(outline.command))
  end
  for _, method in ipairs(outline.methods) do
    if method.command then
      local only = ("Only %s:"):format(outline.labels[method.name])
      parts[#parts + 1] = element("p", only) .. ("<pre>%s</pre>\n"):format(escape(method.command))
    end
  end
  parts[#parts + 1] = element("p", ("Seeds: %s."):format(table.concat(seeds_of(outline), ", ")))
  parts[#parts + 1] = "<p>A run that gives the same results, whatever time it takes, has the same "
    .. ("fingerprint: <code>%s</code></p>\n"):format(episodes.fingerprint(outline.episodes))
  parts[#parts + 1] = facts(outline.versions) .. facts(outline.machine) .. "</section>\n"
  return table.concat(parts)
end

--- Returns the styles of a page: those of its text, and those of its charts on both grounds.
local function styles()
  local dark = style.DARK .. palette.colours(palette.GROUNDS.dark, "figure ")
  return style.LIGHT
    .. palette.shapes("figure ")
    .. palette.colours(palette.GROUNDS.light, "figure ")
    .. ("@media (prefers-color-scheme:dark){\n%s}\n"):format(dark)
end

--- Writes the page of a study.
---
---@param findings Findings
---@return string html
function M.write(findings)
  local outline = findings.outline
  return table.concat({
    HEAD:format(escape(outline.title), styles()),
    element("h1", outline.title),
    compared(outline),
    sentences("In short", findings.found),
    section(findings, "Methods", "curves", { "methods" }),
    section(findings, "Differences", nil, { "differences" }),
    sentences("Not significant", findings.missed, "Nothing: every tested difference is."),
    sentences("Cautions", findings.cautions),
    section(findings, "Families", "families", { "families" }),
    section(findings, "Meta-training", "compounding", { "snapshots", "compounding" }),
    section(findings, "Ablations", "ablations", { "ablations" }),
    section(findings, "Costs", nil, { "costs" }),
    rerun(outline),
    "</main>\n</body>\n</html>\n",
  })
end

return M

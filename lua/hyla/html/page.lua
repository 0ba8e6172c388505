--- Pages: self-contained HTML, which asks for nothing from outside and runs no script.
--
-- All text is escaped here, so that what a candidate or a user wrote can never become markup.

local keys = require("hyla.keys")
local palette = require("hyla.chart.palette")
local style = require("hyla.html.style")
local svg = require("hyla.chart.svg")

local M = {}

local escape = svg.escape

local DOCUMENT = [[
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
%s</main>
</body>
</html>
]]

-- the styles of a page's text, and those of its charts on both grounds
local function styles()
  local dark = style.DARK .. palette.colours(palette.GROUNDS.dark, "figure ")
  return style.LIGHT
    .. palette.shapes("figure ")
    .. palette.colours(palette.GROUNDS.light, "figure ")
    .. ("@media (prefers-color-scheme:dark){\n%s}\n"):format(dark)
end

--- Writes a whole page.
---
---@param title string
---@param body string HTML.
---@return string html
function M.document(title, body)
  return DOCUMENT:format(escape(title), styles(), body)
end

--- Writes an element with a text in it.
---
---@param name string
---@param text string
---@param class? string
---@return string html
function M.element(name, text, class)
  local open = class and ('%s class="%s"'):format(name, class) or name
  return ("<%s>%s</%s>\n"):format(open, escape(text), name)
end

--- Writes a list of texts.
---
---@param items string[]
---@return string html
function M.list(items)
  local parts = {}
  for i, item in ipairs(items) do
    parts[i] = M.element("li", item)
  end
  return ("<ul>\n%s</ul>\n"):format(table.concat(parts))
end

--- Writes a section; one without a body is left out.
---
---@param title string
---@param body string HTML.
---@return string html
function M.section(title, body)
  if body == "" then
    return ""
  end
  return ("<section>\n%s%s</section>\n"):format(M.element("h2", title), body)
end

--- Writes a chart, which scrolls on its own where it is wider than the page.
---
---@param drawing Drawing
---@return string html
function M.figure(drawing)
  return ('<figure class="wide" tabindex="0">\n%s</figure>\n'):format(svg.inline(drawing))
end

-- a cell; the interval after a number stands back
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

--- Writes a sheet as a table, which scrolls on its own where it is wider than the page.
---
---@param sheet Sheet
---@return string html
function M.sheet(sheet)
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
  local note = sheet.note and M.element("p", sheet.note, "small") or ""
  return text:format(table.concat(titles), table.concat(rows)) .. note
end

--- Writes a map as rows of two cells; an empty one is left out.
---
---@param map table<string, any>
---@return string html
function M.facts(map)
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

local LINE_CLASSES = { ["+"] = "added", ["-"] = "removed", ["@"] = "place" }

--- Writes a unified diff, line by line.
---
---@param text string
---@return string html
function M.diff(text)
  local lines = {}
  for line in text:gmatch("([^\n]*)\n") do
    local is_header = line:find("^%-%-%- ") or line:find("^%+%+%+ ")
    local class = is_header and "file" or LINE_CLASSES[line:sub(1, 1)]
    local shown = escape(line)
    lines[#lines + 1] = class and ('<span class="%s">%s</span>'):format(class, shown) or shown
  end
  return ('<pre tabindex="0">%s\n</pre>\n'):format(table.concat(lines, "\n"))
end

--- Writes what is folded away until its reader opens it.
---
---@param summary string
---@param body string HTML.
---@return string html
function M.fold(summary, body)
  return ("<details>\n%s%s</details>\n"):format(M.element("summary", summary), body)
end

return M

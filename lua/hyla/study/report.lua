--- Reports of studies: tables, plots and a page, as files.
--
-- All that is written is a pure function of the study: the same study gives the same bytes.

local export = require("hyla.study.export")
local files = require("hyla.files")
local findings = require("hyla.study.findings")
local page = require("hyla.study.page")
local palette = require("hyla.chart.palette")
local picture = require("hyla.chart.picture")
local plots = require("hyla.study.plots")
local sheets = require("hyla.study.sheet")
local svg = require("hyla.chart.svg")

local M = {}

--- Adds sentences as a list of Markdown, if there are any.
local function add_list(parts, title, sentences)
  if #sentences > 0 then
    local items = {}
    for i, sentence in ipairs(sentences) do
      items[i] = "- " .. sheets.plain(sentence)
    end
    parts[#parts + 1] = ("## %s\n\n%s\n"):format(title, table.concat(items, "\n"))
  end
end

--- Returns the tables and sentences as Markdown.
local function markdown(found)
  local parts = {}
  add_list(parts, "In short", found.found)
  for _, name in ipairs(findings.SHEETS) do
    local sheet = found.sheets[name]
    parts[#parts + 1] = sheet and sheets.markdown(sheet)
  end
  add_list(parts, "Not significant", found.missed)
  add_list(parts, "Cautions", found.cautions)
  return table.concat(parts, "\n")
end

--- Returns the files of a study's report by name, all but the pictures.
---
---@param found Findings
---@return { name: string, text: string }[] files In the order of a report.
function M.files(found)
  local outline = found.outline
  local list = {
    { name = "report.html", text = page.write(found) },
    { name = "tables.md", text = markdown(found) },
    { name = "scores.csv", text = export.scores(outline) },
    { name = "claims.csv", text = export.claims(found.claims) },
    { name = "units.csv", text = export.units(outline) },
    { name = "curves.csv", text = export.curves(outline, plots.ks(outline)) },
    { name = "costs.csv", text = export.costs(outline) },
  }
  local style = palette.shapes() .. palette.colours(palette.GROUNDS.light)
  for _, name in ipairs(findings.PLOTS) do
    local drawing = found.plots[name]
    list[#list + 1] = drawing and { name = name .. ".svg", text = svg.document(drawing, style) }
  end
  return list
end

--- Draws a picture of every plot; says in one line why there are none.
local function draw_pictures(folder, found, names)
  if not picture.is_available() then
    local notice = "the plots are SVG only: for PNG, wanted the program %s (Debian package %s)"
    return notice:format(picture.PROGRAM, picture.PACKAGE)
  end
  for _, name in ipairs(findings.PLOTS) do
    if found.plots[name] then
      local path = ("%s/%s"):format(folder, name)
      local ok, message = picture.draw(path .. ".svg", path .. ".png")
      if not ok then
        return message
      end
      names[#names + 1] = name .. ".png"
    end
  end
end

--- Writes the report of a study into a folder, which is made where there is none; files of an
--- earlier report are replaced.
---
---@param folder string
---@param study Study
---@param found? Findings Of this study, where the caller has worked them out already.
---@return string[]? names Of the files, in the folder: the page first.
---@return string? message Why there are none; or, beside names, why there are no pictures.
function M.write(folder, study, found)
  local message, ok
  if not found then
    found, message = findings.of(study)
  end
  if not found then
    return nil, message
  end
  ok, message = files.make_directories(folder)
  local names = {}
  for _, file in ipairs(ok and M.files(found) or {}) do
    ok, message = files.write(("%s/%s"):format(folder, file.name), file.text)
    if not ok then
      break
    end
    names[#names + 1] = file.name
  end
  if not ok then
    return nil, message
  end
  return names, draw_pictures(folder, found, names)
end

--- Returns the tables and sentences as lines for a terminal.
---
---@param found Findings
---@param options? { columns?: integer, paint?: fun(colour: string, text: string): string } As
---  `sheet.lines` takes them.
---@return string[]
function M.lines(found, options)
  local lines = {}
  local function add(some)
    for _, line in ipairs(some) do
      lines[#lines + 1] = line
    end
    lines[#lines + 1] = ""
  end
  for _, name in ipairs(findings.SHEETS) do
    if found.sheets[name] then
      add(sheets.lines(found.sheets[name], options))
    end
  end
  local columns = options and options.columns or math.huge
  for _, name in ipairs({ "found", "missed", "cautions" }) do
    for _, sentence in ipairs(found[name]) do
      add(sheets.wrap(sentence, columns))
    end
  end
  return lines
end

return M

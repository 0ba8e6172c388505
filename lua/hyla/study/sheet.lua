--- Sheets: tables of text, for a terminal and for Markdown.

---@class SheetColumn
---@field title string
---@field align? "left"|"right" By default on the right.
---@field is_spare? boolean Left out where lines would be too long.

---@class Sheet
---@field name string One word: of its file, and of its place in a page.
---@field title string
---@field note? string What the reader has to know: one or two sentences.
---@field columns SheetColumn[]
---@field rows string[][]
---@field strong? table<integer, boolean> Rows that matter: their claims are significant.

local M = {}

-- the characters of UTF-8: every byte that does not continue another
local function width(text)
  return select(2, text:gsub("[^\128-\191]", ""))
end

local function pad(text, columns, align)
  local space = (" "):rep(columns - width(text))
  return align == "left" and text .. space or space .. text
end

local function titles(sheet)
  local texts = {}
  for i, column in ipairs(sheet.columns) do
    texts[i] = column.title
  end
  return texts
end

--- Returns how wide each column is, and all of them.
local function widths(sheet)
  local columns, total = {}, -2
  for i, title in ipairs(titles(sheet)) do
    columns[i] = width(title)
    for _, row in ipairs(sheet.rows) do
      columns[i] = math.max(columns[i], width(row[i]))
    end
    total = total + columns[i] + 2
  end
  return columns, total
end

--- Returns a sheet without the intervals that follow its numbers, and without spare columns.
local function narrow(sheet)
  local columns, rows = {}, {}
  for i in ipairs(sheet.rows) do
    rows[i] = {}
  end
  for j, column in ipairs(sheet.columns) do
    if not column.is_spare then
      columns[#columns + 1] = column
      for i, row in ipairs(sheet.rows) do
        rows[i][#columns] = row[j]:gsub("%s%[[^%]]*%]$", "")
      end
    end
  end
  return setmetatable({ columns = columns, rows = rows }, { __index = sheet })
end

local function line(sheet, cells, columns)
  local texts = {}
  for i, column in ipairs(sheet.columns) do
    texts[i] = pad(cells[i], columns[i], column.align)
  end
  return (table.concat(texts, "  "):gsub("%s+$", ""))
end

--- Returns a text as lines of so many columns, where its words allow it.
---
---@param text string
---@param columns integer
---@return string[]
function M.wrap(text, columns)
  local lines = {}
  for word in text:gmatch("%S+") do
    local last = lines[#lines]
    if last and width(last) + 1 + width(word) <= columns then
      lines[#lines] = last .. " " .. word
    else
      lines[#lines + 1] = word
    end
  end
  return lines
end

local function leave_plain(_, text)
  return text
end

local function is_strong(sheet, i)
  return sheet.strong and sheet.strong[i]
end

--- Returns a sheet as aligned lines, with its title and note. Where they would be too long the
--- intervals and spare columns are left out.
---
---@param sheet Sheet
---@param options? { columns?: integer, paint?: fun(colour: string, text: string): string } How wide
---  the lines may be, by default as they come, and what `term.painter` gives.
---@return string[]
function M.lines(sheet, options)
  options = options or {}
  local paint, limit = options.paint or leave_plain, options.columns or math.huge
  local columns, total = widths(sheet)
  if total > limit then
    sheet = narrow(sheet)
    columns = widths(sheet)
  end
  local lines = { paint("bold", sheet.title), paint("dim", line(sheet, titles(sheet), columns)) }
  for i, row in ipairs(sheet.rows) do
    local text = line(sheet, row, columns)
    lines[#lines + 1] = is_strong(sheet, i) and paint("green", text) or text
  end
  for _, text in ipairs(M.wrap(sheet.note or "", limit)) do
    lines[#lines + 1] = paint("dim", text)
  end
  return lines
end

--- Returns a text that Markdown shows as it stands, on one line.
---
---@param text string
---@return string
function M.plain(text)
  return (text:gsub("%s+", " "):gsub("[\\|<>&`*_%[%]]", function(character)
    local names = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;" }
    return names[character] or "\\" .. character
  end))
end

local function markdown_row(cells, is_bold)
  local texts = {}
  for i, cell in ipairs(cells) do
    texts[i] = is_bold and ("**%s**"):format(M.plain(cell)) or M.plain(cell)
  end
  return ("| %s |"):format(table.concat(texts, " | "))
end

--- Returns a sheet as a table of Markdown, with its title and note. Rows that matter are bold.
---
---@param sheet Sheet
---@return string
function M.markdown(sheet)
  local rules = {}
  for i, column in ipairs(sheet.columns) do
    rules[i] = column.align == "left" and "---" or "---:"
  end
  local lines = {
    "## " .. M.plain(sheet.title),
    "",
    markdown_row(titles(sheet)),
    ("|%s|"):format(table.concat(rules, "|")),
  }
  for i, row in ipairs(sheet.rows) do
    lines[#lines + 1] = markdown_row(row, is_strong(sheet, i))
  end
  if sheet.note then
    lines[#lines + 1] = "\n" .. M.plain(sheet.note)
  end
  return table.concat(lines, "\n") .. "\n"
end

return M

--- Plots: curves in the terminal, or as a file of SVG.

local curves = require("hyla.repl.curves")
local term = require("hyla.term")

local M = {}

local HEIGHT, WIDEST = 12, 100
local COLOURS = { "cyan", "yellow", "green", "red" }

local function number(value)
  return ("%.4g"):format(value)
end

local function place(value, low, high, dots)
  return math.floor((value - low) / (high - low) * (dots - 1) + 0.5)
end

local function draw(list, width)
  local grid = require("hyla.repl.braille").grid(width, HEIGHT)
  local left, right = curves.range(list, "x")
  local bottom, top = curves.range(list, "y")
  for owner, curve in ipairs(list) do
    local last
    for _, point in ipairs(curve) do
      local x = place(point.x, left, right, 2 * width)
      local dot = { x, 4 * HEIGHT - 1 - place(point.y, bottom, top, 4 * HEIGHT) }
      grid:line(last or dot, dot, owner)
      last = dot
    end
  end
  return grid
end

--- Returns what stands left of the rows: the greatest value above, the least below.
local function margin(list)
  local bottom, top = curves.range(list, "y")
  local above, below = number(top), number(bottom)
  local width = math.max(#above, #below)
  return function(row)
    local text = row == 1 and above or row == HEIGHT and below or ""
    return (" "):rep(width - #text) .. text .. " |"
  end, width + 2
end

local function base_line(list, indent, width)
  local left, right = curves.range(list, "x")
  local from, to = number(left), number(right)
  return (" "):rep(indent) .. from .. (" "):rep(math.max(1, width - #from - #to)) .. to
end

--- Draws curves as a text.
---
---@param list Point[][]
---@param columns integer
---@param options? { unicode?: boolean, paint?: fun(colour: string, text: string): string }
---@return string
function M.text(list, columns, options)
  options = options or {}
  local label, indent = margin(list)
  local width = math.max(10, math.min(columns, WIDEST) - indent - 1)
  local paint = options.paint
  local rows = draw(list, width):rows(options.unicode ~= false, function(owner, text)
    return paint and paint(COLOURS[(owner - 1) % #COLOURS + 1], text) or text
  end)
  for i, row in ipairs(rows) do
    rows[i] = label(i) .. row:gsub(" +$", "")
  end
  rows[#rows + 1] = base_line(list, indent, width)
  return table.concat(rows, "\n")
end

--- Draws curves as a document of SVG.
---
---@param list Point[][]
---@param title string
---@return string
function M.svg(list, title)
  local palette, svg = require("hyla.chart.palette"), require("hyla.chart.svg")
  local series, count = {}, 0
  for i, points in ipairs(list) do
    series[i] = { label = #list > 1 and tostring(i) or "", colour = i, points = points }
    count = count + #points
  end
  local drawing = require("hyla.chart.curves").draw({
    title = title,
    note = ("%d points"):format(count),
    x = "",
    y = "",
    series = series,
    is_continuous = true,
  })
  return svg.document(drawing, palette.shapes() .. palette.colours(palette.GROUNDS.light))
end

local function write(session, list, title, path)
  local ok, message = require("hyla.files").write(path, M.svg(list, title))
  if ok then
    print("wrote " .. path)
  else
    session:complain(message)
  end
end

local function show(list)
  local options = { unicode = term.is_unicode(), paint = term.painter(1) }
  print(M.text(list, term.columns(1), options))
end

--- Runs `:plot`.
---
---@param session Session
---@param text string An expression, and perhaps `> FILE.svg`.
function M.run(session, text)
  local expression, path = text:match("^(.-)%s*>%s*(%S+%.svg)$")
  local values = session:values(expression or text)
  local list = values and session:call(curves.of, values)
  if not list then
    return
  elseif path then
    return session:call(write, session, list[1], expression, path)
  end
  session:call(show, list[1])
end

return M

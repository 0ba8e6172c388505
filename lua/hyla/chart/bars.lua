--- Bars: charts of horizontal bars with whiskers, in one panel or in several on the same scale.

local axes = require("hyla.chart.axes")
local palette = require("hyla.chart.palette")
local scales = require("hyla.chart.scale")
local svg = require("hyla.chart.svg")

---@class Bar
---@field value number
---@field low? number
---@field high? number
---@field text? string Written after the bar.

---@class BarPanel
---@field title? string
---@field bars table<integer, Bar> By the row of their labels; a row may have none.

---@class BarChart
---@field title string
---@field note string
---@field x string Name of the axis, with its unit.
---@field labels string[] Of the rows.
---@field colours integer[] Of the rows.
---@field panels BarPanel[]

local M = {}

local WIDTH, ROW, BAR = 760, 26, 14
local TOP, PANEL_GAP, TITLE_ROOM, AXIS_ROOM = 68, 18, 22, 30

--- Returns the least and the greatest number of a chart; 0 is among them.
local function range(panels)
  local low, high = 0, 0
  for _, panel in ipairs(panels) do
    for _, bar in pairs(panel.bars) do
      low = math.min(low, bar.value, bar.low or bar.value)
      high = math.max(high, bar.value, bar.high or bar.value)
    end
  end
  return low, high
end

local function widest(texts)
  local pixels = 0
  for _, text in pairs(texts) do
    pixels = math.max(pixels, text)
  end
  return pixels
end

--- Returns the room that labels take on the left, and texts of bars on the right.
local function rooms(chart)
  local labels, texts = {}, {}
  for i, label in ipairs(chart.labels) do
    labels[i] = svg.text_width(label, palette.LABEL)
  end
  for _, panel in ipairs(chart.panels) do
    for _, bar in pairs(panel.bars) do
      texts[#texts + 1] = bar.text and svg.text_width(bar.text, palette.TICK) + 12
    end
  end
  return math.min(WIDTH / 3, widest(labels) + 28), widest(texts)
end

--- Returns how many panels stand beside each other.
local function per_row(chart)
  return #chart.panels == 1 and 1 or #chart.panels % 3 == 0 and 3 or 2
end

--- Returns the box of a panel.
local function box_of(chart, number, left, has_titles)
  local count = per_row(chart)
  local column, row = (number - 1) % count, math.floor((number - 1) / count)
  local width = (WIDTH - left - 16 - (count - 1) * PANEL_GAP) / count
  local height = (has_titles and TITLE_ROOM or 0) + #chart.labels * ROW + AXIS_ROOM
  local top = TOP + row * height + (has_titles and TITLE_ROOM or 0)
  local start = left + column * (width + PANEL_GAP)
  return { left = start, right = start + width, top = top, bottom = top + #chart.labels * ROW }
end

local function draw_bar(bar, middle, scale, colour)
  local zero, place = scale.place(0), scale.place(bar.value)
  local parts = {
    svg.element("rect", {
      class = palette.series("f", colour),
      x = math.min(zero, place),
      y = middle - BAR / 2,
      width = math.abs(place - zero),
      height = BAR,
      rx = 1.5,
    }),
  }
  if bar.low then
    local low, high = scale.place(bar.low), scale.place(bar.high)
    parts[2] = svg.line("whisker", low, middle, high, middle)
    parts[3] = svg.line("whisker", low, middle - 4, low, middle + 4)
    parts[4] = svg.line("whisker", high, middle - 4, high, middle + 4)
  end
  return table.concat(parts)
end

local function draw_panel(chart, number, box, scale, text_room)
  local panel, parts = chart.panels[number], { axes.columns(box, scale) }
  if panel.title then
    parts[#parts + 1] = svg.text("label", box.left, box.top - 8, panel.title)
  end
  for row, label in ipairs(chart.labels) do
    local middle = box.top + (row - 0.5) * ROW
    local bar, baseline = panel.bars[row], middle + 0.35 * palette.LABEL
    if (number - 1) % per_row(chart) == 0 then
      parts[#parts + 1] = svg.text("label", box.left - 12, baseline, label, "end")
    end
    if bar then
      parts[#parts + 1] = draw_bar(bar, middle, scale, chart.colours[row])
      local text_left = box.right - text_room + 12
      parts[#parts + 1] = bar.text and svg.text("value", text_left, baseline, bar.text)
    end
  end
  return table.concat(parts)
end

--- Draws a chart.
---
---@param chart BarChart With at least one panel.
---@return Drawing
function M.draw(chart)
  local left, text_room = rooms(chart)
  local low, high = range(chart.panels)
  local parts, last = { axes.heading(chart.title, chart.note) }, nil
  local has_titles = chart.panels[1].title ~= nil
  local options = { widen = true, count = per_row(chart) == 1 and 6 or 3 }
  for number in ipairs(chart.panels) do
    last = box_of(chart, number, left, has_titles)
    local scale = scales.even(low, high, last.left, last.right - text_room, options)
    parts[#parts + 1] = draw_panel(chart, number, last, scale, text_room)
  end
  local bottom = last.bottom + AXIS_ROOM
  parts[#parts + 1] = svg.text("note", left, bottom + 8, chart.x)
  return {
    title = chart.title,
    about = chart.note,
    width = WIDTH,
    height = math.ceil(bottom + 24),
    body = table.concat(parts),
  }
end

return M

--- Curves: charts of lines with bands or whiskers around them, each labelled where it ends.

local axes = require("hyla.chart.axes")
local palette = require("hyla.chart.palette")
local scales = require("hyla.chart.scale")
local spread = require("hyla.chart.spread")
local svg = require("hyla.chart.svg")

---@class Point
---@field x number
---@field y number
---@field low? number
---@field high? number

---@class Series
---@field label string
---@field colour integer Its number among all series, from 1; so it looks the same in every chart.
---@field points Point[] Ascending in x.

---@class CurveChart
---@field title string
---@field note string
---@field x string Name of the axis, with its unit.
---@field y string
---@field series Series[]
---@field is_logarithmic? boolean The horizontal axis.
---@field is_continuous? boolean The horizontal axis has more than whole numbers.
---@field has_whiskers? boolean Dots with whiskers, instead of bands.

local M = {}

local WIDTH, HEIGHT = 760, 440
local TOP, BOTTOM = 92, 56
local LABEL_GAP, LEADER, DODGE = 18, 26, 5

local function each_point(series, use)
  for _, one in ipairs(series) do
    for _, point in ipairs(one.points) do
      use(point)
    end
  end
end

-- as high as the labels need
local function height_of(chart)
  return math.max(HEIGHT, TOP + #chart.series * LABEL_GAP + BOTTOM)
end

local function box_of(chart)
  local widest = 0
  for _, one in ipairs(chart.series) do
    widest = math.max(widest, svg.text_width(one.label, palette.LABEL))
  end
  local right = math.max(WIDTH / 2, WIDTH - widest - LEADER - 20)
  return { left = 60, right = right, top = TOP, bottom = height_of(chart) - BOTTOM }
end

local function vertical_scale(chart, box)
  local low, high = 0, -math.huge
  each_point(chart.series, function(point)
    low = math.min(low, point.low or point.y)
    high = math.max(high, point.high or point.y)
  end)
  return scales.even(low, math.max(high, low), box.bottom, box.top, { widen = true })
end

local function horizontal_scale(chart, box)
  local seen, values = {}, {}
  each_point(chart.series, function(point)
    values[#values + 1] = not seen[point.x] and point.x or nil
    seen[point.x] = true
  end)
  table.sort(values)
  if chart.is_logarithmic then
    return scales.logarithmic(values, box.left + 14, box.right - 14)
  end
  local options = { count = 8, whole = not chart.is_continuous }
  return scales.even(values[1], values[#values], box.left, box.right, options)
end

local function band(one, x, y)
  local outline = {}
  for _, point in ipairs(one.points) do
    outline[#outline + 1] = { x.place(point.x), y.place(point.high or point.y) }
  end
  for i = #one.points, 1, -1 do
    local point = one.points[i]
    outline[#outline + 1] = { x.place(point.x), y.place(point.low or point.y) }
  end
  return svg.path("band " .. palette.series("f", one.colour), outline, true)
end

local function whiskers(one, x, y)
  local parts, class = {}, "whisker " .. palette.series("s", one.colour)
  for _, point in ipairs(one.points) do
    local cx = x.place(point.x)
    if point.low then
      parts[#parts + 1] = svg.line(class, cx, y.place(point.low), cx, y.place(point.high))
    end
    parts[#parts + 1] = svg.element("circle", {
      class = "dot " .. palette.series("f", one.colour),
      cx = cx,
      cy = y.place(point.y),
      r = 4.5,
    })
  end
  return table.concat(parts)
end

local function line(one, x, y)
  local points = {}
  for i, point in ipairs(one.points) do
    points[i] = { x.place(point.x), y.place(point.y) }
  end
  local class = "line " .. palette.series("s", one.colour) .. palette.dashes(one.colour)
  return svg.path(class, points)
end

--- Returns the ends of the series, from top to bottom.
local function ends(series, x, y)
  local list = {}
  for i, one in ipairs(series) do
    local last = one.points[#one.points]
    list[i] = { one = one, x = x.place(last.x), y = y.place(last.y), order = i }
  end
  table.sort(list, function(first, second)
    return first.y < second.y or first.y == second.y and first.order < second.order
  end)
  return list
end

local function labels(chart, box, x, y)
  local list, wishes, parts = ends(chart.series, x, y), {}, {}
  for i, entry in ipairs(list) do
    wishes[i] = entry.y
  end
  local places = spread.of(wishes, LABEL_GAP)
  -- a spread may hang over at an end; all of it moves back
  local low, high = box.top + LABEL_GAP / 2, box.bottom + 4
  local shift = math.min(0, high - places[#places])
  shift = shift + math.max(0, low - (places[1] + shift))
  for i, entry in ipairs(list) do
    local place = places[i] + shift
    local end_of_leader = { box.right + 20, place }
    local leader = { { entry.x + 6, entry.y }, { box.right + 14, place }, end_of_leader }
    parts[#parts + 1] = svg.path("leader " .. palette.series("s", entry.one.colour), leader)
    local baseline = place + 0.35 * palette.LABEL
    parts[#parts + 1] = svg.text("label", box.right + LEADER, baseline, entry.one.label)
  end
  return table.concat(parts)
end

--- Returns the scale of one of the series, a little aside, so that whiskers of different series at
--- one x do not hide each other.
local function dodge(x, number, count)
  local shift = (number - (count + 1) / 2) * DODGE
  return {
    place = function(value)
      return x.place(value) + shift
    end,
  }
end

--- Draws a chart.
---
---@param chart CurveChart With at least one series, each of at least one point.
---@return Drawing
function M.draw(chart)
  local box = box_of(chart)
  local x, y = horizontal_scale(chart, box), vertical_scale(chart, box)
  local parts = { axes.heading(chart.title, chart.note), axes.vertical(box, y, chart.y) }
  parts[#parts + 1] = axes.horizontal(box, x, chart.x)
  for _, one in ipairs(chart.series) do
    parts[#parts + 1] = chart.has_whiskers and "" or band(one, x, y)
  end
  for i, one in ipairs(chart.series) do
    local own = chart.has_whiskers and dodge(x, i, #chart.series) or x
    parts[#parts + 1] = line(one, own, y) .. (chart.has_whiskers and whiskers(one, own, y) or "")
  end
  parts[#parts + 1] = labels(chart, box, x, y)
  return {
    title = chart.title,
    about = chart.note,
    width = WIDTH,
    height = height_of(chart),
    body = table.concat(parts),
  }
end

return M

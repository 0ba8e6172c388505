--- Traces: the scores of a search, entry by entry, with the best so far as a line of steps.

local axes = require("hyla.chart.axes")
local palette = require("hyla.chart.palette")
local scales = require("hyla.chart.scale")
local svg = require("hyla.chart.svg")

---@class TracePoint
---@field x integer
---@field y number
---@field best number So far.

---@class TraceChart
---@field title string
---@field note string
---@field x string Name of the axis.
---@field y string
---@field points TracePoint[] Ascending in x; at least one.

local M = {}

local WIDTH, HEIGHT = 760, 400
local BOX = { left = 60, right = 736, top = 92, bottom = HEIGHT - 56 }

--- The axis begins below all but this share of the scores: a few that are far off would hide the
--- others.
local LOW_SHARE = 0.02

local DOT, LINE = 7, 1

--- Returns where the vertical axis begins.
local function low_end(points)
  local ys = {}
  for i, point in ipairs(points) do
    ys[i] = point.y
  end
  table.sort(ys)
  return math.min(points[1].best, ys[math.floor(LOW_SHARE * #ys) + 1])
end

--- Returns the points whose dots can be told apart: of each column of pixels the highest, the
--- lowest and the last.
local function thin(points, place)
  local columns, order = {}, {}
  for _, point in ipairs(points) do
    local column = math.floor(place(point.x))
    local own = columns[column]
    if not own then
      columns[column] = { high = point, low = point, last = point }
      order[#order + 1] = columns[column]
    else
      own.high = point.y > own.high.y and point or own.high
      own.low = point.y < own.low.y and point or own.low
      own.last = point
    end
  end
  local kept, seen = {}, {}
  for _, own in ipairs(order) do
    for _, point in ipairs({ own.high, own.low, own.last }) do
      if not seen[point] then
        seen[point], kept[#kept + 1] = true, point
      end
    end
  end
  return kept
end

local function dots(points, x, y)
  local parts, class = {}, "dot " .. palette.series("f", DOT)
  for i, point in ipairs(thin(points, x.place)) do
    parts[i] = svg.element("circle", {
      class = class,
      cx = x.place(point.x),
      cy = math.min(y.place(point.y), BOX.bottom),
      r = 3,
    })
  end
  return table.concat(parts)
end

local function steps(points, x, y)
  local corners, best = {}, nil
  for _, point in ipairs(points) do
    if point.best ~= best then
      if best then
        corners[#corners + 1] = { x.place(point.x), y.place(best) }
      end
      best = point.best
      corners[#corners + 1] = { x.place(point.x), y.place(best) }
    end
  end
  corners[#corners + 1] = { x.place(points[#points].x), y.place(best) }
  return svg.path("line " .. palette.series("s", LINE), corners)
end

--- Draws a chart.
---
---@param chart TraceChart
---@return Drawing
function M.draw(chart)
  local points = chart.points
  local last = points[#points]
  local x =
    scales.even(points[1].x, last.x, BOX.left, BOX.right, { count = 8, whole = true })
  local y = scales.even(low_end(points), last.best, BOX.bottom, BOX.top, { widen = true })
  return {
    title = chart.title,
    about = chart.note,
    width = WIDTH,
    height = HEIGHT,
    body = table.concat({
      axes.heading(chart.title, chart.note),
      axes.vertical(BOX, y, chart.y),
      axes.horizontal(BOX, x, chart.x),
      dots(points, x, y),
      steps(points, x, y),
    }),
  }
end

return M

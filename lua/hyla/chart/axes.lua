--- Axes: the frame of a chart, with what stands on it.

local palette = require("hyla.chart.palette")
local svg = require("hyla.chart.svg")

---@class Box The inner part of a chart, in pixels.
---@field left number
---@field right number
---@field top number
---@field bottom number

local M = {}

--- Draws the title of a chart and the note below it.
---
---@param title string
---@param note string
---@return string body
function M.heading(title, note)
  return svg.text("title", 16, 26, title) .. svg.text("note", 16, 46, note)
end

--- Draws lines across the box at the ticks of a vertical axis, their texts,
--- and above it the axis' name.
---
---@param box Box
---@param scale Scale
---@param name string
---@return string body
function M.vertical(box, scale, name)
  local parts = { svg.text("note", 16, box.top - 14, name) }
  for _, tick in ipairs(scale.ticks) do
    local y = scale.place(tick.value)
    parts[#parts + 1] = svg.line(tick.value == 0 and "axis" or "grid", box.left, y, box.right, y)
    local middle = y + 0.35 * palette.TICK
    parts[#parts + 1] = svg.text("tick", box.left - 8, middle, tick.text, "end")
  end
  return table.concat(parts)
end

--- Draws the ticks of a horizontal axis below the box, their texts, and the axis' name.
---
---@param box Box
---@param scale Scale
---@param name string
---@return string body
function M.horizontal(box, scale, name)
  local middle = (box.left + box.right) / 2
  local parts = { svg.text("note", middle, box.bottom + 40, name, "middle") }
  for _, tick in ipairs(scale.ticks) do
    local x = scale.place(tick.value)
    parts[#parts + 1] = svg.line("axis", x, box.bottom, x, box.bottom + 4)
    parts[#parts + 1] = svg.text("tick", x, box.bottom + 18, tick.text, "middle")
  end
  return table.concat(parts)
end

--- Draws lines down the box at the ticks of a horizontal axis, with their texts below.
---
---@param box Box
---@param scale Scale
---@return string body
function M.columns(box, scale)
  local parts = {}
  for _, tick in ipairs(scale.ticks) do
    local x = scale.place(tick.value)
    parts[#parts + 1] = svg.line(tick.value == 0 and "axis" or "grid", x, box.top, x, box.bottom)
    parts[#parts + 1] = svg.text("tick", x, box.bottom + 16, tick.text, "middle")
  end
  return table.concat(parts)
end

return M

--- lua/hyla/chart/axes.lua

local axes = require("hyla.chart.axes")
local check = require("tests.support.check")
local scales = require("hyla.chart.scale")

local T = {}

local BOX = { left = 50, right = 150, top = 20, bottom = 120 }

function T.a_vertical_axis_has_its_zero_and_its_name()
  local body = axes.vertical(BOX, scales.even(0, 2, 120, 20), "gain <s>")
  check.contains(body, ">gain &lt;s&gt;</text>")
  check.contains(body, '<line class="axis" x1="50" x2="150" y1="120" y2="120"/>')
  check.contains(body, '<line class="grid" x1="50" x2="150" y1="20" y2="20"/>')
end

function T.a_horizontal_axis_has_ticks_below_the_box()
  local body = axes.horizontal(BOX, scales.even(0, 2, 50, 150), "k")
  check.contains(body, '<line class="axis" x1="100" x2="100" y1="120" y2="124"/>')
  check.contains(body, '<text class="note" text-anchor="middle" x="100" y="160">k</text>')
end

function T.columns_go_through_the_box()
  local body = axes.columns(BOX, scales.even(0, 2, 50, 150))
  check.contains(body, '<line class="axis" x1="50" x2="50" y1="20" y2="120"/>')
  check.contains(body, '<line class="grid" x1="150" x2="150" y1="20" y2="120"/>')
end

function T.a_heading_is_title_and_note()
  check.contains(axes.heading("T", "N"), ">T</text>")
  check.contains(axes.heading("T", "N"), ">N</text>")
end

return T

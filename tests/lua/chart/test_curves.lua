--- lua/hyla/chart/curves.lua

local check = require("tests.support.check")
local curves = require("hyla.chart.curves")

local T = {}

local function chart(changes)
  return setmetatable(changes or {}, {
    __index = {
      title = "Gain",
      note = "Mean",
      x = "k",
      y = "imp",
      series = {
        {
          label = "a & b",
          colour = 1,
          points = { { x = 0, y = 0 }, { x = 2, y = 1, low = 0.5, high = 1.5 } },
        },
        { label = "c", colour = 9, points = { { x = 0, y = 0 }, { x = 2, y = 1 } } },
      },
    },
  })
end

local function count(text, pattern)
  return select(2, text:gsub(pattern, ""))
end

function T.every_series_has_a_line_a_band_and_a_label()
  local drawing = curves.draw(chart())
  check.contains(drawing.body, 'class="line s1"')
  check.contains(drawing.body, 'class="line s2 dashed"')
  check.equal(count(drawing.body, 'class="band'), 2)
  check.contains(drawing.body, ">a &amp; b</text>")
  check.equal(drawing.title, "Gain")
end

function T.whiskers_take_the_place_of_bands()
  local body = curves.draw(chart({ has_whiskers = true })).body
  check.equal(count(body, 'class="band'), 0)
  check.equal(count(body, 'class="whisker'), 1)
  check.equal(count(body, "<circle"), 4)
end

function T.labels_do_not_overlap()
  local places = {}
  for place in curves.draw(chart()).body:gmatch('class="label" x="[%d.]+" y="([%d.]+)"') do
    places[#places + 1] = tonumber(place)
  end
  check.truthy(#places == 2 and places[2] - places[1] >= 18)
end

function T.many_labels_make_a_chart_higher()
  local series = {}
  for i = 1, 30 do
    series[i] = { label = "m" .. i, colour = i, points = { { x = 0, y = 0 }, { x = 2, y = 1 } } }
  end
  local drawing, places = curves.draw(chart({ series = series })), {}
  for place in drawing.body:gmatch('class="label" x="[%d.]+" y="([%d.]+)"') do
    places[#places + 1] = tonumber(place)
  end
  check.truthy(#places == 30 and places[1] > 80 and places[30] < drawing.height)
end

function T.the_axes_are_named()
  local body = curves.draw(chart({ is_logarithmic = true })).body
  check.contains(body, ">k</text>")
  check.contains(body, ">imp</text>")
end

function T.the_same_chart_is_the_same_bytes()
  check.equal(curves.draw(chart()).body, curves.draw(chart()).body)
end

function T.one_flat_point_can_be_drawn()
  local one = { label = "a", colour = 1, points = { { x = 0, y = 0 } } }
  local body = curves.draw(chart({ series = { one }, is_logarithmic = true })).body
  check.falsy(body:find("nan") or body:find("inf"))
end

return T

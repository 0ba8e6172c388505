--- lua/hyla/chart/bars.lua

local bars = require("hyla.chart.bars")
local check = require("tests.support.check")

local T = {}

local function chart(panels)
  return {
    title = "Gain",
    note = "Mean",
    x = "imp",
    labels = { "first <1>", "second" },
    colours = { 1, 3 },
    panels = panels,
  }
end

local PANEL = {
  title = "rings",
  bars = {
    { value = 0.5, low = 0.25, high = 0.75, text = "+0.5" },
    { value = -0.25 },
  },
}

local function count(text, pattern)
  return select(2, text:gsub(pattern, ""))
end

function T.bars_have_labels_whiskers_and_texts()
  local body = bars.draw(chart({ PANEL })).body
  check.contains(body, 'class="f1"')
  check.contains(body, 'class="f3"')
  check.contains(body, ">first &lt;1&gt;</text>")
  check.contains(body, ">+0.5</text>")
  check.equal(count(body, 'class="whisker"'), 3)
end

function T.bars_below_zero_end_at_it()
  local body = bars.draw(chart({ PANEL })).body
  local up = tonumber(body:match('class="f1"[^/]- x="([%d.]+)"'))
  local width, down = body:match('class="f3"[^/]- width="([%d.]+)" x="([%d.]+)"')
  check.near(down + width, up, 0.011)
end

function T.panels_stand_beside_and_below_each_other()
  local one = bars.draw(chart({ PANEL }))
  local three = bars.draw(chart({ PANEL, PANEL, PANEL }))
  local four = bars.draw(chart({ PANEL, PANEL, PANEL, PANEL }))
  check.equal(three.height, one.height)
  check.truthy(four.height > three.height)
  check.equal(count(four.body, ">rings</text>"), 4)
  -- labels of the rows stand before the first panel of a line only
  check.equal(count(four.body, ">second</text>"), 2)
end

function T.a_row_may_have_no_bar()
  local body = bars.draw(chart({ { bars = { [2] = { value = 1 } } } })).body
  check.equal(count(body, "<rect"), 1)
  check.contains(body, ">first &lt;1&gt;</text>")
end

return T

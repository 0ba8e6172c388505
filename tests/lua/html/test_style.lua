--- lua/hyla/html/style.lua

local check = require("tests.support.check")
local palette = require("hyla.chart.palette")
local style = require("hyla.html.style")

local T = {}

function T.both_grounds_are_those_of_the_charts()
  check.contains(style.LIGHT, "background:" .. palette.GROUNDS.light.paper)
  check.contains(style.DARK, "background:" .. palette.GROUNDS.dark.paper)
end

function T.nothing_is_asked_from_outside()
  check.falsy((style.LIGHT .. style.DARK):find("url", 1, true))
  check.falsy((style.LIGHT .. style.DARK):find("@import", 1, true))
end

return T

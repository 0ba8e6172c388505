--- lua/hyla/chart/palette.lua

local check = require("tests.support.check")
local palette = require("hyla.chart.palette")

local T = {}

function T.both_grounds_have_all_series()
  for _, ground in pairs(palette.GROUNDS) do
    check.equal(#ground.series, palette.COLOURS)
  end
end

function T.more_series_than_colours_have_dashes()
  check.equal(palette.series("s", 3) .. palette.dashes(3), "s3")
  check.equal(palette.series("s", 8) .. palette.dashes(8), "s1 dashed")
  check.equal(palette.series("f", 16) .. palette.dashes(16), "f2 dotted")
end

function T.every_rule_keeps_to_its_scope()
  for line in (palette.shapes("figure ") .. palette.colours(palette.GROUNDS.dark, "figure "))
    :gmatch("[^\n]+") do
    for selector in line:match("^[^{]+"):gmatch("[^,]+") do
      check.equal(selector:sub(1, 7), "figure ")
    end
  end
end

function T.colours_are_those_of_the_ground()
  check.contains(palette.colours(palette.GROUNDS.light), ".s1{stroke:#0072b2}")
  check.contains(palette.colours(palette.GROUNDS.dark, "figure "), "figure .f1{fill:#4aa3e0}")
end

return T

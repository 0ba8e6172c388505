--- lua/hyla/chart/picture.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local folder = require("tests.support.folder")
local picture = require("hyla.chart.picture")

local T = {}

local SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">'
  .. '<rect width="4" height="4"/></svg>'

function T.a_drawing_becomes_a_picture()
  if not picture.is_available() then
    return
  end
  folder.with({ ["it's a.svg"] = SVG }, function(path)
    check.truthy(picture.draw(path .. "/it's a.svg", path .. "/it's a.png"))
    check.equal(files.read(path .. "/it's a.png"):sub(1, 4), "\137PNG")
  end)
end

function T.what_cannot_be_drawn_is_named()
  folder.with({ ["a.svg"] = "no drawing" }, function(path)
    local ok, message = picture.draw(path .. "/a.svg", path .. "/a.png")
    check.equal(ok, nil)
    check.contains(message, "a.svg: rsvg-convert could not draw it")
  end)
end

return T

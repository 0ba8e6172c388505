--- Styles: how a page looks, on light ground and on dark.

local palette = require("hyla.chart.palette")

local M = {}

local light, dark = palette.GROUNDS.light, palette.GROUNDS.dark

local COLOURS = [[
:root{color-scheme:light dark}
body{background:%s;color:%s}
.small,.range,dd,thead th{color:%s}
th,td{border-bottom:1px solid %s}
pre{border:1px solid %s}
th:first-child{background:%s}
.file,.place{color:%s}
.added{background:%s}
.removed{background:%s}
]]

--- Grounds of the lines of a diff, which begin with + and - as well: blue and orange are told apart
--- by people of all kinds of colour vision.
local CHANGES = {
  [light] = { added = "#dcedf9", removed = "#fce8db" },
  [dark] = { added = "#12334d", removed = "#472611" },
}

local function colours(ground)
  local paper, grid, faint, change = ground.paper, ground.grid, ground.faint, CHANGES[ground]
  return COLOURS:format(
    paper,
    ground.ink,
    faint,
    grid,
    grid,
    paper,
    faint,
    change.added,
    change.removed
  )
end

--- All styles of a page, with the colours of light ground.
M.LIGHT = colours(light)
  .. [[
body{margin:0;font:16px/1.55 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:58rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.75rem 0 .75rem}
.lead{font-size:1.1rem}
.small{font-size:.875rem}
.wide{overflow-x:auto;margin:1rem 0}
.range{display:block;font-size:.8125rem}
figure.wide{margin:1rem -1rem}
figure svg{display:block;width:100%;min-width:34rem;height:auto}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .9rem .4rem 0;text-align:right;vertical-align:top;white-space:nowrap}
th:first-child,.left{text-align:left}
thead th{font-weight:600;vertical-align:bottom;white-space:normal}
tbody th{font-weight:400}
th:first-child{position:sticky;left:0}
tr.strong th,tr.strong td{font-weight:650}
tr.strong .range{font-weight:400}
dt{font-weight:600}
dd{margin:0 0 .4rem}
li{margin:.35rem 0}
pre{padding:.7rem .9rem;overflow-x:auto;border-radius:4px;font-size:.875rem}
summary{cursor:pointer;padding:.15rem 0;overflow-wrap:anywhere}
code{overflow-wrap:anywhere;font-size:.875rem}
]]

--- The colours of dark ground.
M.DARK = colours(dark)

return M

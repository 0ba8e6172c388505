--- Palettes: the styles of charts, on light ground and on dark.
--
-- Series have the colours of Okabe & Ito 2008, which people of all kinds of colour vision tell
-- apart; on dark ground they are lighter. A chart with more series than colours begins again with
-- dashes.

local M = {}

--- How many series have a colour of their own.
M.COLOURS = 7

--- Sizes of text in pixels.
M.TITLE, M.LABEL, M.TICK = 16, 13, 12

---@class Ground The colours on one kind of ground.
---@field paper string
---@field ink string Titles and labels.
---@field faint string Axes, ticks and notes.
---@field grid string
---@field series string[]

---@type table<string, Ground>
M.GROUNDS = {
  light = {
    paper = "#ffffff",
    ink = "#1b1f24",
    faint = "#5b636d",
    grid = "#e4e7eb",
    series = {
      "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6e6e6e",
    },
  },
  dark = {
    paper = "#14171b",
    ink = "#e8eaed",
    faint = "#a2abb5",
    grid = "#2c3239",
    series = {
      "#4aa3e0", "#f27c37", "#2fc79b", "#e39fc6", "#f5b942", "#93d3f7", "#b0b0b0",
    },
  },
}

local FIXED = ([[
text{font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
.title{font-size:%dpx;font-weight:600}
.label{font-size:%dpx}
.tick,.note,.value{font-size:%dpx}
.line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.leader{fill:none;stroke-width:1;opacity:.6}
.dashed{stroke-dasharray:6 4}
.dotted{stroke-dasharray:1.5 4}
.band{stroke:none;opacity:.14}
.whisker{stroke-width:1.5;fill:none}
.grid,.axis{stroke-width:1;fill:none}
]]):format(M.TITLE, M.LABEL, M.TICK)

--- Returns the rules of a ground's colours.
---
---@param ground Ground
---@param scope? string Put before every rule, such as "figure ".
---@return string css
function M.colours(ground, scope)
  scope = scope or ""
  local rules = {
    (".paper{fill:%s}"):format(ground.paper),
    (".title,.label{fill:%s}"):format(ground.ink),
    (".tick,.note,.value{fill:%s}"):format(ground.faint),
    (".grid{stroke:%s}"):format(ground.grid),
    (".axis{stroke:%s}"):format(ground.faint),
    (".whisker{stroke:%s}"):format(ground.ink),
    (".dot{stroke:%s;stroke-width:1.5}"):format(ground.paper),
  }
  for i, colour in ipairs(ground.series) do
    rules[#rules + 1] = (".s%d{stroke:%s}"):format(i, colour)
    rules[#rules + 1] = (".f%d{fill:%s}"):format(i, colour)
  end
  for i, rule in ipairs(rules) do
    rules[i] = scope .. rule:gsub(",", "," .. scope)
  end
  return table.concat(rules, "\n") .. "\n"
end

--- Returns the rules that are the same on every ground.
---
---@param scope? string
---@return string css
function M.shapes(scope)
  if not scope then
    return FIXED
  end
  local rules = {}
  for selectors, rest in FIXED:gmatch("([^{\n]+)({[^\n]*)\n") do
    rules[#rules + 1] = scope .. selectors:gsub(",", "," .. scope) .. rest
  end
  return table.concat(rules, "\n") .. "\n"
end

--- Returns the class of a series, of its lines ("s") or of its areas ("f").
---
---@param kind "s"|"f"
---@param index integer From 1.
---@return string
function M.series(kind, index)
  return kind .. (index - 1) % M.COLOURS + 1
end

--- Returns the class of a series' dashes, with a space before it; none for the first seven.
---
---@param index integer
---@return string
function M.dashes(index)
  local round = math.floor((index - 1) / M.COLOURS)
  return round == 0 and "" or round % 2 == 1 and " dashed" or " dotted"
end

return M

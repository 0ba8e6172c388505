--- lua/hyla/repl/plot.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local plot = require("hyla.repl.plot")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

local T = {}

local LINE = { { { x = 0, y = 0 }, { x = 1, y = 5 } } }

function T.a_curve_has_its_ends_beside_it()
  local rows = {}
  for row in plot.text(LINE, 20, { unicode = false }):gmatch("[^\n]+") do
    rows[#rows + 1] = row
  end
  check.equal(#rows, 13)
  check.equal(rows[1], "5 |" .. (" "):rep(14) .. "**")
  check.equal(rows[2], "  |" .. (" "):rep(13) .. "**")
  check.equal(rows[12], "0 |**")
  check.equal(rows[13], "   0" .. (" "):rep(14) .. "1")
end

function T.curves_are_told_apart_by_colour()
  local list = { LINE[1], { { x = 0, y = 5 }, { x = 1, y = 5 } } }
  local text = plot.text(list, 20, {
    paint = function(colour, letter)
      return colour == "yellow" and "Y" or letter
    end,
  })
  check.contains(text, "5 |YYYYYYYYYYYYYYYY\n")
end

function T.a_document_is_svg()
  local text = plot.svg(LINE, "a < b")
  check.contains(text, "<svg ")
  check.contains(text, "a &lt; b")
end

T.plots_are_typed = scratch.test(function(folder)
  local path = folder .. "/p.svg"
  local out = program.hyla("repl", (":plot {1, 2}\n:plot {1, 2} > %s\n"):format(path)).out
  check.contains(out, "2 |")
  check.contains(out, "wrote " .. path)
  check.contains(files.read(path), "</svg>")
  local err = program.hyla("repl", ":plot {1} > /none/p.svg\n:plot 'x'\n").err
  check.contains(err, "/none/p.svg: No such file")
  check.contains(err, "plot: wanted numbers, got string")
end)

return T

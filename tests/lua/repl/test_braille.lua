--- lua/hyla/repl/braille.lua

local braille = require("hyla.repl.braille")
local check = require("tests.support.check")

local T = {}

local function plain(_, text)
  return text
end

function T.each_dot_has_its_bit()
  local grid = braille.grid(2, 1)
  grid:dot(0, 0, 1)
  grid:dot(1, 3, 1)
  check.equal(grid:rows(true, plain)[1], "⢁ ")
  check.equal(grid:rows(false, plain)[1], "* ")
end

function T.a_line_has_no_holes()
  local grid = braille.grid(2, 1)
  grid:line({ 0, 0 }, { 3, 3 }, 1)
  check.equal(grid:rows(true, plain)[1], "⠑⢄")
  grid = braille.grid(1, 1)
  grid:line({ 0, 3 }, { 0, 0 }, 1)
  check.equal(grid:rows(true, plain)[1], "⡇")
end

function T.dots_outside_are_left_out()
  local grid = braille.grid(1, 1)
  grid:dot(-1, 0, 1)
  grid:dot(2, 9, 1)
  check.equal(grid:rows(true, plain)[1], " ")
end

function T.a_letter_is_painted_for_who_drew_it_last()
  local grid = braille.grid(1, 1)
  grid:dot(0, 0, 1)
  grid:dot(1, 0, 2)
  local row = grid:rows(true, function(owner, text)
    return owner .. text
  end)[1]
  check.equal(row, "2⠉")
end

return T

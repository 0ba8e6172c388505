--- lua/hyla/kit/cross.lua

local check = require("tests.support.check")
local cross = require("hyla.kit.cross")

local T = {}

function T.products_of_every_two_follow_the_row()
  local row = { 1, 2, 3, 5 }
  check.equal(table.concat(cross.products(row, 3), " "), "1 2 3 5 6 10 15")
  check.equal(#row, 4)
end

function T.squares_follow_the_row()
  check.equal(table.concat(cross.squares({ 1, 2, 3 }, 9), " "), "1 2 3 4 9")
end

function T.only_the_first_numbers_behind_the_constant_count()
  check.equal(table.concat(cross.products({ 1, 2, 3, 5 }, 2), " "), "1 2 3 5 6")
  check.equal(table.concat(cross.squares({ 1, 2, 3 }, 1), " "), "1 2 3 4")
  check.equal(table.concat(cross.products({ 1 }, 4), " "), "1")
end

return T

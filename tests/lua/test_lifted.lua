--- lua/hyla/lifted.lua

local check = require("tests.support.check")
local lifted = require("hyla.lifted")
local syntax = require("hyla.syntax")

local tree = assert(syntax.parse("local y = numbers.n1 * numbers.n10 ^ numbers.n1\n"))

local T = {}

function T.uses_are_found_by_the_whole_name()
  check.equal(#lifted.uses(tree, "n1"), 2)
  check.equal(#lifted.uses(tree, "n10"), 1)
  check.equal(#lifted.uses(tree, "n2"), 0)
end

function T.a_free_name_is_the_first_that_no_number_has()
  check.equal(lifted.free_name({ n1 = 1, n3 = 1, g2 = 1 }, "n"), "n2")
  check.equal(lifted.free_name({ n1 = 1 }, "g"), "g1")
end

function T.the_line_that_receives_numbers_comes_once()
  local with = lifted.receive(tree)
  check.equal(syntax.print(with), "local numbers = ...\n" .. syntax.print(tree))
  check.equal(lifted.receive(with), with)
end

function T.all_uses_give_way_to_a_text()
  local lowered = lifted.replace(tree, "n1", "-0.5")
  check.equal(syntax.print(lowered), "local y = -0.5 * numbers.n10 ^ -0.5\n")
end

local PLACES = [[
local function look(input)
  local x = { 1 * 0.11 }
  x[#x + 1] = 0.12 * input.a
end
local function learn(loss)
  local first = list[1 + 0.21] + math.cos(0.22 * 2) + math.sqrt(0.23)
  for step = 1, 0.24 * 2 do
    first = (loss * 0.31 + -0.32) ^ 0.33
  end
  if loss + 0.25 < 1 and not (0.26 + loss) then
    return f(0.34 * loss), { rate = 0.35 }
  end
end
]]

function T.a_tensor_fits_where_a_quantity_goes_on_to_the_loss()
  local found = assert(syntax.parse(PLACES))
  for _, place in ipairs(syntax.find(found, "Number")) do
    local text = syntax.text(place.node)
    local wanted = text:match("^0%.3") and true or text:match("^0%.[12]") and false
    check.truthy(wanted == nil or lifted.fits(found, place.path) == wanted or error(text))
  end
end

return T

--- lua/hyla/csv.lua

local check = require("tests.support.check")
local csv = require("hyla.csv")

local T = {}

function T.lines_end_as_the_standard_has_it()
  check.equal(csv.write({ "a", "b" }, { { a = "x", b = "y" } }), "a,b\r\nx,y\r\n")
  check.equal(csv.write({ "a" }, {}), "a\r\n")
end

function T.texts_are_quoted_where_they_must()
  local text = csv.write({ "a", "b" }, { { a = 'say "hi"', b = "one, two" }, { a = "x\ny" } })
  check.equal(text, 'a,b\r\n"say ""hi""","one, two"\r\n"x\ny",\r\n')
end

function T.numbers_keep_every_digit()
  check.equal(csv.write({ "a" }, { { a = 1 / 3 } }), "a\r\n0.3333333333333333\r\n")
  check.equal(csv.write({ "a" }, { { a = true }, { a = 1e6 } }), "a\r\ntrue\r\n1000000\r\n")
  check.equal(csv.write({ "a" }, { { a = math.huge } }), "a\r\ninf\r\n")
end

return T

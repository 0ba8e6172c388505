--- lua/hyla/study/figure.lua

local check = require("tests.support.check")
local figure = require("hyla.study.figure")

local T = {}

function T.numbers_have_as_many_decimals_as_asked()
  check.equal(figure.fixed(0.12345, 3), "0.123")
  check.equal(figure.fixed(1234.4, 0), "1234")
  check.equal(figure.fixed(nil, 3), "-")
end

function T.a_zero_has_no_sign()
  check.equal(figure.fixed(-0.0001, 3), "0.000")
  check.equal(figure.signed(0.0001, 3), "0.000")
  check.equal(figure.signed(0.25, 2), "+0.25")
  check.equal(figure.signed(-0.25, 2), "-0.25")
  check.equal(figure.signed(nil, 2), "-")
end

function T.small_chances_are_shown_by_size()
  check.equal(figure.p(0.0213), "0.021")
  check.equal(figure.p(0.0002), "2.0e-04")
  check.equal(figure.p(1), "1.000")
  check.equal(figure.p(0), "0.000")
  check.equal(figure.p(nil), "-")
end

function T.an_estimate_shows_its_interval()
  local interval = { low = -0.5, high = 0.25 }
  check.equal(figure.estimate(0.124, interval, 2, figure.signed), "+0.12 [-0.50, +0.25]")
  check.equal(figure.estimate(0.124, nil, 2), "0.12")
  check.equal(figure.interval(nil, 2), "-")
end

function T.thousands_stand_apart()
  check.equal(figure.count(12), "12")
  check.equal(figure.count(123), "123")
  check.equal(figure.count(1234567), "1,234,567")
end

function T.bytes_have_the_unit_that_suits_them()
  check.equal(figure.bytes(0), "0 B")
  check.equal(figure.bytes(1023), "1023 B")
  check.equal(figure.bytes(1536), "1.5 KiB")
  check.equal(figure.bytes(3 * 2 ^ 40), "3072.0 GiB")
end

return T

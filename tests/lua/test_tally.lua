--- lua/hyla/tally.lua

local check = require("tests.support.check")
local tallies = require("hyla.tally")

local T = {}

function T.what_was_never_paid_is_as_believed()
  local mean, variance = tallies.posterior(tallies.new(), "a", 0.3, 1)
  check.equal(mean, 0)
  check.near(variance, 0.3)
end

-- the posterior of a Gaussian mean with known noise (Bishop 2006, section 2.3.6)
function T.payments_move_the_mean_by_their_number()
  local tally = tallies.new()
  tallies.add(tally, "a", 2)
  tallies.add(tally, "a", 4)
  local mean, variance = tallies.posterior(tally, "a", 0.5, 1)
  check.near(variance, 1 / (1 / 0.5 + 2))
  check.near(mean, variance * 6)
end

return T

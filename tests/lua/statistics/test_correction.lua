--- lua/hyla/statistics/correction.lua

local check = require("tests.support.check")
local correction = require("hyla.statistics.correction")

local T = {}

-- expected numbers: statsmodels 0.14
function T.holm_is_that_of_statsmodels()
  local corrected = correction.holm({ 0.01, 0.04, 0.03, 0.005, 0.5, 0.04 })
  for i, expected in ipairs({ 0.05, 0.12, 0.12, 0.03, 0.5, 0.12 }) do
    check.near(corrected[i], expected, 1e-15)
  end
end

function T.one_test_needs_no_correction()
  check.equal(correction.holm({ 0.03 })[1], 0.03)
  check.equal(#correction.holm({}), 0)
end

function T.no_corrected_p_exceeds_one()
  local corrected = correction.holm({ 0.9, 0.8 })
  check.equal(corrected[1], 1)
  check.equal(corrected[2], 1)
end

return T

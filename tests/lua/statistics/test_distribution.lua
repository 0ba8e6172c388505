--- lua/hyla/statistics/distribution.lua

local check = require("tests.support.check")
local distribution = require("hyla.statistics.distribution")

local T = {}

-- expected numbers: scipy 1.17. A relative error
local function agrees(actual, expected, tolerance)
  check.near(actual / expected, 1, tolerance or 1e-12)
end

function T.two_sided_tails_of_student_hold_far_out()
  agrees(distribution.t_two_sided(0.1, 1), 0.936548965138893)
  agrees(distribution.t_two_sided(40, 2), 0.0006244146721847406)
  agrees(distribution.t_two_sided(-2.5, 11), 0.029506374087364163)
  agrees(distribution.t_two_sided(40, 11), 2.89254089812057e-13)
  agrees(distribution.t_two_sided(40, 23.5), 3.998864099844263e-23)
  agrees(distribution.t_two_sided(40, 100), 2.462107602140071e-63, 1e-11)
  check.equal(distribution.t_two_sided(math.huge, 3), 0)
  check.equal(distribution.t_two_sided(0, 3), 1)
end

function T.student_knows_both_sides()
  agrees(distribution.t_cdf(1, 5), 1 - 0.3632174676491229 / 2)
  agrees(distribution.t_cdf(-1, 5), 0.3632174676491229 / 2)
  check.equal(distribution.t_cdf(0, 5), 0.5)
end

function T.quantiles_of_student_undo_its_tails()
  agrees(distribution.t_quantile(0.975, 1), 12.706204736174694)
  agrees(distribution.t_quantile(0.975, 11), 2.200985160091639)
  agrees(distribution.t_quantile(0.8, 11), 0.8755299780738819)
  agrees(distribution.t_quantile(0.01, 3), -4.5407028585681335)
  check.equal(distribution.t_quantile(0.5, 3), 0)
end

function T.the_normal_is_exact_to_fifteen_places()
  check.near(distribution.normal_cdf(-5), 2.866515718791933e-07, 1e-15)
  check.near(distribution.normal_cdf(-1.3), 0.09680048458561036, 1e-15)
  check.near(distribution.normal_cdf(2.2), 0.9860965524865014, 1e-15)
  check.equal(distribution.normal_cdf(0), 0.5)
  check.equal(distribution.normal_cdf(40), 1)
  check.equal(distribution.normal_cdf(-40), 0)
end

function T.quantiles_of_the_normal_undo_it()
  agrees(distribution.normal_quantile(0.001), -3.090232306167813)
  agrees(distribution.normal_quantile(0.3), -0.5244005127080409)
  agrees(distribution.normal_quantile(0.975), 1.959963984540054)
  agrees(distribution.normal_quantile(0.9999), 3.719016485455709, 1e-11)
end

function T.the_incomplete_beta_function_agrees_on_both_sides_of_its_mean()
  agrees(distribution.incomplete_beta(0.3, 2, 3), 0.3483)
  agrees(distribution.incomplete_beta(0.9, 0.5, 0.5), 0.7951672353008665)
  agrees(distribution.incomplete_beta(0.99, 10, 0.5), 0.6579281751567845)
  agrees(distribution.incomplete_beta(0.4, 150, 200), 0.13980933951984723)
  check.equal(distribution.incomplete_beta(0, 2, 3), 0)
  check.equal(distribution.incomplete_beta(1, 2, 3), 1)
end

function T.the_logarithm_of_gamma_agrees()
  agrees(distribution.log_gamma(0.1), 2.252712651734206, 1e-14)
  agrees(distribution.log_gamma(0.5), 0.5723649429247, 1e-13)
  agrees(distribution.log_gamma(3.7), 1.428072326665388, 1e-14)
  agrees(distribution.log_gamma(150.5), 602.5139548705853, 1e-14)
  check.near(distribution.log_gamma(1), 0, 1e-14)
end

return T

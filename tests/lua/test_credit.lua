--- lua/hyla/credit.lua

local check = require("tests.support.check")
local credit = require("hyla.credit")

-- 2 from 1 gains nothing, 3 from 2 gains 0.3, 4 from 1 fails, 5 from 3 loses
local ATTEMPTS = {
  { n = 2, parent = 1, before = 0.1, score = 0.1 },
  { n = 3, parent = 2, before = 0.1, score = 0.4 },
  { n = 4, parent = 1, before = 0.1 },
  { n = 5, parent = 3, before = 0.4, score = 0.2 },
}

local T = {}

function T.an_edit_is_paid_its_gain()
  check.near(credit.now(ATTEMPTS[2], 0), 3)
  check.equal(credit.now(ATTEMPTS[1], 0), 0)
  check.equal(credit.now({ before = 0, score = 0.9 }, 0), 5)
end

function T.harm_costs_as_much_as_the_rules_say()
  check.equal(credit.now(ATTEMPTS[3], 0), 0)
  check.equal(credit.now(ATTEMPTS[4], 0), 0)
  check.near(credit.now(ATTEMPTS[3], 0.05), -0.5)
  check.near(credit.now(ATTEMPTS[4], 0.05), -0.5)
  check.near(credit.now({ before = 0.4, score = 0.38 }, 0.05), -0.2)
end

function T.a_first_step_is_paid_for_what_came_of_it()
  local paid = credit.late(ATTEMPTS, { patience = 0.5, harm = 0 })
  check.near(paid[1], 1.5)
  check.near(paid[2], 3)
  check.equal(paid[3], 0)
  check.equal(paid[4], 0)
end

function T.without_patience_only_the_own_gain_counts()
  local paid = credit.late(ATTEMPTS, { patience = 0, harm = 0 })
  check.equal(paid[1], 0)
  check.near(paid[2], 3)
end

function T.what_changed_nothing_is_paid_nothing_for_what_came_after()
  local idle = { n = 2, parent = 1, before = 0.1, score = 0.1, is_idle = true }
  check.equal(credit.late({ idle, ATTEMPTS[2] }, { patience = 0.5, harm = 0 })[1], 0)
end

function T.a_clade_is_worth_the_mean_gain_of_its_line()
  local values = credit.clade(ATTEMPTS, 0.5)
  check.near(values[4], -0.2)
  check.near(values[2], (0.3 + 0.5 * -0.2) / 1.5)
  check.near(values[1], (0 + 0.5 * (0.3 + 0.5 * -0.2)) / (1 + 0.5 * 1.5))
  check.equal(values[3], 0)
end

return T

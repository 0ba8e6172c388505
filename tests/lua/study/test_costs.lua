--- lua/hyla/study/costs.lua

local check = require("tests.support.check")
local costs = require("hyla.study.costs")
local outlines = require("hyla.study.outline")
local studies = require("tests.support.study")

local T = {}

local function outline()
  return assert(outlines.of({
    title = "",
    methods = { { name = "a" }, { name = "b" } },
    ks = { 2 },
    episodes = {
      studies.flat("a", 1, "xor", 1, { evaluated = 1000, charged = 1500 }),
      studies.flat("a", 2, "xor", 1, { evaluated = 500, outcomes = { ok = 1, error = 2 } }),
    },
  }))
end

function T.costs_are_added_up_by_method()
  local cost = costs.of(outline())[1]
  check.equal(cost.episodes, 2)
  check.equal(cost.evaluated, 1500)
  check.equal(cost.charged, 1502)
  check.equal(cost.seconds, 1)
  check.equal(cost.outcomes.ok, 3)
  check.equal(cost.outcomes.error, 2)
end

function T.the_table_shows_rates_and_outcomes()
  local rows = costs.sheet(outline()).rows
  check.equal(table.concat(rows[1], " | "), "a | 2 | 1,500 | 1,502 | 1.0 | 1,500 | 2 error, 3 ok")
end

function T.a_method_that_did_not_run_cost_nothing()
  local rows = costs.sheet(outline()).rows
  check.equal(table.concat(rows[2], " | "), "b | 0 | 0 | 0 | 0.0 | - | -")
end

return T

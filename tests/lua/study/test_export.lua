--- lua/hyla/study/export.lua

local check = require("tests.support.check")
local claims = require("hyla.study.claim")
local export = require("hyla.study.export")
local outlines = require("hyla.study.outline")
local studies = require("tests.support.study")

local T = {}

local function outline()
  return assert(outlines.of({
    title = "",
    methods = { { name = "a" }, { name = "b" } },
    pairs = { { "a", "b" } },
    ks = { 1 },
    resamples = 100,
    episodes = {
      studies.flat("a", 1, "xor", 0.5),
      studies.flat("a", 2, "xor", 0.25),
      studies.flat("b", 1, "xor", 0.5),
      studies.flat("b", 2, "xor", 0.5, { outcomes = { timeout = 2 } }),
    },
  }))
end

local function lines(text)
  local list = {}
  for line in text:gmatch("([^\r]*)\r\n") do
    list[#list + 1] = line
  end
  return list
end

function T.units_are_what_all_else_is_made_of()
  local found = lines(export.units(outline()))
  check.equal(#found, 1 + 2 * 2 * 2 * 2)
  check.equal(found[1], "method,meta_budget,family,measure,seed,value")
  check.equal(found[2], "a,0,all,imp@1,1,0.5")
  check.equal(found[3], "a,0,all,imp@1,2,0.25")
end

function T.scores_are_those_of_all_families_and_of_each()
  local found = lines(export.scores(outline()))
  check.contains(found[1], "method,meta_budget,family,measure,seeds,mean,mean_low,mean_high")
  check.contains(found[2], "a,0,all,imp@1,2,0.375,0.25,0.5,")
  check.contains(found[4], "a,0,xor,imp@1,2,0.375,0.25,0.5,")
end

function T.claims_show_every_test()
  local found = lines(export.claims(claims.of(outline())))
  check.contains(found[2], "pair,a - b,a,0,b,0,imp@1,2,-0.125,")
  check.contains(found[2], ",1,1,1,false,")
end

function T.curves_have_a_line_for_every_k()
  local found = lines(export.curves(outline(), { 0, 1, 2 }))
  check.equal(#found, 7)
  check.equal(found[2], "a,0,0,2,0,0,0")
  check.contains(found[3], "a,0,1,2,0.375,")
end

function T.outcomes_are_columns_of_the_costs()
  local found = lines(export.costs(outline()))
  check.equal(found[1], "method,episodes,evaluated,charged,seconds,outcome_ok,outcome_timeout")
  check.equal(found[2], "a,2,4,4,1,4,")
  check.equal(found[3], "b,2,4,4,1,2,2")
end

return T

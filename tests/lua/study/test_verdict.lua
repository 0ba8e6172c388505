--- lua/hyla/study/verdict.lua

local check = require("tests.support.check")
local claims = require("hyla.study.claim")
local outlines = require("hyla.study.outline")
local studies = require("tests.support.study")
local verdicts = require("hyla.study.verdict")

local T = {}

local function judged(changes, seeds)
  local outline = assert(outlines.of(setmetatable(changes, { __index = studies.new(seeds) })))
  return outline, claims.of(outline)
end

function T.each_kind_of_claim_has_its_table()
  local outline, list = judged({ tests = { "auc" } })
  check.equal(#verdicts.differences(outline, list).rows, 2)
  check.equal(#verdicts.ablations(outline, list).rows, 2)
  check.equal(#verdicts.compounding(outline, list).rows, 6)
  local sheet = verdicts.differences(outline, list)
  check.equal(sheet.rows[1][1], "learned - uniform")
  check.equal(sheet.rows[1][2], "1,000")
  check.equal(#sheet.rows[1], #sheet.columns)
  check.truthy(sheet.strong[1])
  check.falsy(sheet.strong[2])
end

function T.a_note_says_which_tests_and_how_many()
  local note = verdicts.differences(judged({ tests = { "auc" } })).note
  check.contains(note, "two-sided paired t test; corrected by Holm over all 10 tests")
  check.contains(note, "[95 % interval]")
  check.contains(note, "stay below 0.05")
end

return T

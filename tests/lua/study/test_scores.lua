--- lua/hyla/study/scores.lua

local check = require("tests.support.check")
local outlines = require("hyla.study.outline")
local scores = require("hyla.study.scores")
local studies = require("tests.support.study")

local T = {}

local function outline()
  return assert(outlines.of(studies.new(4)))
end

function T.methods_stand_in_their_order_with_every_measure()
  local sheet = scores.methods(outline())
  check.equal(#sheet.columns, 9)
  check.equal(sheet.columns[7].title, "mean of k = 1..20")
  check.equal(#sheet.rows, 5)
  check.equal(sheet.rows[2][1], "warm bandit")
  check.equal(sheet.rows[2][2], "1,000")
  check.equal(sheet.rows[2][3], "4")
  check.truthy(sheet.rows[2][4]:find("^0%.%d%d%d %[0%.%d%d%d, 0%.%d%d%d%]$"))
end

function T.families_are_columns()
  local sheet = scores.families(outline())
  check.equal(sheet.columns[2].title, "rings")
  check.equal(sheet.columns[4].title, "xor")
  check.equal(#sheet.rows[1], 4)
end

function T.snapshots_are_those_of_methods_that_learn()
  local sheet = scores.snapshots(outline())
  local texts = {}
  for i, row in ipairs(sheet.rows) do
    texts[i] = ("%s %s"):format(row[1], row[2])
  end
  check.equal(table.concat(texts, "; "), "warm bandit 0; warm bandit 1,000; learned 0; "
    .. "learned 250; learned 500; learned 1,000")
end

return T

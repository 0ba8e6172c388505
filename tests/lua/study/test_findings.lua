--- lua/hyla/study/findings.lua

local check = require("tests.support.check")
local findings = require("hyla.study.findings")
local studies = require("tests.support.study")

local T = {}

function T.all_forms_of_a_report_are_there()
  local found = assert(findings.of(studies.new(3)))
  for _, name in ipairs(findings.SHEETS) do
    check.equal(found.sheets[name].name, name)
  end
  for _, name in ipairs(findings.PLOTS) do
    check.truthy(found.plots[name])
  end
  check.truthy(#found.missed > 0)
end

function T.questions_that_were_not_asked_have_no_tables()
  local study = studies.new(3)
  study.pairs, study.ablations = nil, nil
  local found = assert(findings.of(study))
  check.equal(found.sheets.differences, nil)
  check.equal(found.sheets.ablations, nil)
  check.equal(found.plots.ablations, nil)
end

function T.a_study_without_episodes_is_refused()
  local study = studies.new(1)
  study.episodes = {}
  check.equal(select(2, findings.of(study)), "wanted at least one episode, got none")
end

return T

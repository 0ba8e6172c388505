--- lua/hyla/study/report.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local findings = require("hyla.study.findings")
local picture = require("hyla.chart.picture")
local report = require("hyla.study.report")
local scratch = require("tests.support.scratch")
local studies = require("tests.support.study")

local T = {}

local NAMES = "report.html tables.md scores.csv claims.csv units.csv curves.csv costs.csv "
  .. "curves.svg families.svg compounding.svg ablations.svg"

function T.the_same_episodes_give_the_same_bytes()
  local one = report.files(assert(findings.of(studies.new())))
  local other = report.files(assert(findings.of(studies.new())))
  local names = {}
  for i, file in ipairs(one) do
    names[i] = file.name
    check.equal(file.text, other[i].text)
  end
  check.equal(table.concat(names, " "), NAMES)
end

function T.the_order_of_the_episodes_does_not_matter()
  local study, turned = studies.new(3), studies.new(3)
  turned.episodes = {}
  for i = #study.episodes, 1, -1 do
    turned.episodes[#turned.episodes + 1] = study.episodes[i]
  end
  local one = report.files(assert(findings.of(study)))
  for i, file in ipairs(report.files(assert(findings.of(turned)))) do
    -- sums of wall times are rounded otherwise
    if file.name ~= "costs.csv" then
      check.equal(file.text, one[i].text)
    end
  end
end

T.all_files_are_written = scratch.test(function(folder)
  local names, notice = report.write(folder .. "/new/report", studies.new(2))
  local pictures = " curves.png families.png compounding.png ablations.png"
  local wanted = picture.is_available() and NAMES .. pictures or NAMES
  check.equal(table.concat(names, " "), wanted)
  check.equal(notice == nil, picture.is_available())
  for _, name in ipairs(names) do
    check.truthy(#files.read(("%s/new/report/%s"):format(folder, name)) > 100)
  end
end)

T.without_the_program_there_is_a_notice = scratch.test(function(folder)
  local is_available = picture.is_available
  picture.is_available = function()
    return false
  end
  local names, notice = report.write(folder, studies.new(2))
  picture.is_available = is_available
  check.equal(table.concat(names, " "), NAMES)
  check.equal(notice, "the plots are SVG only: for PNG, wanted the program rsvg-convert (Debian "
    .. "package librsvg2-bin)")
end)

T.what_fails_is_told = scratch.test(function(folder)
  local study = studies.new(1)
  assert(files.write(folder .. "/file", ""))
  local names, message = report.write(folder .. "/file/inside", study)
  check.equal(names, nil)
  check.contains(message, "file")
  study.ks = { 100 }
  names, message = report.write(folder, study)
  check.equal(names, nil)
  check.contains(message, "wanted ks from 1 to 20")
end)

function T.markdown_has_the_tables_and_what_was_missed()
  local text = report.files(assert(findings.of(studies.new(3))))[2].text
  check.contains(text, "## In short\n\n- learned ")
  check.contains(text, "## Methods\n\n| method | meta-evaluations | seeds | imp@5 |")
  check.contains(text, "## Not significant\n\n- learned - uniform, imp@10: not significant")
end

function T.a_terminal_gets_lines_that_fit()
  local lines = report.lines(assert(findings.of(studies.new(3))), { columns = 100 })
  check.equal(lines[1], "Methods")
  for _, line in ipairs(lines) do
    check.truthy(#line <= 100)
  end
end

return T

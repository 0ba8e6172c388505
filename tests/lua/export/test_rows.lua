--- lua/hyla/export/rows.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local rows = require("hyla.export.rows")
local runs = require("tests.support.runs")

local T = {}

local function of_run(use)
  return runs.test(function(folder)
    local list, archive = {}, assert(archives.open(folder, "read"))
    rows.each(archive, function(record)
      list[#list + 1] = record
    end)
    use(list, archive)
  end)
end

T.records_have_what_follows_from_those_before = of_run(function(list)
  check.equal(#list, 4)
  check.equal(list[1].gain, nil)
  check.equal(list[2].gain, 0.5)
  check.equal(list[3].gain, nil)
  check.equal(list[4].best, 0.5)
  check.equal(list[4].race, nil)
end)

T.the_archive_stays_as_it_is = of_run(function(_, archive)
  check.equal(archive:entry(2).best, nil)
end)

T.a_flat_record_has_texts_for_its_edit = of_run(function(list)
  local flat = rows.flatten(list[2])
  check.equal(flat.editors, "mutate_constant")
  check.equal(flat.edit, "mutate_constant in agent at rate")
  check.equal(rows.flatten(list[1]).edit, nil)
  for _, column in ipairs(rows.COLUMNS) do
    check.truthy(type(flat[column]) ~= "table")
  end
end)

return T

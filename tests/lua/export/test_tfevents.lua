--- lua/hyla/export/tfevents.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local events = require("tests.support.events")
local runs = require("tests.support.runs")
local tfevents = require("hyla.export.tfevents")

local T = {}

local function text_of(archive)
  local parts = {}
  tfevents.write(archive, function(text)
    parts[#parts + 1] = text
  end)
  return table.concat(parts)
end

-- a test that gets an archive whose entries came a quarter of a second after each other
local function of_run(use)
  return runs.test(function(folder)
    local archive = assert(archives.open(folder, "read"))
    for n, entry in ipairs(archive:entries()) do
      entry.created = 1700000000 + n / 4
    end
    use(archive)
  end)
end

local function told(scalars)
  local parts = {}
  for i, scalar in ipairs(scalars) do
    parts[i] = ("%d:%.3g"):format(scalar.step, scalar.value)
  end
  return table.concat(parts, " ")
end

T.scalars_are_those_of_the_entries = of_run(function(archive)
  local scalars, version = events.scalars(text_of(archive))
  check.equal(version, "brain.Event:2")
  check.equal(told(scalars["score/validation"]), "1:0 2:0.5 4:0.4")
  check.equal(told(scalars["score/best"]), "1:0 2:0.5 3:0.5 4:0.5")
  check.equal(told(scalars["outcomes/ok"]), "2:1 4:2")
  check.equal(told(scalars["outcomes/timeout"]), "3:1")
  check.equal(told(scalars.evaluations_per_second), "2:4 3:4 4:4")
end)

T.times_are_those_of_the_entries = of_run(function(archive)
  local scalars = events.scalars(text_of(archive))
  check.equal(scalars["score/best"][3].time, 1700000000.75)
  check.equal(tfevents.name(archive), "events.out.tfevents.1700000000.hyla")
end)

T.a_changed_byte_is_noticed = of_run(function(archive)
  local text = text_of(archive)
  for _, place in ipairs({ 1, 9, 13, #text }) do
    local other = string.char((text:byte(place) + 1) % 256)
    check.falsy(pcall(events.records, text:sub(1, place - 1) .. other .. text:sub(place + 1)))
  end
end)

T.large_steps_take_several_bytes = of_run(function(archive)
  archive:entries()[4].n = 123456789
  check.equal(events.scalars(text_of(archive))["score/best"][4].step, 123456789)
end)

T.a_run_without_entries_is_a_version_and_nothing_else = of_run(function(archive)
  archive.list = {}
  archive.store = { count = function()
    return 0
  end }
  check.equal(#events.records(text_of(archive)), 1)
end)

return T

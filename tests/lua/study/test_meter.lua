--- lua/hyla/study/meter.lua

local check = require("tests.support.check")
local meters = require("hyla.study.meter")

local function stream()
  local S = { text = "" }
  function S:write(...)
    self.text = self.text .. table.concat({ ... })
  end
  function S.flush() end
  return S
end

local T = {}

function T.the_share_counts_whole_units_and_what_is_done_of_the_last()
  local out = stream()
  local meter = meters.start(out, 200)
  meter.is_live, meter.is_quiet = true, false
  meter:unit("first", 100)
  meter.drawn = -math.huge
  meter:unit("second", 100)
  check.contains(out.text, "\r\27[K 50%")
  check.contains(out.text, "second")
  meter.drawn = -math.huge
  meter:show(50)
  check.contains(out.text, "\r\27[K 75%")
end

function T.where_lines_are_wanted_they_are_few()
  local out = stream()
  local meter = meters.start(out, 200)
  meter.is_live, meter.is_quiet = false, false
  meter:unit("first", 100)
  for charged = 1, 50 do
    meter:show(charged)
  end
  meter:stop()
  check.equal(select(2, out.text:gsub("\n", "")), 1)
end

function T.without_a_terminal_nothing_is_shown()
  local out = stream()
  local meter = meters.start(out, 200)
  meter.is_quiet = true
  meter:unit("first", 100)
  meter:stop()
  check.equal(out.text, "")
end

return T

--- lua/hyla/progress.lua

local check = require("tests.support.check")
local progress = require("hyla.progress")

-- a stream that keeps what is written
local function stream()
  local S = { text = "" }
  function S:write(...)
    self.text = self.text .. table.concat({ ... })
  end
  function S.flush() end
  return S
end

local function entry(n, score)
  local step = { editor = "widen", part = "agent", site = { label = "look" }, source = "random" }
  step.arguments = {}
  return { n = n, score = score, edit = { steps = { step } } }
end

-- what a run of five evaluations shows; nothing is asked for without a value
local function shown(is_live)
  local out = stream()
  local screen = progress.start(out, 20, 0, 0)
  screen.is_live, screen.is_quiet = is_live, is_live == nil
  for n = 2, 6 do
    screen:entry(entry(n, n == 3 and 0.5 or 0.25))
  end
  screen:stop()
  return out.text
end

local T = {}

function T.where_lines_are_wanted_each_new_best_and_each_tenth_has_a_line()
  local text = shown(false)
  local _, count = text:gsub("\n", "")
  check.equal(count, 3)
  check.contains(text, "2/20 ")
  check.contains(text, "best 0.500")
  check.contains(text, "#3 widen in agent at look\n")
end

function T.on_a_terminal_one_line_is_written_over()
  local text = shown(true)
  check.falsy(text:find("\n", 1, true))
  check.contains(text, "\r\27[K")
end

function T.without_a_terminal_nothing_is_shown()
  check.equal(shown(nil), "")
end

return T

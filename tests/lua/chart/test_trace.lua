--- lua/hyla/chart/trace.lua

local check = require("tests.support.check")
local trace = require("hyla.chart.trace")

local T = {}

local function draw(points)
  return trace.draw({ title = "A", note = "b", x = "entry", y = "score", points = points }).body
end

local function count(text, part)
  return select(2, text:gsub(part, ""))
end

-- scores that rise to their best at every tenth of `size` entries
local function rising(size)
  local points, best = {}, 0
  for n = 1, size do
    local y = n % (size / 10) == 0 and n / size or (n * 7919 % 100) / 1000
    best = math.max(best, y)
    points[n] = { x = n, y = y, best = best }
  end
  return points
end

function T.every_entry_is_a_dot()
  check.equal(count(draw(rising(50)), "<circle"), 50)
end

function T.the_best_is_a_line_of_steps()
  local body = draw({
    { x = 1, y = 0, best = 0 },
    { x = 2, y = 1, best = 1 },
    { x = 3, y = 0.5, best = 1 },
  })
  -- right, up, right: the two in the middle lie above each other
  local path = body:match('<path class="line s1" d="M60 344L([^"]+)"')
  check.equal(path, "398 344L398 92L736 92")
end

function T.very_many_entries_need_no_more_dots_than_can_be_told_apart()
  local body = draw(rising(100000))
  check.truthy(count(body, "<circle") <= 3 * 677)
  check.truthy(#body < 250000)
  -- the best of all is among those that are kept
  check.contains(body, 'cy="92"')
end

function T.a_score_that_is_far_below_lies_on_the_edge()
  local points = rising(200)
  points[100] = { x = 100, y = -1e9, best = points[99].best }
  local body = draw(points)
  check.falsy(body:find("e+", 1, true))
  check.contains(body, ">0.2</text>")
end

function T.one_entry_is_enough()
  check.equal(count(draw({ { x = 1, y = 0.5, best = 0.5 } }), "<circle"), 1)
end

return T

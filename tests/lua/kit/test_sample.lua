--- lua/hyla/kit/sample.lua

local answer = require("hyla.kit.answer")
local check = require("tests.support.check")
local random = require("hyla.rng")
local sample = require("hyla.kit.sample")
local tensor = require("hyla.tensor")

local ANSWERS = { 10, 20, 30, 40 }

local function part()
  local cases = {}
  for i, value in ipairs(ANSWERS) do
    cases[i] = { answer = value }
  end
  local code = answer.code({ answers = "number" }, cases)
  local rows = tensor.tensor({ { 1 }, { 2 }, { 3 }, { 4 } })
  return { rows = rows, targets = answer.targets(code, ANSWERS) }
end

local T = {}

function T.a_bootstrap_keeps_rows_and_answers_together()
  local drawn = sample.bootstrap(part(), random.new(3))
  check.equal(#drawn.targets.answers, 4)
  for i, row in ipairs(drawn.rows:tolist()) do
    check.equal(drawn.targets.answers[i], 10 * row[1])
  end
end

function T.a_bootstrap_is_drawn_from_its_rng()
  local function drawn(seed)
    return table.concat(sample.bootstrap(part(), random.new(seed)).targets.answers, " ")
  end
  check.equal(drawn(3), drawn(3))
  check.truthy(drawn(3) ~= drawn(4))
end

function T.noise_has_a_spread_of_one()
  local noise = sample.noise(tensor.zeros({ 100, 50 }), random.new(1))
  check.equal(noise:size(2), 50)
  check.near(noise:std():item(), 1, 0.03)
end

return T

--- lua/hyla/schedule.lua

local check = require("tests.support.check")
local schedule = require("hyla.schedule")
local t = require("hyla.tensor")

local T = {}

--- Checks the rates of steps, given as { [step] = rate }.
local function follows(course, rates)
  for step, rate in pairs(rates) do
    check.near(course(step), rate, 1e-12)
  end
end

function T.constant_never_changes()
  follows(schedule.constant(0.5), { [0] = 0.5, [1000] = 0.5 })
end

function T.step_falls_after_every_period()
  follows(schedule.step(1, 10, 0.5), { [0] = 1, [9] = 1, [10] = 0.5, [29] = 0.25 })
end

function T.exponential_falls_after_every_step()
  follows(schedule.exponential(2, 0.5), { [0] = 2, [1] = 1, [3] = 0.25 })
end

function T.linear_goes_straight_and_stays()
  follows(schedule.linear(0, 1, 4), { [0] = 0, [1] = 0.25, [4] = 1, [9] = 1 })
end

function T.cosine_goes_down_half_a_wave()
  follows(schedule.cosine(2, 10), { [0] = 2, [5] = 1, [10] = 0, [20] = 0 })
  follows(schedule.cosine(2, 10, 1), { [0] = 2, [5] = 1.5, [10] = 1 })
end

function T.warmup_rises_and_hands_over()
  local course = schedule.warmup(schedule.exponential(1, 0.5), 4)
  follows(course, { [0] = 0, [2] = 0.5, [4] = 1, [5] = 0.5 })
  follows(schedule.warmup(schedule.constant(1), 4, 0.2), { [0] = 0.2, [2] = 0.6, [4] = 1 })
end

function T.one_cycle_rises_and_falls()
  follows(schedule.one_cycle(1, 10), { [0] = 0.04, [3] = 1, [10] = 1 / 250000 })
end

function T.rates_may_be_tensors()
  local rate = t.tensor(2, "f64"):requires_grad()
  check.near(schedule.cosine(rate, 10)(5):grad(rate):item(), 0.5)
end

return T

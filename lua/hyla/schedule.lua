--- Schedules: learning rates as functions of the steps taken so far.
--
-- A schedule is a pure function step -> rate, from step 0 on, that an optimiser takes in place of a
-- rate. Rates may be tensors: what is recorded stays recorded.

local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

---@alias Schedule fun(step: integer): number | Tensor

--- Returns how far a step is on the way from `first` to `last`, within 0 .. 1.
local function progress(step, first, last)
  return math.min(math.max((step - first) / math.max(last - first, 1), 0), 1)
end

local function check_steps(call, name, steps)
  mistake.unless(type(steps) == "number", call, "a number of steps", name, steps)
end

local function check_rate(call, name, rate)
  mistake.unless(type(rate) == "number" or t.is_tensor(rate), call, "a number or a tensor", name,
    rate)
end

--- The same rate for ever.
---
---@param rate number | Tensor
---@return Schedule
function M.constant(rate)
  check_rate("constant", "rate", rate)
  return function()
    return rate
  end
end

--- The rate times `factor` after every `period` steps.
---
---@param rate number | Tensor
---@param period integer
---@param factor? number  0.1 by default.
---@return Schedule
function M.step(rate, period, factor)
  check_rate("step", "rate", rate)
  check_steps("step", "period", period)
  return function(step)
    return rate * (factor or 0.1) ^ math.floor(step / period)
  end
end

--- The rate times `factor` after every step.
---
---@param rate number | Tensor
---@param factor number
---@return Schedule
function M.exponential(rate, factor)
  return M.step(rate, 1, factor)
end

--- A straight line from one rate to another, which stays from step `steps` on.
---
---@param first number | Tensor
---@param last number | Tensor
---@param steps integer
---@return Schedule
function M.linear(first, last, steps)
  check_rate("linear", "first", first)
  check_rate("linear", "last", last)
  check_steps("linear", "steps", steps)
  return function(step)
    local done = progress(step, 0, steps)
    return first * (1 - done) + last * done
  end
end

--- Half a cosine from one rate down to another, which stays from step `steps` on (Loshchilov &
--- Hutter 2017, without restarts).
---
---@param rate number | Tensor
---@param steps integer
---@param last? number | Tensor  0 by default.
---@return Schedule
function M.cosine(rate, steps, last)
  check_rate("cosine", "rate", rate)
  check_steps("cosine", "steps", steps)
  return function(step)
    local share = (1 + math.cos(math.pi * progress(step, 0, steps))) / 2
    return rate * share + (last or 0) * (1 - share)
  end
end

--- A linear rise from a share of the schedule's first rate over `steps` steps, then the schedule.
---
---@param schedule Schedule
---@param steps integer
---@param share? number  Of the first rate at step 0; 0 by default.
---@return Schedule
function M.warmup(schedule, steps, share)
  mistake.unless_function("warmup", "schedule", schedule)
  check_steps("warmup", "steps", steps)
  return function(step)
    if step >= steps then
      return schedule(step - steps)
    end
    return schedule(0) * ((share or 0) + (1 - (share or 0)) * progress(step, 0, steps))
  end
end

--- One cycle (Smith & Topin 2018): half a cosine up from rate / 25 to the rate during the first
--- 30 % of the steps, and down to rate / 250 000 after it.
---
---@param rate number | Tensor
---@param steps integer
---@return Schedule
function M.one_cycle(rate, steps)
  check_rate("one_cycle", "rate", rate)
  check_steps("one_cycle", "steps", steps)
  local top = math.floor(0.3 * steps)
  local fall = M.cosine(rate, steps - top, rate / 250000)
  return function(step)
    if step >= top then
      return fall(step - top)
    end
    local share = (1 - math.cos(math.pi * progress(step, 0, top))) / 2
    return rate / 25 * (1 - share) + rate * share
  end
end

return M

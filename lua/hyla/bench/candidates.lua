--- Candidates that the suite "sandbox" times, each from its source to its score.

local processors = require("hyla.bench.processors")
local sandbox = require("hyla.sandbox")
local system = require("hyla.system")
local t = require("hyla.tensor")

local M = {}

local COUNT = 16
local AHEAD = 1000 -- jobs that may wait for the pool
local ROWS, COLUMNS = 100, 16
local DATA_BYTES = 500 * 2 ^ 20

local TRIVIAL = "return function(x) return x * x + 1 end"
local HANG = "while true do end"

--- A loop that is hot within the sixteen calls; its constants make each another program.
local HOT = [[
local a, b = %d, %.3f
local function g(x)
  if x > %d then return x * a - b else return x * b + a end
end
return function(x)
  local sum = 0
  for i = 1, %d do sum = sum + g(x + i) end
  return sum
end]]

--- A 16-16-2 perceptron, trained for 50 steps on 100 rows.
local LEARNER = [[
local t = require("hyla.tensor")
local rng = require("hyla.rng").new(%d)
return function(data)
  local parameters = {
    (t.randn({ 16, 16 }, rng) * 0.25):requires_grad(), t.zeros({ 16 }):requires_grad(),
    (t.randn({ 16, 2 }, rng) * 0.25):requires_grad(), t.zeros({ 2 }):requires_grad(),
  }
  local function loss()
    local hidden = data.x:linear(parameters[1], parameters[2], "tanh")
    return hidden:linear(parameters[3], parameters[4]):cross_entropy(data.classes)
  end
  local function step()
    local value = loss()
    local gradient = value:grad(parameters)
    t.no_grad(function()
      for i = 1, 4 do parameters[i]:add_(gradient[i], -0.5) end
    end)
  end
  for _ = 1, 50 do t.scope(step) end
  return loss():item()
end]]

local LIMITS = {
  cpu_seconds = 0.001,
  wall_seconds = 5,
  memory_bytes = 2 ^ 23,
  output_bytes = 2 ^ 12,
}

local function open(value, limits)
  local pool = assert(sandbox.open({
    entry = "hyla.bench.trial",
    modules = { "hyla.tensor", "hyla.rng" },
    limits = limits or LIMITS,
  }))
  assert(pool:prepare(value))
  return pool
end

local function numbers()
  local inputs, targets = {}, {}
  for i = 1, COUNT do
    inputs[i] = i - COUNT / 2
    targets[i] = inputs[i] ^ 2 + 1
  end
  return inputs, targets
end

--- Returns the mean squared error; nil when an output is no finite number.
local function score(outputs, targets)
  local sum = 0
  for i = 1, COUNT do
    local output = outputs[i]
    if type(output) ~= "number" or output - output ~= 0 then
      return nil
    end
    sum = sum + (output - targets[i]) ^ 2
  end
  return sum / COUNT
end

--- Keeps a pool busy with the sources that `source_of` gives, and hands each report to `take`.
local function stream(pool, tier, count, source_of, take)
  local sent, received = 0, 0
  while received < count do
    while sent < count and sent - received < AHEAD do
      sent = sent + 1
      pool:submit(source_of(sent), nil, tier)
    end
    local _, report = pool:next()
    received = received + 1
    take(report)
  end
end

local function trivial()
  return TRIVIAL
end

local function hot(n)
  return HOT:format(n, n * 0.37, n % 7, 10 + n % 5)
end

local function mixed(n)
  return n % 100 == 0 and HANG or TRIVIAL
end

--- Returns what tries numeric candidates at a tier and scores what they answer.
local function scoring(pool, tier, source_of, targets)
  local function take(report)
    if report.outcome == "ok" then
      assert(score(report.value, targets))
    else
      assert(report.outcome == "timeout", report.message)
    end
  end
  return function(count)
    stream(pool, tier, count, source_of, take)
  end
end

--- Returns what prepares a case by the clock, one worker beside its host.
local function timed(tier, source_of, data)
  return function()
    local inputs, targets = numbers()
    local pool = open({ inputs = inputs, data = data and data() })
    return scoring(pool, tier, source_of, targets), system.seconds
  end
end

--- The same, by the processor time of host and worker.
local function charged(tier, source_of)
  return function()
    local inputs, targets = numbers()
    local pool = open({ inputs = inputs })
    return scoring(pool, tier, source_of, targets), processors.clock(pool)
  end
end

local function rows()
  local x, classes = {}, {}
  for row = 1, ROWS do
    x[row], classes[row] = {}, row % 2 + 1
    for column = 1, COLUMNS do
      x[row][column] = math.sin(row * column)
    end
  end
  return { x = t.tensor(x), classes = t.tensor(classes, "i64") }
end

--- Prepares candidates that learn.
local function learning()
  local limits = { cpu_seconds = 0.1, wall_seconds = 5, memory_bytes = 2 ^ 24 }
  local pool = open({ inputs = { rows() } }, limits)
  local function take(report)
    assert(report.outcome == "ok" and report.value[1] < 1, report.message)
  end
  local function source_of(n)
    return LEARNER:format(n)
  end
  return function(count)
    stream(pool, "screen", count, source_of, take)
  end, system.seconds
end

local HANGS = 20

--- Returns what hangs a worker time and again, and gives the seconds from the end of a limit to
--- when it begins with the next candidate.
local function hanging()
  local pool = open({ inputs = {} })
  return function()
    local tickets, start = {}, system.seconds()
    for i = 1, HANGS do
      tickets[i] = pool:submit(HANG, nil, "screen")
    end
    for i = 1, HANGS do
      assert(pool:wait(tickets[i]).outcome == "timeout")
    end
    return (system.seconds() - start) / HANGS - LIMITS.cpu_seconds
  end
end

local function ballast()
  return t.zeros({ DATA_BYTES / 4 })
end

--- Returns the cases.
---
---@return BenchCase[]
function M.cases()
  return {
    { name = "screen/trivial", prepare = timed("screen", trivial) },
    { name = "screen/trivial/processor", prepare = charged("screen", trivial) },
    { name = "screen/hot", prepare = timed("screen", hot) },
    { name = "screen/hang/1%", prepare = timed("screen", mixed) },
    { name = "screen/learn", prepare = learning },
    { name = "screen/past-limit", observe = hanging },
    { name = "repeat/trivial", prepare = timed("repeat", trivial) },
    { name = "confirm/trivial", prepare = timed("confirm", trivial) },
    { name = "confirm/500MB", prepare = timed("confirm", trivial, ballast) },
  }
end

return M

--- runtime/tensor/meter.h, as runtime/script/cell.c ends jobs by it

local check = require("tests.support.check")
local searches = require("tests.support.searches")
local scratch = require("tests.support.scratch")
local trial = require("tests.support.trial")

local T = {}

local HEAD = 'local t = require("hyla.tensor") '

local function with_pool(use)
  return function()
    local limits = { cpu_seconds = 60, wall_seconds = 200, memory_bytes = 2 ^ 27 }
    local modules = { "hyla.tensor", "hyla.rng" }
    local options = { entry = "tests.support.work_entry", modules = modules, limits = limits }
    trial.with_pool(options, use)
  end
end

local function try(pool, source, limit, tier)
  return pool:wait(pool:submit({ source = HEAD .. source, limit = limit }, nil, tier))
end

-- what a source that ends well was counted
local function used(pool, source, tier)
  local report = try(pool, source, nil, tier)
  check.equal(report.outcome, "ok", report.message)
  return report.value.used
end

-- none of these ends without the meter, or soon
local DEAR = {
  "local x = t.ones(4) while true do x = x + 1 end",
  "while true do t.zeros(3) end",
  "while true do t.tensor({ 1, 2, 3 }) end",
  "local x = t.ones(3) while true do x:tolist() end",
  "local x = t.ones(3) while true do x:add_(1) end",
  "local r = require('hyla.rng').new(1) while true do t.randn({ 3 }, r) end",
  "local x = t.ones(700, 700) for _ = 1, 9 do x = x:matmul(x) end",
  "local x = t.ones(1, 1):expand({ 4000, 4000 }) return x:matmul(x):sum():item()",
  "local x = t.ones(99999) while true do x = x * 0.5 + 1 end",
  "local f, x = t.compile(function(x) return x * 2 + 1 end), t.ones(9) while true do f(x) end",
  "local w = t.ones(3):requires_grad() while true do (w * w):sum():grad({ w }) end",
  "local x = t.ones(4) while true do pcall(function() while true do x = x + 1 end end) end",
  "local x = t.ones(4) pcall(function() while true do x = x + 1 end end) return 'hidden'",
  "local x = t.ones(4) xpcall(function() while true do x = x + 1 end end, print) return 1",
  "local x = t.ones(4) while true do coroutine.wrap(function() x = x + 1 end)() end",
  "t.no_grad(function() local x = t.ones(4) while true do x = x + 1 end end)",
  "t.scope(function() local x = t.ones(4) while true do x = x + 1 end end)",
}

T.whoever_catches_the_end_the_outcome_is_a_timeout = with_pool(function(pool)
  for _, tier in ipairs({ "screen", "confirm" }) do
    for _, source in ipairs(DEAR) do
      local report = try(pool, source, 5e6, tier)
      if report.outcome ~= "timeout" or report.message ~= "used up its tensor work of 5000000" then
        error(("%s at %s: %s: %s"):format(source, tier, report.outcome, report.message))
      end
    end
    -- the worker is as good as before
    check.equal(used(pool, "return 1", tier), 0)
  end
end)

local LEARNING = [[
local r = require("hyla.rng").new(3)
local x, y = t.randn({ 20, 3 }, r), t.randn({ 20, 1 }, r)
local w = t.zeros({ 3, 1 }):requires_grad()
local big = t.ones(70000)
for _ = 1, 10 do
  local slope = ((x:matmul(w) - y) ^ 2):mean():grad({ w })[1]
  w = (w:detach() - slope * 0.1):requires_grad()
  big = (big * 0.5 + 1):exp()
  big:mul_(0.01)
end
return w:sum():item() + big:sum():item()]]

T.the_count_is_the_same_at_any_tier_and_to_the_last_unit = with_pool(function(pool)
  local first = used(pool, LEARNING, "screen")
  check.truthy(first > 1e5)
  for _, tier in ipairs({ "screen", "confirm", "screen" }) do
    check.equal(used(pool, LEARNING, tier), first)
    check.equal(try(pool, LEARNING, first, tier).outcome, "ok")
    check.equal(try(pool, LEARNING, first - 0.5, tier).outcome, "timeout")
  end
end)

T.each_call_of_a_compiled_function_counts_what_the_first_did = with_pool(function(pool)
  local function calls(n)
    return ([[
local f = t.compile(function(x) return (x:matmul(x) + 1):exp() end)
local x = t.ones(5, 5)
for _ = 1, %d do f(x) end]]):format(n)
  end
  local one, two, five = used(pool, calls(1)), used(pool, calls(2)), used(pool, calls(5))
  check.equal(five - two, 3 * (two - one))
end)

T.a_postponed_result_counts_when_it_is_asked_for = with_pool(function(pool)
  local read = "local x = t.ones(70000) local y = x * 2 + 1"
  local asked = used(pool, read)
  check.truthy(asked > 4 * 35000)
  check.equal(used(pool, read .. " return y:sum():item()") > asked, true)
end)

T.a_search_tells_work_where_it_limits_it = scratch.test(function(folder)
  local config = searches.config({})
  config.limits.work = 1e9
  local runs = require("hyla.run")
  local run = assert(runs.open(config, {}))
  local ok, message = runs.start(run, folder .. "/run", config)
  run.pool:close()
  check.truthy(ok, message)
  check.equal(type(run.archive:report(1).work), "number")
  run.archive:close()
end)

return T

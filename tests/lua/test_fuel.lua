--- lua/hyla/fuel.lua, and `exhaust` of runtime/script/environment.c

local check = require("tests.support.check")
local fuel = require("hyla.fuel")
local program = require("tests.support.program")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local shipped = require("hyla.shipped")
local trial = require("tests.support.trial")

local T = {}

-- a loader without a sandbox
local function load_plainly(source, name)
  return assert(loadstring(source, "=" .. name))
end

-- what a source returns, and what it took
local function count(source)
  local tank = fuel.tank(1e6, load_plainly, error)
  local value = tank.load(source, "candidate")()
  return value, tank.used()
end

-- by what they are, sources and what they take
local COUNTS = {
  ["a while"] = { "local i = 0 while i < 7 do i = i + 1 end", 7 },
  ["an empty loop"] = { "for _ = 1, 7 do end", 7 },
  ["a repeat"] = { "local i = 0 repeat local j = i i = i + 1 until j == 6", 7 },
  ["a generic for"] = { "for _ in pairs({ 1, 2, 3 }) do end", 3 },
  ["a goto"] = { "local i = 0 ::top:: i = i + 1 if i < 8 then goto top end", 7 },
  ["a skipped rest"] = {
    "for i = 1, 4 do if i > 2 then goto on end local x = i ::on:: end",
    6,
  },
  ["calls"] = {
    "local function a() end function b() end local t = { c = function() end } a() b() t.c()",
    3,
  },
  ["a recursion"] = { "local function f(n) return n > 0 and f(n - 1) end f(6)", 7 },
  ["a method"] = { "local t = {} function t:m() end t:m() t:m()", 2 },
  ["a tail call"] = { "local function f(n) if n > 0 then return f(n - 1) end end f(6)", 7 },
  ["a callback"] = { "table.sort({ 2, 1 }, function(a, b) return a < b end)", 1 },
  ["a replacement"] = { "('abc'):gsub('.', function() end)", 3 },
  ["a metamethod"] = { "local t = setmetatable({}, { __add = function() end }) t = t + t", 1 },
  ["a coroutine"] = { "for _ in coroutine.wrap(function() coroutine.yield(1) end) do end", 2 },
  ["straight code"] = { "local x = 1 x = x + 1 if x then x = nil end do x = 2 end", 0 },
}

function T.every_call_every_round_and_every_goto_takes_a_unit()
  for what, case in pairs(COUNTS) do
    local _, used = count(case[1])
    if used ~= case[2] then
      error(("%s took %d, expected %d"):format(what, used, case[2]))
    end
  end
end

function T.sources_share_the_tank()
  local tank = fuel.tank(1e6, load_plainly, error)
  local first = tank.load("return function() for _ = 1, 1500 do end end", "first")()
  local second = tank.load("return function(f) f() for _ = 1, 10 do end end", "second")()
  second(first)
  check.equal(tank.used(), 1512)
end

function T.the_meter_keeps_arguments_results_and_lines()
  local tank = fuel.tank(1e6, load_plainly, error)
  local chunk = tank.load("local a, b = ...\nreturn b, a -- end", "candidate")
  local b, a = chunk(1, 2)
  check.equal(a + 10 * b, 21)
  local failing = tank.load("\nfor _ = 1, 2 do\n  local x = nil + 1\nend", "candidate")
  check.fails("candidate:3: attempt to perform arithmetic on a nil value", failing)
end

function T.what_was_learnt_is_metered_the_same()
  local source = "-- learnt\nfor _ = 1, 3 do end"
  local text = fuel.meter(source, "a")
  fuel.learn(source)
  fuel.learn("no source")
  check.equal(fuel.meter(source, "b"), text)
  check.contains(select(2, fuel.meter("no source", "b")), "b:1:")
end

function T.names_of_the_source_are_its_own()
  local value, used = count("local _fuel0, _deal1 = 5 for _ = 1, 3 do _fuel0 = 7 end return _fuel0")
  check.equal(value, 7)
  check.equal(used, 3)
  check.equal(count("for _ = 1, 3 do end return tostring(_fuel0)"), "nil")
end

function T.a_source_of_200_locals_fits()
  local lines = {}
  for i = 1, 200 do
    lines[i] = ("local a%d = %d"):format(i, i)
  end
  lines[201] = "while a1 < 3 do a1 = a1 + 1 end return a200"
  local value, used = count(table.concat(lines, "\n"))
  check.equal(value, 200)
  check.equal(used, 2)
end

-- a function that uses so many variables of the one around it
local function upvalues(number)
  local locals, sum = {}, {}
  for i = 1, number do
    locals[i], sum[i] = ("local a%d = 1\n"):format(i), "a" .. i
  end
  return table.concat(locals) .. "return function() return " .. table.concat(sum, " + ") .. " end"
end

function T.a_function_without_room_for_the_meter_is_told_of()
  check.equal(count(upvalues(58))(), 58)
  local tank = fuel.tank(1e6, load_plainly, error)
  check.fails("the fuel meter does not fit in: b:60: ", tank.load, upvalues(59), "b")
end

local function metered(pool, source, amount, changes)
  local job = { source = source, fuel = amount, interpreted = changes and changes.interpreted }
  return pool:wait(pool:submit(job, nil, changes and changes.tier))
end

local function with_pool(use)
  return function()
    local limits = { cpu_seconds = 60, wall_seconds = 200, memory_bytes = 2 ^ 25 }
    trial.with_pool({ entry = "tests.support.fuel_entry", limits = limits }, use)
  end
end

-- none of these ends without the meter
local ENDLESS = {
  "while true do end",
  "repeat until false",
  "for _ = 1, math.huge do end",
  "for _ in function() return 1 end do end",
  "::top:: goto top",
  "local function f() return f() end f()",
  "while true do pcall(function() while true do end end) end",
  "local function f() pcall(f) return f() end f()",
  "xpcall(function() while true do end end, function() while true do end end) return 1",
  "while true do xpcall(error, function() error() end) end",
  "local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end }) while true do "
    .. "pcall(function() return t[1] end) end",
  "while true do coroutine.wrap(function() pcall(function() while true do end end) end)() end",
  "local c = coroutine.wrap(function() while true do coroutine.yield() end end) "
    .. "while true do c() end",
  "while true do table.sort({ 3, 2, 1 }, function(a, b) while true do end end) end",
  "while true do ('x'):gsub('x', function() end) end",
  "pcall(function() while true do end end) return 'hidden'",
  "local ok = pcall(function() while true do end end) return function() return ok end",
}

T.whoever_catches_the_error_the_outcome_is_a_timeout = with_pool(function(pool)
  for _, tier in ipairs({ "screen", "confirm" }) do
    for _, source in ipairs(ENDLESS) do
      local report = metered(pool, source, 20000, { tier = tier })
      if report.outcome ~= "timeout" or report.message ~= "used up its fuel of 20000" then
        error(("%s at the tier %s: %s: %s"):format(source, tier, report.outcome, report.message))
      end
    end
  end
end)

local BUSY = [[
local function mix(x) return (x * 16807) % 2147483647 end
local x, seen = 1, {}
for i = 1, 5000 do
  x = mix(x)
  seen[x % 97] = (seen[x % 97] or 0) + 1
  if x % 3 == 0 then goto on end
  while x % 5 ~= 0 do x = mix(x) end
  ::on::
end
return x]]

T.the_count_is_the_same_at_any_speed = with_pool(function(pool)
  local first = metered(pool, BUSY, 1e6)
  check.equal(first.outcome, "ok")
  for _, changes in ipairs({ { tier = "screen" }, { interpreted = true }, { tier = "confirm" } }) do
    local again = metered(pool, BUSY, 1e6, changes)
    check.equal(again.value.value, first.value.value)
    check.equal(again.value.used, first.value.used)
    -- to the last unit
    local used = first.value.used
    check.equal(metered(pool, BUSY, used, changes).outcome, "ok")
    check.equal(metered(pool, BUSY, used - 1, changes).outcome, "timeout")
  end
end)

T.what_does_not_compile_is_told_as_without_the_meter = with_pool(function(pool)
  local report = metered(pool, "local x = = 1", 1000)
  check.equal(report.outcome, "syntax")
  check.equal(report.message, "candidate:1: unexpected symbol near '='")
  report = metered(pool, upvalues(59), 1000)
  check.equal(report.outcome, "error")
  check.contains(report.message, "the fuel meter does not fit in: candidate:60: ")
end)

-- what a search found, without what it took
local function found(folder, amount)
  local list = {}
  local archive = searches.search(folder, { budget = 8, fuel = amount }).archive
  for n, entry in ipairs(archive:entries()) do
    local report = archive:report(n)
    check.equal(type(report.fuel), amount and entry.outcome == "ok" and "number" or "nil")
    list[n] = ("%s %s %s %s"):format(entry.id, entry.outcome, entry.score, entry.policy)
  end
  return table.concat(list, "\n")
end

T.all_that_is_shipped_does_the_same_with_the_meter_and_without = scratch.test(function(folder)
  check.equal(found(folder .. "/metered", 1e9), found(folder .. "/plain"))
end)

function T.modules_pass_their_tests_with_the_meter_in_them()
  local words = "tests/support/run_metered.lua"
  for _, name in ipairs({ "kit.test_stat", "test_edit", "test_nest", "test_optim", "test_zip" }) do
    words = words .. " tests.lua." .. name
  end
  local result = program.hyla(words)
  check.contains(result.out, " passed, 0 failed\n")
end

function T.all_that_is_shipped_can_be_metered()
  local names = { "agents.cold", unpack(shipped.editors()) }
  for _, name in ipairs(shipped.modules("agents/policy")) do
    names[#names + 1] = name
  end
  for _, name in ipairs(names) do
    local file = assert(io.open(assert(package.searchpath(name, package.path))))
    assert(load_plainly(assert(fuel.meter(file:read("*a"), name)), name))
    file:close()
  end
end

T.a_search_of_little_fuel_says_so = scratch.test(function(folder)
  local config = searches.config({ fuel = 3 })
  local run = assert(runs.open(config, {}))
  local ok, message = runs.start(run, folder .. "/run", config)
  run.pool:close()
  check.equal(ok, nil)
  check.contains(message, "timeout: used up its fuel of 3")
end)

return T

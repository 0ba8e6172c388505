--- runtime/script/bind_sandbox.c

local check = require("tests.support.check")
local program = require("tests.support.program")
local sandbox = require("hyla.sandbox")
local trial = require("tests.support.trial")

local T = {}

local function expect(outcome, source)
  local result = trial.run(source)
  check.equal(result.outcome, outcome)
  check.equal(result.value, nil)
  return result.message
end

function T.a_plain_value_comes_back()
  local result = trial.run("return { 1, 2, { name = 'x', [2.5] = true } }")
  check.equal(result.outcome, "ok")
  check.equal(result.message, nil)
  check.equal(result.value[2], 2)
  check.equal(result.value[3].name, "x")
  check.equal(result.value[3][2.5], true)
end

function T.resources_are_reported()
  local result = trial.run("local s = ('x'):rep(2^20); return #s")
  check.truthy(result.cpu_seconds > 0 and result.cpu_seconds < trial.LIMITS.cpu_seconds)
  check.truthy(result.peak_bytes >= 2 ^ 20 and result.peak_bytes <= trial.LIMITS.memory_bytes)
end

function T.next_gives_every_job_once()
  trial.with_pool({ workers = 2 }, function(pool)
    local wanted = {}
    for value = 1, 5 do
      wanted[pool:submit({ source = "return " .. value })] = value
    end
    for _ = 1, 5 do
      local ticket, report = pool:next()
      check.equal(report.value, wanted[ticket])
      wanted[ticket] = nil
    end
    check.equal(next(wanted), nil)
    check.fails("no job", pool.next, pool)
  end)
end

function T.next_gives_the_first_to_end_first()
  trial.with_pool({ workers = 2, limits = { cpu_seconds = 600 } }, function(pool)
    pool:submit({ source = "while true do end" })
    local short = pool:submit({ source = "return 2" })
    check.equal((pool:next()), short)
  end)
end

function T.what_does_not_compile_is_syntax()
  local message = expect("syntax", "local = 1")
  check.truthy(message:find("candidate:1:", 1, true))
end

function T.bytecode_is_syntax()
  expect("syntax", string.dump(function() end))
end

function T.a_raised_error_is_error()
  check.equal(expect("error", "error('boo')"), "candidate:1: boo")
end

function T.a_message_cannot_steer_the_terminal()
  local message = expect("error", "error('\\27]0;me\\7\\n\\tboo\\127')")
  check.equal(message, "candidate:1: ?]0;me?\n\tboo?")
end

function T.a_message_is_text()
  local source = "error('\\194\\155\\255\\192\\128 \\195\\164 \\237\\160\\128', 0)"
  local message = expect("error", source)
  check.equal(message, "????? \195\164 ???")
end

function T.an_error_object_is_only_named()
  local source = "error(setmetatable({}, { __tostring = function() while true do end end }))"
  check.equal(expect("error", source), "(the error object is a table)")
end

function T.a_long_error_is_cut()
  check.truthy(#expect("error", "error(('x'):rep(1e5), 0)") < 1000)
end

function T.an_endless_loop_is_timeout()
  expect("timeout", "while true do end")
end

function T.a_loop_in_c_is_timeout()
  expect("timeout", "return (('a'):rep(40):find(('a*'):rep(20) .. 'b'))")
end

function T.a_job_may_have_limits_of_its_own()
  local pool = trial.open()
  local source = "local s = 0 for i = 1, 3e7 do s = s + i % 7 end return s"
  local short = pool:submit({ source = source }, { cpu_seconds = 0.004 })
  local long = pool:submit({ source = source }, { cpu_seconds = 20 })
  check.equal(pool:wait(short).outcome, "timeout")
  check.equal(pool:wait(long).outcome, "ok")
  pool:close()
end

function T.too_much_memory_is_memory_even_when_caught()
  expect("memory", "pcall(function() local s = 'x' while true do s = s .. s end end) return 1")
end

local TENSORS = { modules = { "hyla.tensor" } }

function T.garbage_of_tensors_makes_room()
  local source = [[
    local t, kept = require("hyla.tensor"), {}
    for i = 1, 6 do kept[i] = t.zeros({ 2 ^ 18 }) end
    for i = 1, 50 do t.zeros({ 2 ^ 18 }) end
    return #kept
  ]]
  check.equal(trial.value(source, TENSORS), 6)
end

function T.too_many_tensors_are_memory_even_when_caught()
  local source = [[
    local t, kept = require("hyla.tensor"), {}
    pcall(function() for i = 1, 100 do kept[i] = t.zeros({ 2 ^ 18 }) end end)
    return 1
  ]]
  check.equal(trial.run(source, TENSORS).outcome, "memory")
end

function T.matrices_are_factorised_behind_the_filter()
  local source = [[
    local t, n = require("hyla.tensor"), 120
    local a = (t.arange(n * n, "f64") ^ 2):sin():reshape(n, n)
    local gram = a:transpose():matmul(a)
    local _, vectors = gram:eigh()
    local results = { gram:cholesky(), a:solve(a), a:lstsq(a), vectors, (a:slogdet()) }
    return #results
  ]]
  check.equal(trial.value(source, TENSORS), 5)
end

function T.a_denied_name_is_denied_even_when_caught()
  check.equal(expect("denied", "pcall(function() return io end) return 1"), "io")
end

function T.recursion_in_c_is_crash()
  expect("crash", "local function f(s) return (s:gsub('.', f)) end return f('x')")
end

function T.what_is_not_plain_is_bad_output()
  local message = expect("bad_output", "return { answers = { 1, 2, print } }")
  check.equal(message, "value.answers[3] is a function, wanted plain data")
end

function T.too_large_a_value_is_bad_output()
  expect("bad_output", "return ('x'):rep(70000)")
end

function T.a_crash_leaves_the_pool_as_it_was()
  local pool = trial.open()
  local bad = pool:submit({ source = "local function f(s) return (s:gsub('.', f)) end f('x')" })
  local good = pool:submit({ source = "return 7" })
  check.equal(pool:wait(good).value, 7)
  check.equal(pool:wait(bad).outcome, "crash")
  pool:close()
end

function T.prepared_data_are_there_for_every_job()
  local pool = trial.open({ workers = 2 })
  check.equal(pool:prepare({ size = 3 }), true)
  check.equal(pool:prepare({ size = 4 }), true)
  for _ = 1, 3 do
    local result = pool:wait(pool:submit({ source = "return prepared[1].size * prepared[2].size" }))
    check.equal(result.value, 12)
  end
  pool:close()
end

function T.a_job_cannot_change_what_the_next_one_sees()
  local pool = trial.open()
  pool:prepare({ size = 3 })
  pool:wait(pool:submit({ source = "prepared[1].size = 9; string.rep = nil; return 1" }))
  local result = pool:wait(pool:submit({ source = "return ('x'):rep(prepared[1].size)" }))
  check.equal(result.value, "xxx")
  pool:close()
end

function T.an_entry_module_that_fails_is_an_expected_failure()
  local pool, message = sandbox.open({ entry = "tests.support.no_such_module" })
  check.equal(pool, nil)
  check.truthy(message:find("no_such_module", 1, true))
end

function T.a_module_that_is_not_open_to_candidates_is_refused()
  local pool, message = sandbox.open({
    entry = "tests.support.sandbox_entry",
    modules = { "hyla.system" },
  })
  check.equal(pool, nil)
  check.truthy(message:find("module hyla.system is not open to candidates", 1, true))
end

function T.a_mistake_of_the_caller_is_raised()
  local pool = trial.open()
  local function refuses(text, f, ...)
    local ok, message = pcall(f, ...)
    check.equal(ok, false)
    check.truthy(message:find(text, 1, true), message)
  end
  refuses("entry wants", sandbox.open, {})
  refuses("cpu_seconds wants", pool.submit, pool, {}, { cpu_seconds = -1 })
  refuses("value.f is a function", pool.submit, pool, { f = print })
  refuses("no job has ticket 99", pool.wait, pool, 99)
  pool:close()
  refuses("closed", pool.submit, pool, {})
end

function T.a_ticket_is_good_for_one_wait()
  local pool = trial.open()
  local ticket = pool:submit({ source = "return 1" })
  pool:wait(ticket)
  check.equal(pcall(pool.wait, pool, ticket), false)
  pool:close()
  pool:close()
end

-- what 16 workers come to where a process may have so many files open
local function jobs_under(limit)
  local chunk = [[
local pool, message = require("hyla.sandbox").open({
  entry = "tests.support.sandbox_entry",
  workers = 16,
})
for i = 1, pool and 64 or 0 do
  pool:submit({ source = "return " .. i }, nil, i > 32 and "screen" or "confirm")
end
local done = 0
for _ = 1, pool and 64 or 0 do
  local _, report = pool:next()
  done = done + (report.outcome == "ok" and 1 or 0)
end
print(message or done)]]
  local hyla = os.getenv("HYLA_BINARY") or "build/hyla"
  local command = ("ulimit %s && %s -e %s"):format(
    limit,
    program.quote(hyla),
    program.quote(chunk)
  )
  local _, output = program.shell(command)
  return output
end

function T.workers_get_the_files_that_they_take()
  check.equal(jobs_under("-S -n 64"), "64\n")
end

function T.more_workers_than_there_may_be_files_is_a_message()
  local message = "16 workers want 112 open files, the limit is 64 (ulimit -n)\n"
  check.equal(jobs_under("-n 64"), message)
end

return T

--- runtime/script/cell.h

local check = require("tests.support.check")
local memory = require("tests.support.memory")
local sandbox = require("hyla.sandbox")
local trial = require("tests.support.trial")

local T = {}

--- What depends on addresses, hashes or the compiler, if anything does.
local REVEALING = [[
  local keys, seen = {}, {}
  for i = 1, 300 do
    keys[{}] = i
    keys[function() return i end] = i
    keys["k" .. i] = i
  end
  for _, value in pairs(keys) do
    seen[#seen + 1] = value
  end
  local sum = 0
  for i = 1, 20000 do
    sum = sum + math.sin(i) * math.random()
  end
  return { seen, sum, tostring(keys), tostring(print), collect and 1, #prepared }
]]

--- Other jobs, to run in between.
local DISTURBING = {
  "local t = {} for i = 1, 5000 do t[i] = { i } end return #t",
  "error('on purpose')",
  "while true do end",
  "local s = 'x' while true do s = s .. s end",
  "local function f(s) return (s:gsub('.', f)) end return f('x')",
  "for i = 1, 50 do math.random() end return ('x'):rep(1000)",
}

local function reveal(pool)
  local report = trial.report(pool, { source = REVEALING })
  check.equal(report.outcome, "ok")
  return sandbox.pack(report.value)
end

--- Returns what a fresh pool reveals.
local function reveal_afresh()
  local bytes
  trial.with_pool(nil, function(pool)
    pool:prepare({ 1, 2, 3 })
    bytes = reveal(pool)
  end)
  return bytes
end

function T.a_job_repeats_bit_for_bit_in_another_worker()
  check.equal(reveal_afresh(), reveal_afresh())
end

function T.a_job_repeats_bit_for_bit_at_the_other_tier()
  trial.with_pool(nil, function(pool)
    pool:prepare({ 1, 2, 3 })
    local screened = pool:wait(pool:submit({ source = REVEALING }, nil, "screen"))
    check.equal(screened.tier, "screen")
    check.equal(sandbox.pack(screened.value), reveal(pool))
  end)
end

function T.a_job_repeats_bit_for_bit_after_other_jobs()
  local expected = reveal_afresh()
  trial.with_pool(nil, function(pool)
    pool:prepare({ 1, 2, 3 })
    for _, source in ipairs(DISTURBING) do
      trial.report(pool, { source = source }, { cpu_seconds = 0.05 })
      check.equal(reveal(pool), expected)
    end
  end)
end

function T.a_job_repeats_bit_for_bit_beside_other_jobs()
  local expected = reveal_afresh()
  trial.with_pool({ workers = 3 }, function(pool)
    pool:prepare({ 1, 2, 3 })
    local tickets = {}
    for i = 1, 30 do
      tickets[i] = pool:submit({ source = i % 3 == 0 and DISTURBING[1] or REVEALING })
    end
    for i = 1, 30 do
      local value = pool:wait(tickets[i]).value
      check.truthy(i % 3 == 0 or sandbox.pack(value) == expected)
    end
  end)
end

function T.the_packed_size_of_a_job_does_not_matter()
  trial.with_pool(nil, function(pool)
    local padded = { source = REVEALING, padding = ("x"):rep(1e6) }
    pool:wait(pool:submit(padded))
    pool:prepare({ 1, 2, 3 })
    check.equal(reveal(pool), reveal_afresh())
  end)
end

function T.entry_functions_must_be_there()
  trial.with_pool({ entry = "tests.support.two_entry", modules = { "hyla.rng" } }, function(pool)
    local ok, message = pool:prepare(1)
    check.equal(ok, nil)
    check.truthy(message:find("no function prepare", 1, true))
  end)
end

function T.an_entry_that_is_no_table_is_refused()
  local pool, message = sandbox.open({ entry = "tests.support.no_entry" })
  check.equal(pool, nil)
  check.truthy(message:find("table expected", 1, true))
end

function T.large_garbage_is_collected_in_time()
  local sources = {
    "for i = 1, 100 do local s = ('x'):rep(2 ^ 20) .. i end return 1",
    "for i = 1, 100 do local t = {} for j = 1, 10000 do t[j] = j end end return 1",
    "local t = {} for i = 1, 30000 do t[i] = 'text ' .. i end " ..
      "for i = 1, 20 do local s = table.concat(t) .. i end return 1",
  }
  trial.with_pool({}, function(pool)
    for _, source in ipairs(sources) do
      for _, tier in ipairs({ "screen", "confirm" }) do
        check.equal(pool:wait(pool:submit({ source = source }, nil, tier)).outcome, "ok")
      end
    end
  end)
end

function T.a_text_too_long_for_lua_is_memory_in_functions_of_tensors_too()
  local source = "return require('hyla.tensor').%s(function() return ('x'):rep(2 ^ 31 - 1) end)"
  trial.with_pool({ modules = { "hyla.tensor" } }, function(pool)
    for _, name in ipairs({ "scope", "no_grad", "enable_grad", "anomaly" }) do
      check.equal(trial.report(pool, { source = source:format(name) }).outcome, "memory")
    end
  end)
end

function T.a_large_preparation_is_not_the_jobs_memory()
  trial.with_pool({ limits = { cpu_seconds = 5, memory_bytes = 2 ^ 20 } }, function(pool)
    local rows = {}
    for i = 1, 2e5 do
      rows[i] = i
    end
    check.equal(pool:prepare(rows), true)
    local report = trial.report(pool, { source = "return #prepared[1]" })
    check.equal(report.value, 2e5)
    check.truthy(report.peak_bytes < 2 ^ 20)
  end)
end

function T.a_worker_never_holds_what_the_host_learns_later()
  trial.with_pool({ workers = 2 }, function(pool)
    local secret = "label-" .. ("7391"):rep(3)
    reveal(pool)
    for _, pid in ipairs(pool:processes()) do
      check.truthy(memory.holds(pid, secret) ~= true)
    end
    pool:prepare(secret) -- now it does, so the search is a good one
    check.truthy(memory.holds(pool:processes()[1], secret) ~= false)
  end)
end

return T

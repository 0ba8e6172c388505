--- runtime/script/pack_share.h: tensors in what a pool is prepared with

local check = require("tests.support.check")
local files = require("hyla.files")
local t = require("hyla.tensor")
local trial = require("tests.support.trial")

local T = {}

local OPTIONS = { modules = { "hyla.tensor" } }

-- runs a source at each tier in a pool that was prepared with a value
local function each_tier(value, source, use)
  trial.with_pool(OPTIONS, function(pool)
    assert(pool:prepare(value))
    for _, tier in ipairs({ "confirm", "screen", "repeat" }) do
      use(pool:wait(pool:submit({ source = source }, nil, tier)))
    end
  end)
end

function T.candidates_read_prepared_tensors()
  local value = { rows = t.arange(6):reshape({ 2, 3 }), labels = { t.tensor({ true, false }) } }
  local source = "local p = prepared[1] return p.rows:sum():item() + p.labels[1]:sum():item()"
  each_tier(value, source, function(report)
    check.equal(report.message, nil)
    check.equal(report.value, 22)
  end)
end

function T.they_are_constant_and_say_so()
  for _, call in ipairs({ "add_(1)", "fill_(0)", "select(1, 1):copy_(1)", "zero_()" }) do
    local source = "local p = prepared[1] p:" .. call
    each_tier(t.ones({ 3 }), source, function(report)
      check.equal(report.outcome, "error")
      check.contains(report.message, "a tensor of prepared data is constant: clone it")
    end)
  end
end

function T.a_clone_may_be_written()
  local source = "local p = prepared[1]:clone() p:add_(1) return p:sum():item()"
  each_tier(t.ones({ 3 }), source, function(report)
    check.equal(report.message, nil)
    check.equal(report.value, 6)
  end)
end

function T.gradients_pass_through_them()
  local source = [[
local t = require("hyla.tensor")
local w = t.tensor(3):requires_grad()
return (prepared[1] * w):sum():grad({ w })[1]:item()]]
  each_tier(t.tensor({ 1, 2, 3 }), source, function(report)
    check.equal(report.message, nil)
    check.equal(report.value, 6)
  end)
end

function T.hidden_ones_reach_confirm_workers_only()
  trial.with_pool(OPTIONS, function(pool)
    assert(pool:prepare({ t.tensor(1) }))
    assert(pool:prepare({ t.tensor(2) }, "confirm"))
    assert(pool:prepare({ t.tensor(3) }, "confirm"))
    local source = "return #prepared"
    check.equal(pool:wait(pool:submit({ source = source })).value, 3)
    check.equal(pool:wait(pool:submit({ source = source }, nil, "screen")).value, 1)
    local last = "return prepared[3][1]:item()"
    check.equal(pool:wait(pool:submit({ source = last })).value, 3)
  end)
end

function T.a_worker_in_place_of_a_dead_one_has_them_too()
  trial.with_pool(OPTIONS, function(pool)
    local source = "return prepared[1]:item()"
    assert(pool:prepare(t.tensor(5)))
    check.equal(pool:wait(pool:submit({ source = source })).value, 5)
    for _, pid in ipairs(pool:processes()) do
      os.execute("kill -9 " .. pid .. " 2>/dev/null")
    end
    check.equal(pool:wait(pool:submit({ source = source })).value, 5)
  end)
end

function T.what_a_job_brings_is_its_own()
  trial.with_pool(OPTIONS, function(pool)
    local source = "return function(x) x:add_(1) return x:item() end"
    local report = pool:wait(pool:submit({ source = source, inputs = { t.tensor(1) } }))
    check.equal(report.message, nil)
    check.equal(report.value[1], 2)
  end)
end

function T.a_job_returns_no_tensor()
  local report = trial.run("return require('hyla.tensor').ones({ 2 })", OPTIONS)
  check.equal(report.outcome, "bad_output")
  check.contains(report.message, "is a userdata, wanted plain data")
end

function T.no_process_has_a_copy_of_its_own()
  local bytes = 2e8
  trial.with_pool(OPTIONS, function(pool)
    assert(pool:prepare(t.ones({ bytes / 4 })))
    local source = "return prepared[1]:sum():item()"
    for _, tier in ipairs({ "confirm", "screen" }) do
      check.equal(pool:wait(pool:submit({ source = source }, nil, tier)).value, bytes / 4)
    end
    -- private memory, which a fork would have to copy the page tables of
    for _, pid in ipairs(pool:processes()) do
      local status = files.read(("/proc/%d/status"):format(pid))
      check.truthy(tonumber(status:match("RssAnon:%s*(%d+) kB")) * 1024 < bytes / 4)
    end
  end)
end

return T

--- lua/hyla/slot.lua and what makes versions ready (lua/hyla/slot_version.lua)

local check = require("tests.support.check")
local rng = require("hyla.rng")
local slots = require("hyla.slot")
local swaps = require("tests.support.swaps")
local trial = require("tests.support.trial")

local T = {}

--- Counts its calls in the state; `%s` may do more.
local COUNTER = "local M = {}\nfunction M.count(state)\n%s state.n = state.n + 1\n"
  .. "return state.n end\nreturn M"

local function counter(more)
  return COUNTER:format(more or "")
end

-- an open slot and the list of what happens to it
local function open(options)
  local events = {}
  options = options or {}
  local slot = assert(slots.open({
    name = "counter",
    source = options.source or counter(),
    methods = options.methods or { "count" },
    state = options.state or { n = 0 },
    load = options.load,
    smoke = options.smoke,
    probation = options.probation or 3,
    journal = function(event)
      events[#events + 1] = event
    end,
  }))
  return slot, events
end

local function kinds(events)
  local list = {}
  for i, event in ipairs(events) do
    list[i] = event.what .. " " .. event.version
  end
  return table.concat(list, ", ")
end

local function swap(slot, source)
  assert(slot:stage(source))
  assert(slot:safe_point())
end

function T.a_call_reaches_the_current_version_with_the_state()
  local slot = open()
  check.equal(slot.call.count(), 1)
  check.equal(slot.call.count(), 2)
  check.equal(slot.state.n, 2)
end

function T.what_is_staged_takes_over_at_the_safe_point_and_goes_on_with_the_state()
  local slot, events = open()
  slot.call.count()
  check.equal(slot:stage(counter("state.n = state.n + 10")), 2)
  check.equal(slot.call.count(), 2)
  check.equal(slot:safe_point(), true)
  check.equal(slot.call.count(), 13)
  check.equal(slot:safe_point(), nil)
  check.equal(kinds(events), "staged 2, swapped 2")
  check.equal(#events[1].hash, 64)
end

function T.a_version_is_proven_by_its_first_calls()
  local slot, events = open()
  swap(slot, counter("-- other"))
  for _ = 1, 3 do
    slot.call.count()
  end
  check.equal(events[3].what, "proven")
  check.equal(slot.proven, nil)
  check.equal(slot:roll_back("too late"), nil)
end

function T.a_late_failure_brings_code_and_state_back_and_makes_the_call_again()
  local slot, events = open()
  slot.call.count()
  swap(slot, counter("if state.n == 2 then state.n = nil end"))
  check.equal(slot.call.count(), 2)
  check.equal(slot.call.count(), 2) -- by the old version, on the state that it had
  check.equal(slot.call.count(), 3)
  check.equal(events[3].what, "rolled back")
  check.contains(events[3].reason, "count: counter@2:3: attempt to perform arithmetic on field 'n'")
end

function T.a_failure_of_a_proven_version_is_the_callers()
  local slot = open({ source = counter("if state.n == 1 then error('enough', 0) end") })
  slot.call.count()
  check.fails("enough", slot.call.count)
  check.equal(slot.state.n, 1)
end

function T.a_version_on_probation_never_replaces_the_proven_one()
  local slot, events = open()
  swap(slot, counter("state.n = state.n + 10"))
  check.equal(slot.call.count(), 11)
  swap(slot, counter("error('bad')"))
  check.equal(slot.call.count(), 1)
  check.equal(slot.current.number, 1)
  check.equal(kinds(events), "staged 2, swapped 2, staged 3, swapped 3, rolled back 3")
end

function T.a_caller_may_roll_back_or_prove()
  local slot, events = open()
  swap(slot, counter("-- 2"))
  check.equal(slot:roll_back("the score fell"), true)
  check.equal(events[3].reason, "the score fell")
  swap(slot, counter("-- 3"))
  slot:prove()
  check.equal(slot:roll_back("no"), nil)
  check.equal(slot.current.number, 3)
end

function T.without_probation_a_version_is_proven_at_once()
  local slot = open({ probation = 0 })
  swap(slot, counter("error('bad')"))
  check.fails("bad", slot.call.count)
end

function T.the_same_content_changes_nothing()
  local slot, events = open()
  check.equal(slot:stage(counter()), 1)
  check.equal(slot:safe_point(), nil)
  local number = slot:stage(counter("-- 2"))
  check.equal(slot:stage(counter("-- 2")), number)
  check.equal(#events, 1)
  check.equal(slot:stage(counter()), 1) -- back to what is in use: nothing is pending
  check.equal(slot:safe_point(), nil)
end

local REFUSALS = {
  ["compile: counter@2:1: unexpected symbol near ')'"] = ")",
  ["compile: counter@2:1: attempt to call global 'x' (a nil value)"] = "x()",
  ["contract: counter@2: wanted a function count, got a nil"] = "return {}",
  ["contract: counter@2: wanted a table of functions, got a nil"] = "",
  ["smoke: counter@2:3: not today"] = counter("error('not today')"),
  ["import: counter@2:1: no"] = "return { count = print, import = function() error('no') end }",
  ["import: counter@2: too old"] = "return { count = print, import = function() "
    .. "return nil, 'too old' end }",
  ["import: counter@2: wanted a table as the state, got a number"] = "return { count = print, "
    .. "import = function() return 1 end }",
  ["import: counter@2: a state of schema 1 wants a function import to become one of schema 2"] = ""
    .. "return { schema = 2, count = print }",
}

function T.a_refusal_says_in_one_line_what_failed_and_where()
  local function smoke(module, state)
    return module.count(state)
  end
  for message, source in pairs(REFUSALS) do
    local slot, events = open({ smoke = smoke })
    local number, why = slot:stage(source)
    check.equal(number, nil)
    check.equal(why, message)
    check.equal(events[1].what, "refused")
    check.equal(events[1].reason, message)
    check.equal(slot.call.count(), 1)
  end
end

function T.a_first_version_that_fails_makes_no_slot()
  local slot, message = slots.open({ name = "a", source = "return 1", methods = {} })
  check.equal(slot, nil)
  check.equal(message, "contract: a@1: wanted a table of functions, got a number")
end

function T.a_state_crosses_as_plain_data_of_its_schema()
  local slot = open({ state = { n = 1, list = { 1, 2 } } })
  local before = slot.state
  swap(slot, [[
    local function import(state, schema)
      return { total = state.n + 10 * schema, list = state.list }
    end
    local function export(state)
      return { total = state.total }
    end
    local function count(state)
      state.list[1] = "changed"
      state.hook = print
      return state.total
    end
    return { schema = 7, import = import, export = export, count = count }]])
  check.equal(slot.call.count(), 11)
  check.equal(before.list[1], 1)
  swap(slot, "local function import(state, schema) return { n = state.total + schema } end\n"
    .. "return { import = import, count = function(state) return state.n end }")
  check.equal(slot.call.count(), 18)
end

function T.an_error_that_cannot_be_told_is_a_failure_like_any_other()
  local raises = "error(setmetatable({}, { __tostring = function() error('no') end }))"
  local slot, events = open()
  swap(slot, counter(raises))
  check.equal(slot.call.count(), 1)
  check.equal(events[3].reason, "count: counter@2: (the error object is a table)")
end

function T.a_module_that_cannot_be_read_is_refused()
  for _, key in ipairs({ "count", "schema", "import", "export" }) do
    local slot = open()
    local number, message = slot:stage(([[
      local function read(_, key)
        return key == "%s" and error("hidden") or key == "count" and print or nil
      end
      return setmetatable({}, { __index = read })]]):format(key))
    check.equal(number, nil)
    check.equal(message, "contract: counter@2:2: hidden")
  end
end

function T.a_first_version_that_takes_up_its_state_only_once_makes_no_slot()
  local source = "local n = 0\nreturn { count = print, import = function(state)\n"
    .. "n = n + 1 return n == 1 and state or nil, 'once' end }"
  local slot, message = slots.open({
    name = "a",
    source = source,
    methods = { "count" },
    state = {},
  })
  check.equal(slot, nil)
  check.equal(message, "import: a@1: once")
end

function T.functions_do_not_cross()
  local slot = open()
  slot.state.hook = print
  local number, message = slot:stage(counter("-- 2"))
  check.equal(number, nil)
  check.contains(message, "export: counter@1: ")
  check.contains(message, "hook")
end

function T.a_state_that_the_safe_point_finds_unfit_refuses_the_version()
  local slot, events = open()
  local source = "local function import(state) assert(state.n < 1, 'too many') return state end\n"
    .. "return { import = import, count = print }"
  assert(slot:stage(source))
  slot.call.count()
  local swapped, message = slot:safe_point()
  check.equal(swapped, nil)
  check.equal(message, "import: counter@2:1: too many")
  check.equal(kinds(events), "staged 2, refused 2")
  check.equal(slot.call.count(), 2)
end

function T.a_version_that_cannot_give_its_state_away_is_rolled_back()
  local slot, events = open()
  swap(slot, "return { count = print, export = function() error('mine') end }")
  assert(slot:stage(counter("-- 3")))
  check.equal(kinds(events), "staged 2, swapped 2, rolled back 2, staged 3")
  check.equal(events[3].reason, "export: counter@2:1: mine")
end

function T.globals_of_a_version_are_its_own()
  local slot = open({ source = "leak = 1 return { count = function() return leak end }" })
  check.equal(slot.call.count(), 1)
  check.equal(rawget(_G, "leak"), nil)
end

function T.a_slot_without_state_calls_pure_functions()
  local slot = assert(slots.open({
    name = "double",
    source = "return { of = function(x, y) return 2 * x, y end }",
    methods = { "of" },
  }))
  local double, rest = slot.call.of(4, "rest")
  check.equal(double, 8)
  check.equal(rest, "rest")
  swap(slot, "return { of = function(x) return x + x, nil, 'third' end }")
  check.equal(select("#", slot.call.of(4)), 3)
  check.equal(slot.call.of(4), 8)
end

function T.a_swap_while_a_method_waits_leaves_it_its_end()
  local source = "return { count = function(state) coroutine.yield() state.n = 5 return 'old' end }"
  local slot = open()
  swap(slot, source)
  local thread = coroutine.wrap(slot.call.count)
  thread()
  swap(slot, counter("-- 3"))
  check.equal(thread(), "old")
  check.equal(slot.state.n, 0)
end

function T.old_versions_can_be_collected()
  local slot, live = open({ probation = 1 }), setmetatable({}, { __mode = "k" })
  for i = 1, 1000 do
    swap(slot, counter("-- " .. i))
    live[slot.current.module.count] = true
    for _ = 1, 5 do
      slot.call.count()
    end
  end
  collectgarbage()
  collectgarbage()
  local count = 0
  for _ in pairs(live) do
    count = count + 1
  end
  check.truthy(count <= 66) -- traces are thrown away for every 64th version that is dropped
end

function T.an_untrusted_source_runs_in_a_worker_only()
  trial.with_pool(nil, function(pool)
    local function ask(source, input)
      local report = trial.report(pool, { source = source, inputs = { input } })
      if report.outcome ~= "ok" then
        return nil, report.outcome .. ": " .. report.message
      end
      return report.value[1]
    end
    local function remote(source)
      return function()
        return { act = function(x) return assert(ask(source, x)) end }
      end
    end
    local slot = assert(slots.open({
      name = "agent",
      source = "return function(x) return x end",
      methods = { "act" },
      load = remote,
      smoke = function(_, _, source)
        return ask(source, 1)
      end,
    }))
    local number, message = slot:stage("return function(x) while true do end end")
    check.equal(number, nil)
    check.contains(message, "smoke: agent@2: timeout: ")
    swap(slot, "return function(x) return x == 3 and os.exit() or -x end")
    check.equal(slot.call.act(2), -2)
    check.equal(slot.call.act(3), 3) -- denied, so the first version is back
  end)
end

function T.random_swaps_leave_code_and_state_as_a_simple_model_has_them()
  local campaign = swaps.open(rng.new(3))
  for _ = 1, 3000 do
    swaps.step(campaign)
  end
  check.truthy(campaign.events["rolled back"] > 100)
end

return T

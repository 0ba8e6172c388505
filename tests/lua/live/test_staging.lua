--- lua/hyla/live/staging.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local staging = require("hyla.live.staging")

local MUTATE = assert(files.read("editors/mutate_constant.lua"))
local BANDIT = assert(files.read("agents/policy/bandit.lua"))

-- a run that is open and has not begun to search
local function test(use)
  return scratch.test(function(folder)
    local config = searches.config({ policy = "agents.policy.bandit" })
    config.limits.cpu_seconds = 0.3
    config.given["limits.cpu_seconds"] = true
    local run = assert(runs.open(config, {}))
    assert(runs.start(run, folder .. "/run", config))
    use(run)
    run.pool:close()
  end)
end

local function refusal(run, part, source)
  local staged, message = staging.stage(run, part, source)
  check.equal(staged, nil)
  check.equal(run.swaps:is_due(2), false)
  return message
end

local T = {}

T.what_a_worker_could_use_waits_for_the_next_step = test(function(run)
  local staged = assert(staging.stage(run, "editors/mutate_constant", MUTATE .. "-- more\n"))
  check.truthy(staged.options > 0 and staged.steps > 0)
  check.equal(run.swaps:is_due(2), true)
  staged = assert(staging.stage(run, "policy", BANDIT .. "-- more\n"))
  check.equal(staged.steps, 1)
end)

T.an_editor_may_be_new = test(function(run)
  local source = MUTATE:gsub('"mutate_constant"', '"move_constant"')
  check.equal(staging.part_of(run, "x/move_constant.lua", source), "editors/move_constant")
  assert(staging.stage(run, "editors/move_constant", source))
  check.equal(run.swaps:is_due(2), true)
end)

T.a_file_that_changes_nothing_waits_for_nothing = test(function(run)
  check.equal(staging.stage(run, "policy", BANDIT).is_same, true)
  check.equal(run.swaps:is_due(2), false)
end)

T.what_cannot_be_used_is_refused_with_the_place = test(function(run)
  local part = "editors/mutate_constant"
  check.contains(refusal(run, part, "local M = {\n"), part .. ":")
  check.contains(refusal(run, part, "return {}"), "wants a function sites")
  local broken = MUTATE:gsub("function M.sites%b()", "%0\n  error('no sites')")
  check.contains(refusal(run, part, broken), "no sites")
  check.contains(refusal(run, "policy", "return { start = 1 }"), "policy wants a function")
end)

T.what_loops_for_ever_is_refused_in_time = test(function(run)
  local endless = MUTATE:gsub("function M.sites%b()", "%0\n  while true do end")
  check.contains(refusal(run, "editors/mutate_constant", endless), "timeout")
  check.contains(refusal(run, "policy", "while true do end"), "timeout")
end)

T.the_name_of_a_file_and_what_it_holds_tell_the_part = test(function(run)
  check.equal(staging.part_of(run, "mine/mutate_constant.lua", MUTATE), "editors/mutate_constant")
  check.equal(staging.part_of(run, "better.lua", BANDIT), "policy")
  check.contains(select(2, staging.part_of(run, "a.lua", "return 1")), "neither an editor")
  check.contains(select(2, staging.part_of(run, "a.txt", "")), "wanted a file NAME.lua")
end)

return T

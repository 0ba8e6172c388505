--- lua/hyla/study/campaign.lua

local campaigns = require("hyla.study.campaign")
local check = require("tests.support.check")
local configs = require("hyla.study.config")
local episodes = require("hyla.study.episode")
local scratch = require("tests.support.scratch")

local function open(folder, change)
  local config = assert(configs.load("tests/support/small_study.yaml"))
  if change then
    change(config)
  end
  local campaign = assert(campaigns.open(config, folder, { data = {} }))
  campaign.on_unit = function() end
  return campaign
end

-- all that a replay gives again, as text
local function fingerprint(campaign)
  return episodes.fingerprint(campaign.journal.episodes)
end

local function play(folder, change)
  local campaign = open(folder, change)
  assert(campaigns.run(campaign))
  campaign.journal:close()
  return campaign
end

local T = {}

T.every_method_is_examined_where_it_did_not_learn = scratch.test(function(folder)
  local campaign = play(folder)
  local counts = {}
  for _, episode in ipairs(campaign.journal.episodes) do
    local key = ("%s %s %s"):format(episode.method, episode.held_out, episode.family)
    counts[key] = (counts[key] or 0) + 1
    check.truthy(episode.held_out == episode.family or episode.family == "late")
  end
  -- two seeds; two budgets for who learns
  check.equal(counts["uniform one one"], 2)
  check.equal(counts["learned one one"], 4)
  check.equal(counts["learned two two"], 4)
  check.equal(counts["learned  late"], 4)
end)

T.a_campaign_that_was_stopped_goes_on_as_if_it_had_not = scratch.test(function(folder)
  local whole = play(folder .. "/whole")
  local stopped, rounds = open(folder .. "/stopped"), 0
  function stopped.on_round()
    rounds = rounds + 1
  end
  function stopped.stop()
    return rounds == 5 and "stopped" or nil
  end
  local ok, message = campaigns.run(stopped)
  check.equal(ok, nil)
  check.equal(message, "stopped")
  stopped.journal:close()
  local before = #stopped.journal.episodes
  check.truthy(before > 0 and before < #whole.journal.episodes)
  local resumed = play(folder .. "/stopped", function(config)
    config.study.workers = 1
  end)
  check.equal(fingerprint(resumed), fingerprint(whole))
end)

T.what_is_done_is_not_done_again = scratch.test(function(folder)
  play(folder)
  local again = open(folder)
  check.equal(#campaigns.pending(again, 1), 0)
  check.equal(#campaigns.pending(again, 3), 6)
  again.journal:close()
end)

T.seeds_may_hold_out_families_in_turn = scratch.test(function(folder)
  local campaign = open(folder, function(config)
    config.study.held_out = 1
  end)
  local function held_out(seed)
    local families = {}
    for i, unit in ipairs(campaigns.pending(campaign, seed)) do
      families[i] = unit.method == "learned" and unit.held_out or nil
    end
    return families[2]
  end
  check.equal(held_out(1) .. held_out(2) .. held_out(3), "onetwoone")
  campaign.journal:close()
end)

T.a_study_may_examine_on_its_kept_families_alone = scratch.test(function(folder)
  local campaign = open(folder, function(config)
    config.study.held_out = 0
  end)
  local units = campaigns.pending(campaign, 1)
  check.equal(#units, 2)
  check.equal(units[1].held_out .. units[2].held_out, "")
  campaign.journal:close()
end)

T.kept_families_are_examined_by_workers_of_their_own_limits = scratch.test(function(folder)
  local campaign = open(folder, function(config)
    config.study.held_out, config.study.seeds = 0, 1
    config.kept_limits = { cpu_seconds = 1, wall_seconds = 9, memory_bytes = 2 ^ 27 }
    config.kept_limits.output_bytes, config.kept_limits.work = 2 ^ 18, 10
  end)
  local ok, message = campaigns.run(campaign)
  campaign.journal:close()
  check.equal(ok, nil)
  -- so little work that not even the starting agent is through with it
  check.contains(message, "family late, instance 2: the starting agent: timeout")
end)

local function refusal(change)
  local message
  scratch.with(function(folder)
    local config = assert(configs.load("tests/support/small_study.yaml"))
    change(config.methods.learned)
    local campaign
    campaign, message = campaigns.open(config, folder, { data = {} })
    check.equal(campaign, nil)
  end)
  return message
end

function T.a_constant_or_an_editor_that_is_not_there_is_named()
  check.equal(
    refusal(function(method)
      method.constants = { WIDEST = 3 }
    end),
    "the policy of learned has no constant WIDEST"
  )
  check.equal(
    refusal(function(method)
      method.without = { "fly" }
    end),
    "methods.learned: no editor fly is shipped"
  )
  check.equal(
    refusal(function(method)
      method.editors = { "crossover", "fly" }
    end),
    "methods.learned: no editor fly is shipped"
  )
end

T.a_method_has_the_editors_that_it_names = scratch.test(function(folder)
  local config = assert(configs.load("tests/support/small_study.yaml"))
  config.methods.learned.editors = { "crossover", "mutate_constant" }
  local campaign = assert(campaigns.open(config, folder, { data = {} }))
  campaign.journal:close()
  local parts = campaign.programs.learned.parts
  check.truthy(parts["editors/mutate_constant"])
  check.equal(parts["editors/crossover"], nil)
  check.equal(parts["editors/add_hidden"], nil)
end)

T.constants_are_set_in_the_policys_source = scratch.test(function(folder)
  local campaign = open(folder)
  campaign.journal:close()
  check.contains(campaign.programs.learned.parts.policy, "\nlocal LONGEST = 2\n")
  check.equal(campaign.programs.learned.parts["editors/crossover"], nil)
  check.truthy(campaign.programs.uniform.parts["editors/crossover"])
end)

T.constants_may_be_texts_and_lists = scratch.test(function(folder)
  local campaign = open(folder, function(config)
    local constants = { PARENTS = "clade", TRUSTS = { 0, 0.5 }, PLACES = false }
    config.methods.learned.constants = constants
  end)
  campaign.journal:close()
  local policy = campaign.programs.learned.parts.policy
  check.contains(policy, '\nlocal PARENTS = "clade"\n')
  check.contains(policy, "\nlocal TRUSTS = { 0, 0.5 }\n")
  check.contains(policy, "\nlocal PLACES = false\n")
end)

return T

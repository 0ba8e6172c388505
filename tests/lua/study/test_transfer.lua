--- lua/hyla/study/transfer.lua

local check = require("tests.support.check")
local curves = require("hyla.study.curve")
local episodes = require("hyla.study.episode")
local files = require("hyla.files")
local findings = require("hyla.study.findings")
local memoirs = require("hyla.memoir")
local programs = require("hyla.program")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local transfers = require("hyla.study.transfer")

-- a run that has learned a little, and the transfer of it back to its own task
local function open(folder, changes)
  local run = { policy = "agents.policy.learned", budget = 60, window = 2, episode = 7 }
  local config = searches.config(run)
  searches.search(folder, run).archive:close()
  local transfer = {
    task = { name = "toy" },
    config = config,
    program = assert(transfers.program(folder, config)),
    memoir = assert(memoirs.read(folder)),
    limits = config.limits,
    k = 5,
    seeds = 2,
    seed = 1,
    data = {},
    on_search = function() end,
  }
  for name, value in pairs(changes or {}) do
    transfer[name] = value
  end
  return transfer
end

local T = {}

T.both_search_as_often_and_one_knows_what_it_learned = scratch.test(function(folder)
  local transfer = open(folder .. "/run")
  local played = assert(transfers.play(transfer))
  check.equal(#played, 4)
  for i, episode in ipairs(played) do
    check.truthy(episodes.check(episode))
    check.equal(episode.method, i % 2 == 1 and "transferred" or "untaught")
    check.equal(episode.charged, 6)
    check.equal(episode.meta_budget, i % 2 == 1 and 60 or 0)
  end
  -- what was learned finds in a few edits what chance does not in five
  check.truthy(curves.area(played[1].k_curve, 5) > curves.area(played[2].k_curve, 5))
end)

T.a_transfer_that_is_stopped_keeps_whole_seeds = scratch.test(function(folder)
  local transfer, begun = open(folder .. "/run", { seeds = 3 }), 0
  function transfer.on_search()
    begun = begun + 1
  end
  function transfer.stop()
    return begun == 4 and "enough" or nil
  end
  local played, message = transfers.play(transfer)
  check.equal(message, "enough")
  check.equal(#played, 2)
  check.equal(played[2].seed, 1)
end)

T.a_transfer_is_played_again_to_the_same_episodes = scratch.test(function(folder)
  local transfer = open(folder .. "/run")
  local first = episodes.fingerprint(assert(transfers.play(transfer)))
  transfer.config.search.workers = 2
  transfer.memoir = assert(memoirs.read(folder .. "/run"))
  check.equal(episodes.fingerprint(assert(transfers.play(transfer))), first)
end)

T.parts_that_came_with_what_was_learned_play_in_workers_as_they_would_here = scratch.test(
  function(folder)
    local here = open(folder .. "/run", { seeds = 1 })
    local memoir = here.memoir
    memoir.phi, memoir.parts = {}, { policy = files.read("agents/policy/uniform.lua") }
    local there = assert(transfers.play(here))[1]
    here.program = programs.with(here.program, memoir.parts)
    local own = assert(transfers.play(here))[1]
    check.equal(episodes.fingerprint({ there }), episodes.fingerprint({ own }))
  end
)

T.a_mind_of_a_study_has_the_policy_of_its_method = scratch.test(function(folder)
  local config = searches.config()
  assert(files.make_directories(folder .. "/minds"))
  assert(files.write(folder .. "/study.json", [[{"methods":{
    "best":{"policy":"agents.policy.uniform"},
    "best-2":{"policy":"agents.policy.learned","constants":{"LONGEST":2}}}}]]))
  local program = assert(transfers.program(folder .. "/minds/best-2-1-none-1200.json", config))
  check.contains(program.parts.policy, "\nlocal LONGEST = 2\n")
  program = assert(transfers.program(folder .. "/minds/best-2-none-1200.json", config))
  check.equal(program.parts.policy, files.read("agents/policy/uniform.lua"))
  -- elsewhere it is the config's
  program = assert(transfers.program(folder .. "/best-2-1-none-1200.json", config))
  check.equal(program.parts.policy, files.read("agents/policy/bandit.lua"))
end)

T.the_report_is_that_of_a_study_of_two_methods = scratch.test(function(folder)
  local transfer = open(folder .. "/run")
  local study = transfers.study(transfer, assert(transfers.play(transfer)), "hyla transfer")
  local found = assert(findings.of(study))
  check.equal(#found.claims, 3)
  check.equal(table.concat(study.ks, " "), "1 5")
  local means = transfers.means(found)
  check.truthy(means.transferred["imp@5"].mean >= means.untaught["imp@5"].mean)
  check.truthy(means.transferred.auc.interval)
end)

return T

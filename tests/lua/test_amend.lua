--- lua/hyla/amend.lua

local amend = require("hyla.amend")
local check = require("tests.support.check")
local players = require("hyla.player")
local programs = require("hyla.program")
local random = require("hyla.rng")
local shipped = require("hyla.shipped")

local function desk_of(policy)
  local program = assert(programs.assemble({
    agent = "agents.cold",
    policy = "agents.policy." .. policy,
    editors = shipped.editors(),
  }))
  local world = { schema = { fields = {}, answers = { "no", "yes" } }, facts = { measures = {} } }
  local player = players.new(program, players.load, { world })
  return player:desk({ task = 1, program = program }), program
end

local function phi_of()
  return { amendments = amend.new() }
end

local function history(charged, verdict)
  return { charged = charged, winners = {}, verdict = verdict }
end

local T = {}

function T.nothing_is_proposed_before_its_time()
  check.equal(amend.propose(phi_of(), history(1000), desk_of("hyper"), random.new(1)), nil)
end

-- every proposal is the source with one change, and can be loaded
function T.what_is_proposed_is_this_source_with_a_change()
  local desk, program = desk_of("hyper")
  local actions = {}
  for i = 1, 40 do
    local phi = phi_of()
    local revision = amend.propose(phi, history(5000), desk, random.new(i))
    check.truthy(revision.is_trial)
    check.truthy(revision.parts.policy ~= program.parts.policy)
    check.truthy(players.load(revision.parts.policy, "policy")().propose)
    check.equal(#phi.amendments.list, 1)
    actions[phi.amendments.list[1].action:match("^%S+")] = true
  end
  check.truthy(actions["edit_policy@rule"] and actions["edit_policy@flip"])
end

function T.what_became_of_it_is_remembered_and_the_next_one_waits()
  local desk, phi = desk_of("hyper"), phi_of()
  amend.propose(phi, history(5000), desk, random.new(1))
  amend.hear(phi.amendments, history(6000, { decision = "not better", count = 9, charged = 400 }))
  check.equal(phi.amendments.list[1].verdict.charged, 400)
  check.equal(phi.amendments.list[1].at, 5000)
  check.equal(amend.propose(phi, history(7000), desk, random.new(2)), nil)
  check.truthy(amend.propose(phi, history(7500), desk, random.new(2)))
  amend.hear(phi.amendments, history(8000))
  check.equal(phi.amendments.list[2].verdict, nil)
end

-- `uniform` has nothing but one call of parents.pick by rank to change
function T.nothing_is_tried_twice()
  local desk, phi, rng = desk_of("uniform"), phi_of(), random.new(3)
  local seen = {}
  for _ = 1, 12 do
    amend.propose(phi, history(5000), desk, rng)
  end
  for _, entry in ipairs(phi.amendments.list) do
    check.equal(seen[entry.values], nil)
    seen[entry.values] = true
  end
  check.equal(#phi.amendments.list, 4)
end

-- a switch, a rule or a term is drawn as often as any constant, however many there are
function T.forms_are_equally_likely()
  local desk, forms = desk_of("hyper"), {}
  for i = 1, 60 do
    local phi = phi_of()
    amend.propose(phi, history(5000), desk, random.new(i))
    local entry = phi.amendments.list[1]
    local form = entry.action:match("^mutate_constant") or entry.class:match("^%S+")
    forms[form] = (forms[form] or 0) + 1
  end
  for _, form in ipairs({ "drop", "flip", "mutate_constant", "rule", "weigh" }) do
    check.truthy(forms[form] > 4)
  end
end

function T.no_place_is_changed_that_made_no_difference()
  local desk, rng = desk_of("uniform"), random.new(3)
  local phi = phi_of()
  amend.propose(phi, history(5000), desk, rng)
  local idle = { decision = "not better", is_idle = true, count = 8, charged = 352 }
  amend.hear(phi.amendments, history(6000, idle))
  check.equal(amend.propose(phi, history(9000), desk, rng), nil)
end

return T

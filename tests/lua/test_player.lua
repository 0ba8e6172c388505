--- lua/hyla/player.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local players = require("hyla.player")

local POLICY = [[
local M = {}
function M.start(rng) return { drawn = rng:uniform() } end
function M.open(phi, lesson) return { phi = phi, budget = lesson.budget } end
function M.pick(mind, view, rng) return { parent = view.rows[1].n, drawn = rng:uniform() } end
function M.propose(mind, view, desk, rng)
  local option = desk:options("agent")[1]
  return { steps = { (desk:step("agent", option, rng)) } }
end
function M.gradient(mind, experience) return { experience.score } end
function M.update(mind, gradient) return { gradient } end
function M.learn(mind, gradients) return { #gradients } end
return M]]

local function program()
  local parts = { agent = "local rate = 0.5\nreturn rate\n", policy = POLICY }
  parts["editors/mutate_constant"] = assert(files.read("editors/mutate_constant.lua"))
  return { parts = parts, numbers = {} }
end

local function player()
  local world = { schema = { fields = {}, answers = { "a", "b" } }, facts = { measures = {} } }
  return players.new(program(), players.load, { world })
end

local T = {}

function T.the_verbs_are_the_policys()
  local one = player()
  check.truthy(one:start({ seed = 1 }).drawn < 1)
  check.equal(one:open({ task = 1, phi = "phi", budget = 7 }).budget, 7)
  check.equal(one:gradient({ mind = {}, experience = { score = 3 } })[1], 3)
  check.equal(one:update({ mind = {}, gradient = 5 })[1], 5)
  check.equal(one:learn({ mind = {}, gradients = { 1, 2 } })[1], 2)
end

function T.draws_depend_on_the_seed_and_the_step_alone()
  local function drawn(seed, n)
    return player():pick({ seed = seed, n = n, view = { rows = { { n = 1 } } } }).drawn
  end
  check.equal(drawn(1, 2), drawn(1, 2))
  check.truthy(drawn(1, 2) ~= drawn(2, 2) and drawn(1, 2) ~= drawn(1, 3))
end

function T.what_is_proposed_can_be_applied()
  local one, job = player(), { task = 1, program = program(), seed = 1, n = 2 }
  job.edit = one:propose(job)
  local change = one:apply(job)
  check.truthy(change.parts.agent ~= job.program.parts.agent)
  check.contains(change.parts.agent, "return rate")
end

function T.the_same_program_has_the_same_desk()
  local one, job = player(), { task = 1, program = program() }
  check.equal(one:desk(job), one:desk(job))
  check.truthy(one:desk(job) ~= one:desk({ task = 1, program = program() }))
  local changed = { task = 1, program = job.program, gradient = { n1 = 1 } }
  check.truthy(one:desk(job) ~= one:desk(changed))
end

function T.a_part_that_is_no_policy_is_refused()
  local bad = { parts = { agent = "", policy = "return {}" }, numbers = {} }
  local ok, message = pcall(function()
    players.new(bad, players.load, {}):start({ seed = 1 })
  end)
  check.equal(ok, false)
  check.contains(message, "policy wants a function start")
end

return T

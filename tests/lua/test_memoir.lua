--- lua/hyla/memoir.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local fixture = require("tests.support.courses")
local memoirs = require("hyla.memoir")
local players = require("hyla.player")
local scratch = require("tests.support.scratch")

local T = {}

T.what_a_run_writes_is_read_by_its_folder = scratch.test(function(folder)
  local phi = { trust = 0.5 }
  assert(memoirs.write(folder, { phi = phi, parts = { policy = "return 1" }, charged = 7 }))
  local memoir = assert(memoirs.read(folder))
  check.equal(memoir.phi.trust, 0.5)
  check.equal(memoir.parts.policy, "return 1")
  check.equal(memoir.charged, 7)
  check.equal(#memoir.digest, 64)
end)

T.a_mind_of_a_study_was_paid_for_as_its_name_says = scratch.test(function(folder)
  local path = folder .. "/learned-3-none-1200.json"
  assert(files.write(path, '{"parts":{"editors/old":false},"phi":{},"winners":[]}'))
  local memoir = assert(memoirs.read(path))
  check.equal(memoir.charged, 1200)
  check.equal(memoir.parts["editors/old"], false)
end)

T.what_is_no_memoir_is_refused = scratch.test(function(folder)
  local path = folder .. "/other.json"
  local texts = { "{}", "[", "3", '{"phi":{},"parts":{"policy":3}}', '{"phi":1,"parts":{}}' }
  for _, text in ipairs(texts) do
    assert(files.write(path, text))
    local memoir, message = memoirs.read(path)
    check.equal(memoir, nil)
    check.contains(message, "other.json: wanted what a policy has learned")
  end
end)

T.a_folder_without_a_memoir_says_what_is_wanted = scratch.test(function(folder)
  check.contains(select(2, memoirs.read(folder)), "wanted a finished run, or a file of a study's")
  assert(files.write(folder .. "/archive.db", ""))
  check.contains(select(2, memoirs.read(folder)), "wanted a run that is finished")
  check.contains(select(2, memoirs.read(folder .. "/none.json")), "none.json")
end)

function T.a_policy_goes_on_only_from_what_has_all_that_it_starts_with()
  local learned, uniform = fixture.program("learned"), fixture.program("uniform")
  local phi = players.new(learned, players.load, {}):start({ seed = 2 })
  check.truthy(memoirs.check({ phi = phi }, learned, 1))
  check.truthy(memoirs.check({ phi = {} }, uniform, 1))
  check.contains(select(2, memoirs.check({ phi = phi }, uniform, 1)), "learns nothing")
  phi.known = nil
  check.contains(select(2, memoirs.check({ phi = phi }, learned, 1)), "it has no known, with")
end

function T.a_policy_that_cannot_start_is_told()
  local program = { parts = { policy = "return {}" }, numbers = {} }
  check.contains(select(2, memoirs.check({ phi = {} }, program, 1)), "the policy cannot start: ")
end

function T.changes_turn_one_program_into_another_but_for_the_agent()
  local base = { parts = { agent = "a", policy = "p", ["editors/x"] = "x", ["editors/y"] = "y" } }
  local other = { parts = { agent = "b", policy = "q", ["editors/x"] = "x", ["editors/z"] = "z" } }
  local parts = memoirs.changes(other, base)
  check.equal(parts.agent, nil)
  check.equal(parts.policy, "q")
  check.equal(parts["editors/x"], nil)
  check.equal(parts["editors/y"], false)
  check.equal(parts["editors/z"], "z")
end

return T

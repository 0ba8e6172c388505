--- lua/hyla/unlearned.lua

local canonical = require("hyla.canonical")
local check = require("tests.support.check")
local unlearned = require("hyla.unlearned")

local function pick()
  return "picked"
end

local function propose()
  return "proposed"
end

local T = {}

function T.it_decides_as_it_is_told()
  local policy = unlearned.policy({ pick = pick, propose = propose })
  check.equal(policy.pick(), "picked")
  check.equal(policy.propose(), "proposed")
end

function T.nothing_is_learned_or_remembered()
  local policy = unlearned.policy({ pick = pick, propose = propose })
  local mind = { phi = policy.start(), memory = policy.open() }
  local gradient = policy.gradient(mind, { score = 1 })
  check.equal(policy.update(mind, gradient), mind.memory)
  check.equal(policy.learn(mind, { gradient }), mind.phi)
  check.equal(canonical.encode(mind), '{"memory":{},"phi":{}}')
end

return T

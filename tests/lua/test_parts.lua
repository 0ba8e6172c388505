--- lua/hyla/parts.lua

local check = require("tests.support.check")
local parts = require("hyla.parts")

-- compiles in the ordinary environment: what the wall keeps out is tested with the sandbox
local function load(source, name)
  return assert(loadstring(source, "=" .. name))
end

local function program(agent)
  return { parts = { agent = agent, policy = "return { start = 1 }" }, numbers = {} }
end

local function refusal(call, ...)
  local ok, message = pcall(call, ...)
  check.equal(ok, false)
  return message
end

local T = {}

function T.an_agent_may_be_a_bare_function()
  local agent = parts.agent(program("return function(input) return input.x end"), load, {})
  check.equal(agent.act(agent.init({}), { x = 3 }), 3)
  check.equal(agent.learn(), nil)
end

function T.the_lifted_numbers_are_handed_to_the_chunk()
  local source = "local n = ... return function() return n.rate end"
  local agent = parts.agent(program(source), load, { rate = 2 })
  check.equal(agent.act(), 2)
end

function T.what_breaks_its_contract_is_told()
  check.contains(refusal(parts.agent, program("return 7"), load, {}), "agent wants to be a table")
  check.contains(
    refusal(parts.agent, program("return { init = print }"), load, {}),
    "agent wants a function learn, got a nil"
  )
  check.contains(refusal(parts.policy, program(""), load), "policy wants a function start")
  check.contains(refusal(parts.editor, program(""), "widen", load), "no part editors/widen")
end

return T

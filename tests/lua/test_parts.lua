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

function T.an_agent_may_be_a_function_of_the_fields()
  local agent = parts.agent(program("return function(x, y) return x - y end"), load, {})
  local state = agent.init({ fields = { { name = "x" }, { name = "y" } } })
  check.equal(agent.act(state, { y = 1, x = 3 }), 2)
  check.equal(agent.learn(), nil)
end

function T.the_lifted_numbers_are_handed_to_the_chunk()
  local source = "local n = ... return function() return n.rate end"
  local agent = parts.agent(program(source), load, { rate = 2 })
  check.equal(agent.act(agent.init({ fields = {} }), {}), 2)
end

function T.what_breaks_its_contract_is_told()
  local agent, message = parts.agent(program("return 7"), load, {})
  check.equal(agent, nil)
  check.equal(message, "agent wants to be a table, got a number")
  agent, message = parts.agent(program("return { init = print }"), load, {})
  check.equal(agent, nil)
  check.equal(message, "agent wants a function learn, got a nil")
  check.contains(refusal(parts.policy, program(""), load), "policy wants a function start")
  check.contains(refusal(parts.editor, program(""), "widen", load), "no part editors/widen")
end

return T

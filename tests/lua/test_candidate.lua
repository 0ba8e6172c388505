--- lua/hyla/candidate.lua

local candidates = require("hyla.candidate")
local check = require("tests.support.check")

local parent = { parts = { agent = "return 1\n", policy = "return 2\n" }, numbers = { n1 = 0.5 } }

local function of(value, outcome)
  local reply = { outcome = outcome or "ok", value = value, message = "why" }
  return candidates.of(parent, reply)
end

local T = {}

function T.a_change_makes_a_child_and_leaves_the_parent_alone()
  local child = of({ parts = { agent = "return 3\n" }, numbers = { n2 = 2, n1 = false } })
  check.equal(child.outcome, nil)
  check.equal(child.program.parts.agent, "return 3\n")
  check.equal(child.program.parts.policy, "return 2\n")
  check.equal(child.program.numbers.n1, nil)
  check.equal(child.program.numbers.n2, 2)
  check.equal(parent.parts.agent, "return 1\n")
  check.equal(parent.numbers.n1, 0.5)
end

function T.equal_programs_have_equal_names()
  local id = candidates.seed(parent).id
  check.equal(of({ parts = { agent = "return 1\n" }, numbers = {} }).id, id)
  check.truthy(of({ parts = { agent = "return 3\n" }, numbers = {} }).id ~= id)
end

function T.source_that_does_not_parse_is_never_run()
  local child = of({ parts = { agent = "return return\n" }, numbers = {} })
  check.equal(child.outcome, "syntax")
  check.equal(child.message, "agent:1: unexpected symbol near return")
  check.equal(child.program, parent)
end

function T.source_that_nests_deep_costs_the_host_nothing()
  local deep = "return " .. ("("):rep(5e5) .. "1" .. (")"):rep(5e5)
  local child = of({ parts = { agent = deep }, numbers = {} })
  check.equal(child.outcome, "syntax")
  check.equal(child.message, "agent:1: nested too deep")
end

function T.what_the_worker_says_against_a_source_is_heard()
  local child = of({ parts = { agent = "break" }, numbers = {}, fault = "agent:1:1: no loop\27" })
  check.equal(child.outcome, "syntax")
  check.equal(child.message, "agent:1:1: no loop?")
end

function T.a_failed_editor_keeps_its_outcome()
  local child = of(nil, "timeout")
  check.equal(child.outcome, "timeout")
  check.equal(child.message, "why")
end

function T.anything_else_from_a_worker_is_bad_output()
  for _, value in ipairs({
    "text",
    {},
    { parts = "return 1", numbers = {} },
    { parts = { agent = 1 }, numbers = {} },
    { parts = { "return 1" }, numbers = {} },
    { parts = {} },
    { parts = {}, numbers = { n1 = "0.5" } },
    { parts = {}, numbers = { 0.5 } },
    { parts = {}, numbers = { n1 = 0 / 0 } },
  }) do
    check.equal(of(value).outcome, "bad_output")
  end
end

return T

--- lua/hyla/tiers.lua

local check = require("tests.support.check")
local tiers = require("hyla.tiers")

local function program(source, numbers)
  return { parts = { agent = source }, numbers = numbers or {} }
end

-- takes a program through a chain where tier i gives `replies[i]`; returns the report and the tiers
local function take(source, chain, replies)
  local tried = {}
  local report = tiers.of(program(source), function(tier)
    tried[#tried + 1] = tier
    local reply = replies[#tried]
    return {
      outcome = reply.outcome or "ok",
      tier = tier,
      answers = reply.answers or { 1 },
      gradient = {},
    }
  end, tiers.CHAINS[chain])
  return report, table.concat(tried, " ")
end

local T = {}

function T.what_the_gate_refuses_is_tried_nowhere()
  local report, tried = take("return return", "confirm", {})
  check.equal(report.outcome, "syntax")
  check.equal(report.tier, "gate")
  check.contains(report.message, "agent:1: unexpected symbol near return")
  check.equal(tried, "")
end

function T.what_has_passed_passes_under_any_name()
  local tokens, has_cdata = tiers.pass("return 1", "one")
  check.equal(tiers.pass(" return  1", "two"), tokens)
  check.equal(tiers.pass("return 1", "three"), tokens)
  check.equal(has_cdata, false)
  check.equal(select(2, tiers.pass("return 1LL", "one")), true)
  check.equal(select(2, tiers.pass("return 1LL", "two")), true)
end

function T.what_does_not_pass_is_named_each_time()
  for _, name in ipairs({ "one", "two" }) do
    local tokens, message = tiers.pass("return return", name)
    check.equal(tokens, nil)
    check.contains(message, name .. ":1: unexpected symbol near return")
  end
end

function T.a_chain_may_end_at_the_gate()
  local report, tried = take("return 1", "gate", {})
  check.equal(report.outcome, "ok")
  check.equal(report.tier, "gate")
  check.equal(tried, "")
end

function T.a_program_goes_on_while_it_is_ok()
  local report, tried = take("return 1", "confirm", { {}, {} })
  check.equal(report.outcome, "ok")
  check.equal(report.tier, "confirm")
  check.equal(tried, "repeat confirm")
  report, tried = take("return 1", "confirm", { { outcome = "timeout" } })
  check.equal(report.outcome, "timeout")
  check.equal(tried, "repeat")
end

function T.tiers_that_disagree_make_it_nondeterministic()
  local report = take("return 1", "confirm", { { answers = { 0 } }, { answers = { -0 } } })
  check.equal(report.outcome, "nondeterministic")
  check.contains(report.message, "repeat and confirm")
  check.equal(next(report.answers), nil)
end

function T.a_literal_of_the_ffi_never_meets_a_worker_that_others_use()
  local _, tried = take("return 1LL", "screen", { {} })
  check.equal(tried, "confirm")
  local _, none = take("return 1LL", "gate", {})
  check.equal(none, "")
end

function T.a_key_is_made_of_tokens_and_numbers()
  local key = tiers.key(program("return f(x)", { rate = 1 }))
  check.equal(tiers.key(program("return f( x ) -- so", { rate = 1 })), key)
  check.truthy(tiers.key(program("return f(x)", { rate = 2 })) ~= key)
  check.truthy(tiers.key(program("return f(y)", { rate = 1 })) ~= key)
end

return T

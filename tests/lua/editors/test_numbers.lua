--- editors/: those that lift, lower and tune numbers, and those of gates

local check = require("tests.support.check")
local grown = require("tests.support.grown")
local keys = require("hyla.keys")
local tensor = require("hyla.tensor")
local tried = require("tests.support.tried_editor")

local SOURCE = [[
local function f(x)
  local rate = 0.5
  local list = { 1, 2 }
  for i = 1, #list do
    x = x + 0.25 * list[i + 0]
  end
  return x * (rate + 2) - rate
end
return f(...)
]]

-- SOURCE takes its argument where a program takes its numbers
local AGENT = SOURCE:gsub("f%(%.%.%.%)", "f")

local function run(source, numbers)
  return tried.run(source, numbers)(8)
end

local T = {}

function T.a_lifted_number_has_the_literals_value()
  local changed, numbers = tried.apply("lift_constant", AGENT, "f rate")
  check.equal(numbers.n1, 0.5)
  check.equal(run(changed, numbers), run(AGENT))
end

function T.all_numbers_of_a_function_are_lifted_at_once()
  local given = { numbers = { n1 = 1 } }
  local changed, numbers = tried.apply("lift_constant", AGENT, "all of f", {}, given)
  check.equal(numbers.n1, nil)
  check.equal(numbers.n2 * numbers.n3, 0.125)
  check.equal(run(changed, numbers), run(AGENT))
end

function T.a_lowered_number_is_a_literal_again()
  local changed, numbers = tried.apply("lift_constant", AGENT, "f rate")
  local given = { numbers = numbers }
  local lowered, dropped = tried.apply("lower_constant", changed, "numbers.n1", {}, given)
  check.equal(dropped.n1, false)
  check.equal(run(lowered), run(AGENT))
end

function T.tuning_goes_down_the_slope_of_each_number()
  local given = { numbers = { a = 2, b = 1, c = 3, d = -1 }, gradient = { a = 1, b = -1, d = 5 } }
  local values = { step = 0.5 }
  local changed, numbers = tried.apply("tune_numbers", AGENT, "lifted numbers", values, given)
  check.equal(changed, AGENT)
  check.near(numbers.a, 2 * math.exp(-0.5))
  check.near(numbers.b, math.exp(0.25))
  check.equal(numbers.c, nil)
  check.equal(numbers.d, nil)
end

function T.without_a_slope_there_is_nothing_to_tune()
  check.equal(#tried.sites("tune_numbers", AGENT, { numbers = { a = 2 } }), 0)
end

-- a source with a gate at the place of a class, its name and the value of the program
local function gated(class, gate)
  local changed = tried.apply("add_gate", AGENT, class, { gate = gate })
  return changed, run(changed, { g1 = gate })
end

function T.an_open_gate_changes_nothing()
  for _, class in ipairs({ "f +", "f -" }) do
    check.equal(select(2, gated(class, 1)), run(AGENT))
  end
  check.equal(select(2, gated("x * (rate + 2)", 1)), run(AGENT))
end

function T.a_shut_gate_leaves_its_term_out()
  check.equal(select(2, gated("f +", 0)), 8 * 2.5 - 0.5)
  check.equal(select(2, gated("f -", 0)), run(AGENT) + 0.5)
  check.equal(select(2, gated("x * (rate + 2)", 0)), 8.75 - 0.5)
end

function T.places_and_counts_get_no_gate()
  for _, site in ipairs(tried.sites("add_gate", AGENT)) do
    check.falsy(site.label:find("^i "))
    check.falsy(site.label:find("^rate"))
  end
end

function T.a_hardened_gate_is_plain_code_that_does_the_same()
  for _, class in ipairs({ "f +", "f -", "x * (rate + 2)" }) do
    for gate = 0, 1 do
      local soft, value = gated(class, gate)
      local given = { numbers = { g1 = gate } }
      local hard, numbers = tried.apply("harden_gate", soft, "numbers.g1", {}, given)
      check.equal(numbers.g1, false)
      check.falsy(hard:find("numbers.g", 1, true))
      check.equal(run(hard), value)
    end
  end
end

-- the held-back loss of an agent with lifted numbers, and its slope by each of them
local function learn(source, numbers, task)
  local names, tracked, leaves = keys.sorted(numbers), {}, {}
  for i, name in ipairs(names) do
    leaves[i] = tensor.tensor(numbers[name]):requires_grad()
    tracked[name] = leaves[i]
  end
  local agent = tried.run(source, tracked)
  local loss = agent.learn(agent.init(task.task.schema), task.cases.train)
  local gradient = {}
  for i, slope in ipairs(loss:grad(leaves)) do
    gradient[names[i]] = slope:item()
  end
  return loss:item(), gradient
end

function T.gradients_flow_into_gates_and_constants_and_tuning_lowers_the_loss()
  local task = grown.table({ kind = "linear" })
  local chain = { { "add_looks", { count = 6 } }, { "standardise" }, { "regularise" } }
  local source = grown.chain(chain, task.about)
  local lifted, numbers = tried.apply("lift_constant", source, "rate first")
  local gate
  lifted, gate = tried.apply("add_gate", lifted, "train +", { gate = 0.5 }, { numbers = numbers })
  numbers.g1 = gate.g1
  local before, gradient = learn(lifted, numbers, task)
  check.truthy(gradient.n1 < 0 and gradient.g1 ~= 0)
  local given = { numbers = numbers, gradient = gradient }
  local _, tuned = tried.apply("tune_numbers", lifted, "lifted numbers", { step = 0.5 }, given)
  check.truthy(learn(lifted, tuned, task) < before)
end

return T

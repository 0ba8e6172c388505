--- agents/cold.lua

local check = require("tests.support.check")
local cold = require("agents.cold")

local schema = { fields = {}, answers = { "no", "yes" } }

local function cases(answers)
  local list = {}
  for i = 1, 20 do
    list[i] = { input = {}, answer = answers[i % #answers + 1] }
  end
  return list
end

local T = {}

function T.it_learns_but_is_too_unsure_to_answer()
  local state = cold.init(schema)
  local loss = cold.learn(state, cases({ "no", "yes" }))
  check.near(loss:item(), math.log(2), 0.02)
  check.equal(cold.act(state, {}), nil)
end

function T.what_is_always_so_is_learned_towards_and_still_not_answered()
  local state = cold.init(schema)
  check.truthy(cold.learn(state, cases({ "yes" })):item() < 0.4)
  check.equal(cold.act(state, {}), nil)
end

function T.a_number_is_answered_by_the_mean()
  local state = cold.init({ fields = {}, answers = "number" })
  cold.learn(state, cases({ 1, 2, 3, 6 }))
  check.near(cold.act(state, {}), 3, 0.05)
end

return T

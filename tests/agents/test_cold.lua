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

function T.what_is_always_so_is_learned_towards()
  local state = cold.init(schema)
  check.truthy(cold.learn(state, cases({ "yes" })):item() < 0.3)
end

return T

--- lua/hyla/edit.lua

local check = require("tests.support.check")
local edits = require("hyla.edit")

local program = { parts = { agent = "", ["editors/widen"] = "" }, numbers = {} }

local function step(changes)
  local one = { editor = "widen", part = "agent", site = { label = "look" }, source = "random" }
  one.arguments, one.action = {}, "widen random"
  for key, value in pairs(changes or {}) do
    one[key] = value
  end
  return one
end

local function edit(changes)
  return { steps = { step(changes) } }
end

local T = {}

function T.an_edit_is_told_in_one_line()
  check.equal(edits.describe(edit()), "widen in agent at look")
  local told = edits.describe(edit({ arguments = { value = 0.123456, by = { word = "not" } } }))
  check.equal(told, "widen in agent at look (by not, value 0.1235; random)")
end

function T.a_chain_is_told_step_by_step()
  local chain = { steps = { step(), step({ part = "policy" }) } }
  check.equal(edits.describe(chain), "widen in agent at look; then widen in policy at look")
  check.equal(edits.title(chain), "widen -> agent, widen -> policy")
  check.equal(edits.is_of_agent(chain), false)
  check.equal(edits.is_of_agent(edit()), true)
end

function T.words_of_an_edit_steer_no_terminal()
  local told = edits.describe(edit({ site = { label = "\27[2J" }, arguments = { by = "a\nb" } }))
  check.equal(told, "widen in agent at ?[2J (by a b; random)")
end

function T.a_proposal_that_fits_the_program_is_taken()
  check.equal(edits.check(edit(), program).steps[1].editor, "widen")
end

function T.any_other_proposal_is_refused_with_the_reason()
  local _, message = edits.check("widen", program)
  check.contains(message, "wants to be a table with steps, got a string")
  _, message = edits.check({ steps = {} }, program)
  check.contains(message, "wants 1 to 16 steps, got 0")
  _, message = edits.check({ steps = { "widen" } }, program)
  check.contains(message, "a step wants to be a table, got a string")
  _, message = edits.check(edit({ arguments = 3 }), program)
  check.contains(message, "arguments wants to be a table, got a number")
  _, message = edits.check(edit({ part = "policy" }), program)
  check.contains(message, "no part policy")
  _, message = edits.check(edit({ editor = "narrow" }), program)
  check.contains(message, "no editor narrow")
end

return T

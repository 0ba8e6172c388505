--- lua/hyla/proposal.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local proposal = require("hyla.proposal")
local random = require("hyla.rng")

local function actions_of(edit)
  local actions = {}
  for i, step in ipairs(edit.steps) do
    actions[i] = step.action
  end
  return table.concat(actions, " ")
end

-- a chain of the options by number; where the list ends the chain does
local function chain(desk, numbers, length)
  return actions_of(proposal.chain(desk, "agent", length, random.new(1), function(at, i)
    return numbers[i] and { option = at:options("agent")[numbers[i]] }
  end))
end

local T = {}

function T.every_editor_is_as_likely_as_any_other()
  local desk, rng, count = desks.of({ "a 1", "a 2", "a 3", "b 1" }), random.new(1), 0
  for i = 1, 1000 do
    count = count + (proposal.any(desk, "agent", rng:split(i)).editor == "b" and 1 or 0)
  end
  check.truthy(math.abs(count - 500) < 80)
end

function T.a_chain_has_as_many_steps_as_are_chosen_and_no_more_than_allowed()
  local desk = desks.of({ "a", "b", "c" })
  check.equal(chain(desk, { 1, 2, 3 }, 3), "a b c")
  check.equal(chain(desk, { 1, 2, 3 }, 2), "a b")
  check.equal(chain(desk, { 3 }, 4), "c")
end

function T.a_chain_ends_where_an_editor_declines()
  local desk = desks.of({ "a", "b" })
  local after = getmetatable(desk).__index.after
  function desk.after(self, step)
    local onward = step.action ~= "b" and after(self, step) or nil
    if onward then
      onward.after = self.after
    end
    return onward
  end
  check.equal(chain(desk, { 1, 2, 1 }, 3), "a")
  check.equal(chain(desk, { 2, 1 }, 3), "b")
end

return T

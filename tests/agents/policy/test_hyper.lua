--- agents/policy/hyper.lua

local check = require("tests.support.check")
local fixture = require("tests.support.courses")
local policy = require("agents.policy.hyper")
local school = require("hyla.school")

local function step(editor, class, arguments)
  return {
    editor = editor,
    part = "agent",
    site = { class = class, label = class },
    arguments = arguments,
    source = "",
    action = editor,
  }
end

local function history()
  local winners = {}
  for i = 1, 80 do
    local steps = { step("junk" .. i % 7, "", {}) }
    if i > 40 and i % 4 == 0 then
      steps = {
        step("swap_optimiser", "optimiser", { optimiser = "adam" }),
        step("add_looks", "look", { count = 2 }),
      }
    end
    winners[i] = { family = "f", score = i, steps = steps }
  end
  return { charged = 1000, winners = winners }
end

local T = {}

function T.chains_that_won_become_editors()
  local revision = policy.revise(policy.start(), history())
  check.contains(revision.parts["editors/macro_1"], "swap_optimiser, then add_looks")
end

-- a scholar of the policy with a macro in its program plays searches with it
function T.a_program_goes_on_with_the_editors_that_it_made()
  local course = fixture.open()
  local scholar = assert(school.enrol(course, fixture.program("hyper"), 3))
  local revision = policy.revise(scholar.phi, history())
  revision.phi.all.hints.macro_1.mean = 3
  school.restore(course, scholar, { phi = revision.phi, parts = revision.parts, winners = {} })
  local exam = { instances = course.instances.one, length = 8, seed = 1 }
  local searches = assert(school.examine(course, scholar, exam))
  course.pool:close()
  local used = false
  for _, search in ipairs(searches) do
    for _, gradient in ipairs(search.gradients) do
      used = used or table.concat(gradient.actions, " "):find("macro_1", 1, true) ~= nil
    end
  end
  check.truthy(used)
  check.truthy(school.memoir(scholar).parts["editors/macro_1"])
end

return T

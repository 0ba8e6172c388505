--- agents/policy/hyper.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local fixture = require("tests.support.courses")
local policy = require("agents.policy.hyper")
local school = require("hyla.school")

-- the policy's source with some of its constants set
local function source_with(constants)
  local source = assert(files.read(package.searchpath("agents.policy.hyper", package.path)))
  for name, value in pairs(constants) do
    local count
    local line = ("\nlocal %s = [^\n]*"):format(name)
    source, count = source:gsub(line, ("\nlocal %s = %s"):format(name, value))
    assert(count == 1, name)
  end
  return source
end

local function policy_with(constants)
  return assert(load(source_with(constants)))()
end

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

-- winners that all have looks of a random count, which came out as half of what there is
local function lucky()
  local winners = {}
  for i = 1, 40 do
    local looks = step("add_looks", "look", { count = i, kind = "all" })
    looks.source = "random,=all"
    looks.notes = {
      { argument = "count", index = 1, source = "statistic half", chance = 0.1, is_met = true },
    }
    winners[i] = { family = "f", score = i, gains = { 0.1 }, steps = { looks } }
  end
  return { charged = 1000, winners = winners }
end

function T.an_argument_that_winners_drew_as_measured_is_measured_by_an_editor()
  local writing = policy_with({ WRITES = "true", MACROS = '"none"' })
  local source = writing.revise(writing.start(), lucky()).parts["editors/bound_1"]
  check.contains(source, 'source = "statistic half,=all"')
  check.falsy(source:find("open = ", 1, true))
  local reading = policy_with({ WRITES = "false", MACROS = '"none"' })
  check.equal(next(reading.revise(reading.start(), lucky()).parts), nil)
end

function T.no_form_but_the_mined_chains_changes_the_program_when_the_others_are_off()
  local none = policy_with({ MACROS = '"none"' })
  check.equal(next(none.revise(none.start(), history()).parts), nil)
  local any, found = policy_with({ MACROS = '"random"' }), false
  for charged = 1000, 1020 do
    local past = { charged = charged, winners = history().winners }
    found = found or next(any.revise(any.start(), past).parts) ~= nil
  end
  check.truthy(found)
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

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
    winners[i] = { family = "f", score = i, gains = { 0.1, 0.1 }, steps = steps }
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

function T.nothing_changes_the_program_when_all_forms_are_off()
  local none = policy_with({ MACROS = '"none"', WRITES = "false", EDITS = '"none"' })
  check.equal(next(none.revise(none.start(), history()).parts), nil)
end

function T.random_parts_of_winners_become_editors_too()
  local any, found = policy_with({ MACROS = '"random"', WRITES = "false" }), false
  for charged = 1000, 1020 do
    local past = { charged = charged, winners = history().winners }
    found = found or next(any.revise(any.start(), past).parts) ~= nil
  end
  check.truthy(found)
end

-- an agent that is right where its threshold is; the editor draws it, and could measure it
local AGENT = [[
return function(marks)
  return marks[1] + marks[2] + marks[3] > 9.5 and "high" or "low"
end]]
local AIM = [[
local syntax = require("hyla.syntax")
local M = { name = "aim", parts = { "agent" } }
function M.sites(tree)
  local path = syntax.find(tree, "Number")[4].path
  return { { path = path, label = "threshold", class = "threshold" } }
end
function M.arguments()
  local statistics = { middle = 1.5, tenth = 0.15 }
  return { { name = "value", kind = "number", low = 0.1, high = 10, statistics = statistics } }
end
function M.apply(tree, site, values)
  return { tree = syntax.replace(tree, site.path, ("%.6g"):format(values.value)) }
end
return M]]

-- a scholar that is to find out by itself, in the poor language, that the middle is wanted
function T.an_operator_is_written_in_a_school_where_the_language_lacks_it()
  local course = fixture.open()
  local constants = { STATISTICS = "false", WRITES = "true", MACROS = '"none"' }
  local parts = { agent = AGENT, policy = source_with(constants), ["editors/aim"] = AIM }
  local scholar = assert(school.enrol(course, { parts = parts, numbers = {} }, 3))
  local plan = { families = { "one", "two" }, instances = 2, length = 5, width = 4, seed = 7 }
  plan.stops = { 700 }
  function plan.reached()
    return true
  end
  assert(school.train(course, scholar, plan))
  course.pool:close()
  local made = {}
  for part, source in pairs(school.memoir(scholar).parts) do
    made[#made + 1] = part:match("^editors/bound") and source or nil
  end
  check.equal(#made, 1)
  check.contains(made[1], "statistic middle")
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

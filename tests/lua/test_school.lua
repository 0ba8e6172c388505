--- lua/hyla/school.lua

local canonical = require("hyla.canonical")
local check = require("tests.support.check")
local curves = require("hyla.study.curve")
local fixture = require("tests.support.courses")
local school = require("hyla.school")

-- trains a scholar for a while and examines it; everything that came of it, as text
local function study(workers, policy)
  local course = fixture.open(workers)
  local scholar = assert(school.enrol(course, fixture.program(policy), 3))
  local reached = {}
  local charged = 0
  assert(school.train(course, scholar, {
    families = { "one", "two" },
    instances = 1,
    length = 5,
    width = 4,
    seed = 7,
    stops = { 30, 60 },
    reached = function(stop)
      reached[#reached + 1] = stop .. ":" .. charged
      return true
    end,
    on_round = function(sum)
      charged = sum
      return false
    end,
  }))
  local exam = { instances = { course.instances.one[2] }, length = 6, seed = 8 }
  local search = assert(school.examine(course, scholar, exam))[1]
  course.pool:close()
  return { charged = charged, reached = reached, phi = scholar.phi, search = search }
end

local T = {}

function T.the_same_school_teaches_the_same_with_one_worker_or_two()
  local one, two = study(1, "learned"), study(2, "learned")
  check.equal(canonical.encode(one.phi), canonical.encode(two.phi))
  check.equal(canonical.encode(one.search.curve), canonical.encode(two.search.curve))
end

function T.all_evaluations_are_charged_and_the_budget_is_kept()
  local found = study(2, "bandit_warm")
  -- two rounds of four searches of a start, five edits, and room for a last gradient
  check.equal(found.charged, 56)
  check.equal(table.concat(found.reached, " "), "30:28 60:56")
  check.equal(found.search.charged, 7)
end

function T.an_exam_teaches_nothing_and_has_a_curve()
  local course = fixture.open()
  local scholar = assert(school.enrol(course, fixture.program("bandit_warm"), 3))
  local before = canonical.encode(scholar.phi)
  local exam = { instances = course.instances.two, length = 8, seed = 1 }
  local searches = assert(school.examine(course, scholar, exam))
  course.pool:close()
  check.equal(canonical.encode(scholar.phi), before)
  check.equal(#searches, 2)
  check.equal(curves.at(searches[1].curve, 0), 0)
  check.equal(searches[1].curve.last, 8)
end

function T.an_evaluation_with_a_gradient_is_charged_more()
  local course = fixture.open()
  local scholar = assert(school.enrol(course, fixture.program("hypergradient"), 3))
  local exam = { instances = { course.instances.one[1] }, length = 6, seed = 1 }
  local search = assert(school.examine(course, scholar, exam))[1]
  course.pool:close()
  -- all three edits have lifted numbers
  check.equal(#search.gradients, 3)
  check.equal(search.evaluated, 4)
  check.equal(search.charged, 1 + 3 * school.GRADIENT_COST)
  check.equal(search.curve.last, 6)
end

function T.a_family_that_an_agent_cannot_start_on_ends_the_school()
  local course = fixture.open()
  local program = fixture.program("uniform")
  program.parts.agent = "return {}"
  local scholar = assert(school.enrol(course, program, 1))
  local exam = { instances = { course.instances.two[1] }, length = 2, seed = 1 }
  local searches, message = school.examine(course, scholar, exam)
  course.pool:close()
  check.equal(searches, nil)
  check.contains(message, "family two, instance 1: the starting agent: ")
end

function T.a_policy_that_cannot_start_is_refused()
  local course = fixture.open()
  local program = fixture.program("uniform")
  program.parts.policy = "return {}"
  local scholar, message = school.enrol(course, program, 1)
  course.pool:close()
  check.equal(scholar, nil)
  check.contains(message, "the policy cannot start: ")
end

return T

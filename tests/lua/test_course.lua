--- lua/hyla/course.lua

local check = require("tests.support.check")
local courses = require("hyla.course")
local fixture = require("tests.support.courses")

local T = {}

function T.every_instance_is_a_task_of_its_own()
  local course = fixture.open()
  local first, second = course.instances.one[1], course.instances.one[2]
  local other = course.instances.two[1]
  course.pool:close()
  check.equal(first.number .. second.number .. other.number, "123")
  local function marks(one)
    return one.cases.train[1].input.marks[1]
  end
  check.truthy(marks(first) ~= marks(second) and marks(first) ~= marks(other))
  check.truthy(course.worlds[3].facts.measures)
end

function T.the_same_seed_draws_the_same_instances()
  local one, two = fixture.open(1), fixture.open(1)
  one.pool:close()
  two.pool:close()
  local function answers(course)
    local list = {}
    for i, case in ipairs(course.instances.two[2].cases.validation) do
      list[i] = case.answer
    end
    return table.concat(list, " ")
  end
  check.equal(answers(one), answers(two))
end

function T.a_family_that_cannot_be_opened_is_named()
  local families = { { name = "odd", task = { module = "tests.support.no_such_task" } } }
  local course, message = courses.open({ families = families, instances = 1, seed = 1 })
  check.equal(course, nil)
  check.contains(message, "family odd: ")
end

return T

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

function T.a_family_may_have_limits_and_so_workers_of_its_own()
  local toy = { module = "tests.support.toy_task" }
  local limits = { cpu_seconds = 1, wall_seconds = 9, memory_bytes = 2 ^ 27, output_bytes = 2 ^ 18 }
  local own = { cpu_seconds = 2, wall_seconds = 9, memory_bytes = 2 ^ 27, output_bytes = 2 ^ 18 }
  local course = assert(courses.open({
    families = {
      { name = "one", task = toy },
      { name = "two", task = toy, limits = own, first = 2 },
      { name = "three", task = toy, limits = own },
    },
    instances = 2,
    seed = 5,
    workers = 1,
    limits = limits,
  }))
  local one, two, three = course.instances.one, course.instances.two, course.instances.three
  courses.close(course)
  check.equal(one[1].pool, course.pool)
  check.truthy(two[2].pool ~= one[1].pool and three[1].pool == two[2].pool)
  check.equal(two[1], nil)
  check.truthy(two[2].cases.train and three[2].cases.train)
end

function T.a_family_that_cannot_be_opened_is_named()
  local families = { { name = "odd", task = { module = "tests.support.no_such_task" } } }
  local course, message = courses.open({ families = families, instances = 1, seed = 1 })
  check.equal(course, nil)
  check.contains(message, "family odd: ")
end

return T

--- Courses: small schools for tests, on the toy task.

local courses = require("hyla.course")
local programs = require("hyla.program")
local shipped = require("hyla.shipped")

local M = {}

--- Opens a course of two families of toy tasks.
---
---@param workers? integer
---@return Course
function M.open(workers)
  local toy = { module = "tests.support.toy_task" }
  return assert(courses.open({
    families = { { name = "one", task = toy }, { name = "two", task = toy } },
    instances = 2,
    seed = 5,
    workers = workers or 2,
    limits = { cpu_seconds = 1, wall_seconds = 20, memory_bytes = 2 ^ 27, output_bytes = 2 ^ 18 },
  }))
end

--- Assembles a hyperagent with a policy.
---
---@param policy string
---@return Program
function M.program(policy)
  return assert(programs.assemble({
    agent = "agents.cold",
    policy = "agents.policy." .. policy,
    editors = shipped.editors(),
  }))
end

return M

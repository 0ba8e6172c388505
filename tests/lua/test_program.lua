--- lua/hyla/program.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local programs = require("hyla.program")
local scratch = require("tests.support.scratch")

local T = {}

function T.a_program_is_assembled_from_require_paths()
  local program = assert(programs.assemble({
    agent = "agents.cold",
    policy = "agents.policy.bandit",
    editors = { "editors.crossover" },
  }))
  check.contains(program.parts.agent, "cold-start agent")
  check.contains(program.parts["editors/crossover"], '"crossover"')
  check.equal(next(program.numbers), nil)
end

function T.a_missing_part_is_named()
  local program, message = programs.assemble({ agent = "agents.no", policy = "x", editors = {} })
  check.equal(program, nil)
  check.contains(message, "agents.no")
end

T.a_broken_part_is_reported_with_its_place = scratch.test(function(folder)
  local path = folder .. "/broken.lua"
  assert(files.write(path, "local x = 1\nlocal = 2\n"))
  local source, message = programs.read_part(path)
  check.equal(source, nil)
  check.contains(message, path .. ":2:7: ")
end)

function T.a_name_depends_on_sources_and_numbers_alone()
  local one = { parts = { agent = "1", b = "2" }, numbers = { n = 0.1 } }
  local same = { numbers = { n = 0.1 }, parts = { b = "2", agent = "1" } }
  check.equal(programs.id(one), programs.id(same))
  check.truthy(programs.id(one) ~= programs.id(programs.with(one, {}, { n = 0.2 })))
  check.truthy(programs.id(one) ~= programs.id(programs.with(one, { agent = "3" })))
  check.truthy(programs.id(one) ~= programs.id(programs.with(one, { b = "3" })))
end

function T.the_kit_is_all_but_the_agent_and_the_numbers()
  local one = { parts = { agent = "1", b = "2" }, numbers = { n = 0.1 } }
  check.equal(programs.kit(programs.with(one, { agent = "3" }, { n = false })), programs.kit(one))
  check.truthy(programs.kit(programs.with(one, { b = "3" })) ~= programs.kit(one))
  check.truthy(programs.kit(programs.with(one, { c = "3" })) ~= programs.kit(one))
end

return T

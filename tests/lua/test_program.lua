--- lua/hyla/program.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local programs = require("hyla.program")
local scratch = require("tests.support.scratch")

local T = {}

function T.a_program_is_assembled_from_require_paths()
  local program = assert(programs.assemble({
    agent = "agents.cold",
    policy = "agents.policy",
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
  local one = { parts = { a = "1", b = "2" }, numbers = { n = 0.1 } }
  local same = { numbers = { n = 0.1 }, parts = { b = "2", a = "1" } }
  check.equal(programs.id(one), programs.id(same))
  check.truthy(programs.id(one) ~= programs.id(programs.with(one, "a", "1", { n = 0.2 })))
end

return T

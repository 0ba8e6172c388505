--- lua/hyla/cli/config.lua

local check = require("tests.support.check")
local complaint = require("tests.support.runs").complaint
local json = require("cjson")
local program = require("tests.support.program")

local T = {}

function T.a_key_is_explained()
  check.equal(program.hyla("config explain search.budget").out, "search.budget\n"
    .. "  How many edits are tried.\n  wants    an integer of at least 1\n"
    .. "  default  300\n  option   --budget\n  file     hyla run\n")
end

function T.keys_are_an_object_as_well()
  local object = json.decode(program.hyla("config explain exam --json").out)
  check.equal(#object.keys, 2)
  check.equal(object.keys[1].key, "exam.instances")
  check.equal(object.keys[1].schema.minimum, 1)
end

function T.the_options_of_a_task_are_told()
  local words = "config explain task.level --task examples.paper_review.task"
  check.contains(program.hyla(words).out, "  wants    panel or text\n")
  check.contains(complaint("config explain --task no.such"), "--task: ")
end

function T.schemas_are_for_runs_and_for_studies()
  check.equal(json.decode(program.hyla("config schema").out).title, "A run of Hyla")
  check.equal(json.decode(program.hyla("config schema study").out).title, "A study of Hyla")
  check.contains(complaint("config schema stuyd"), "schema wants run or study, got stuyd")
end

function T.a_key_that_is_none_gets_a_guess()
  check.contains(complaint("config explain serach.budget"), "did you mean search.budget?")
  check.contains(complaint("config explian"), "'explain', 'schema'")
end

return T

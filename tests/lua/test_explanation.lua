--- lua/hyla/explanation.lua

local check = require("tests.support.check")
local configs = require("hyla.config")
local explanations = require("hyla.explanation")

local T = {}

local function keys_found(word)
  local names = {}
  for i, one in ipairs(assert(explanations.find(explanations.all(), word))) do
    names[i] = ("%s %s"):format(one.file, one.key)
  end
  return table.concat(names, ", ")
end

function T.every_key_says_what_it_means_takes_and_is()
  for _, one in ipairs(explanations.all()) do
    check.truthy(one.meaning:find("%.$"))
    check.truthy(#one.wants > 0)
    check.truthy(next(one.schema))
    check.truthy(not (one.default and one.is_required))
  end
end

function T.values_come_from_the_tables_that_check()
  local one = explanations.find(explanations.all(), "search.budget")[1]
  check.equal(one.meaning, "How many edits are tried.")
  check.equal(one.wants, "an integer of at least 1")
  check.equal(one.default, "300")
  check.equal(one.option, "--budget")
  check.falsy(one.is_required)
  check.truthy(explanations.find(explanations.all(), "task.module")[1].is_required)
end

function T.a_section_is_all_of_its_keys()
  check.equal(keys_found("exam"), "study exam.instances, study exam.length")
  local count = 0
  for _, row in ipairs(configs.keys) do
    count = count + (row.key:find("^program%.") and 1 or 0)
  end
  check.equal(#explanations.find(explanations.all(), "program"), count)
end

function T.a_key_is_found_by_its_name_and_under_any_name_of_the_users()
  check.equal(keys_found("window"), "run search.window")
  check.equal(keys_found("methods.mine.learns"), "study methods.*.learns")
  check.equal(keys_found("limits.cpu_seconds"), "run limits.cpu_seconds, study limits.cpu_seconds")
end

function T.a_word_that_is_no_key_gets_a_guess()
  local found, message = explanations.find(explanations.all(), "search.bugdet")
  check.equal(found, nil)
  check.contains(message, 'got "search.bugdet"; did you mean search.budget?')
end

function T.the_options_of_a_task_come_from_its_module()
  local list = assert(explanations.options("examples.paper_review.task"))
  local level = assert(explanations.find(list, "task.level"))[1]
  check.equal(level.wants, "panel or text")
  check.equal(level.default, '"panel"')
  check.falsy(explanations.options("no.such.task"))
end

return T

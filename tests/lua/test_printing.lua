--- runtime/script/printing.h

local check = require("tests.support.check")
local trial = require("tests.support.trial")

local T = {}

function T.things_are_named_by_their_type()
  local value = trial.value([[
    return { tostring({}), tostring(print), tostring(coroutine.create(print)), tostring(1LL) }
  ]])
  check.equal(table.concat(value, " "), "table function thread 1LL")
end

function T.plain_values_print_as_ever()
  local value = trial.value("return { tostring(nil), tostring(true), tostring(0.5) }")
  check.equal(table.concat(value, " "), "nil true 0.5")
end

function T.a_thing_may_print_itself()
  local source = "return tostring(setmetatable({}, { __tostring = function() return 'me' end }))"
  check.equal(trial.value(source), "me")
end

function T.formatting_shows_no_address_of_what_a_thing_gives_as_its_text()
  for _, inner in ipairs({ "{}", "print", "coroutine.create(print)" }) do
    for _, call in ipairs({ "('%%s'):format(%s)", "string.format('%%q', %s)" }) do
      local thing = ("setmetatable({}, { __tostring = function() return %s end })"):format(inner)
      local report = trial.run("return " .. call:format(thing))
      check.contains(report.message, "'__tostring' must return a string")
    end
  end
end

function T.formatting_shows_no_address()
  local value = trial.value("return ('%s|%5.2f|%d|%q|%%p'):format({}, 1.5, 3, 'x')")
  check.equal(value, 'table| 1.50|3|"x"|%p')
end

function T.an_address_format_is_denied()
  for _, format in ipairs({ "%p", "%d %p", "%-20p", "%%%p", "\0%p" }) do
    local report = trial.run(("pcall(string.format, %q, print) return 1"):format(format))
    check.equal(report.outcome, "denied")
    check.equal(report.message, "format %p")
  end
end

function T.printing_goes_nowhere()
  check.equal(trial.value("return select('#', print(1, 2, 3))"), 0)
end

return T

--- tests/support/summary.awk

local check = require("tests.support.check")
local program = require("tests.support.program")

local T = {}

--- Returns the status and the output for a log of ctest with these tests: { output, verdict }.
local function summarise(...)
  local log = os.tmpname()
  local file = assert(io.open(log, "w"))
  for i, test in ipairs({ ... }) do
    file:write(("%d/%d Testing: a/b\n"):format(i, select("#", ...)))
    file:write("Output:\n", test[1], "\n<end of output>\n", test[2], "\n")
  end
  file:close()
  local status, output = program.shell("awk -f tests/support/summary.awk " .. log)
  os.remove(log)
  return status, output
end

local CHECKS = "66%: Checks: 6, Failures: 1, Errors: 1"
local GOOD = { "100%: Checks: 3, Failures: 0, Errors: 0", "Test Passed." }

function T.counts_of_check_and_lua_add_up()
  local status, output = summarise(GOOD, { "4 passed, 0 failed", "Test Passed." })
  check.equal(status, 0)
  check.equal(output, "7 passed, 0 failed\n")
end

function T.failures_and_errors_both_fail()
  local status, output = summarise(GOOD, { CHECKS, "Test Failed." })
  check.equal(status, 1)
  check.equal(output, "FAILED a/b\n7 passed, 2 failed\n")
end

function T.a_crash_before_the_count_is_a_failure()
  local status, output = summarise(GOOD, { "Segmentation fault", "Test Failed." })
  check.equal(status, 1)
  check.equal(output, "FAILED a/b\n3 passed, 1 failed\n")
end

function T.a_crash_after_the_count_is_a_failure()
  local _, output = summarise({ "4 passed, 0 failed", "Test Failed." })
  check.equal(output, "FAILED a/b\n4 passed, 1 failed\n")
end

function T.a_test_that_counts_nothing_is_a_failure()
  local _, output = summarise({ "", "Test Passed." })
  check.equal(output, "FAILED a/b\n0 passed, 1 failed\n")
end

function T.a_missing_log_is_a_failure()
  local status, output = program.shell("awk -f tests/support/summary.awk nowhere.log")
  check.equal(status, 1)
  check.truthy(output:find("\n0 passed, 1 failed\n", 1, true))
end

return T

--- runtime/script/host.c

local check = require("tests.support.check")
local program = require("tests.support.program")

local T = {}

function T.the_project_is_found_from_any_folder()
  local binary = program.quote(os.getenv("HYLA_BINARY") or "build/hyla")
  local script = program.quote('print(type(require("tests.support.check")))')
  local command = ('p=$(realpath %s); cd / && "$p" -e %s'):format(binary, script)
  local status, output = program.shell(command)
  check.equal(status, 0)
  check.equal(output, "table\n")
end

function T.an_uncaught_error_ends_with_status_1_and_a_traceback()
  local status, _, errors = program.run("-e", 'error("it broke")')
  check.equal(status, 1)
  check.truthy(errors:find("it broke", 1, true))
  check.truthy(errors:find("stack traceback", 1, true))
end

function T.output_that_is_lost_is_a_failure()
  local result = program.hyla("--version >/dev/full")
  check.equal(result.status, 1)
  check.equal(result.err, "hyla: cannot write all of standard output\n")
end

-- a socket of a worker that takes the place of a closed stream hears what is printed
function T.closed_standard_streams_harm_no_worker()
  local binary = program.quote(os.getenv("HYLA_BINARY") or "build/hyla")
  local script = program.quote([[
    local trial = require("tests.support.trial")
    trial.with_pool(nil, function(pool)
      local before = pool:processes()[1]
      print("not for a worker")
      io.flush()
      local report = trial.report(pool, { source = "return 1" })
      io.stderr:write(report.outcome, tostring(pool:processes()[1] == before))
    end)
  ]])
  local status, output = program.shell(("%s -e %s 2>&1 >&-"):format(binary, script))
  check.equal(status, 1)
  check.equal(output, "oktruehyla: cannot write all of standard output\n")
end

function T.a_thousand_loops_stay_compiled()
  local flushes = 0
  local function count(what)
    flushes = flushes + (what == "flush" and 1 or 0)
  end
  jit.attach(count, "trace")
  for i = 1, 1500 do
    local loop = loadstring(("local s = 0 for i = 1, 200 do s = s + i * %d end return s"):format(i))
    check.equal(loop(), 20100 * i)
  end
  jit.attach(count)
  check.equal(flushes, 0)
end

return T

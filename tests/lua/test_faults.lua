--- Faults from outside: processes killed, signals by the hundred, no memory, a full disk, a host
--- that does not listen. No evaluation is lost or comes twice, and a run goes on as if nothing had
--- been.

local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local lint = require("tests.support.lint")
local program = require("tests.support.program")
local random = require("hyla.rng")
local scratch = require("tests.support.scratch")
local trial = require("tests.support.trial")

local T = {}

local TIERS = { "confirm", "screen", "repeat" }

-- some work, so that a killed worker has a job
local function source_of(i)
  return ("local s = 0 for k = 1, 3e5 do s = s + k %% 7 end return %d + s * 0"):format(i)
end

local function submit_all(pool, count, tier)
  local numbers = {}
  for i = 1, count do
    numbers[pool:submit({ source = source_of(i) }, { cpu_seconds = 5 }, tier)] = i
  end
  return numbers
end

--- Takes all reports and checks that each job has one, with its own value. Calls `disturb(i)`
--- before each. Returns how many did not live to tell.
local function take_all(pool, numbers, count, disturb)
  local lost = 0
  for i = 1, count do
    disturb(i)
    local ticket, report = pool:next()
    local number = numbers[ticket]
    check.truthy(number, "a report that nobody waits for")
    numbers[ticket] = nil
    lost = lost + (report.outcome == "ok" and 0 or 1)
    check.truthy(report.value == number or report.outcome == "crash", report.message)
  end
  check.equal(next(numbers), nil)
  check.equal(pcall(pool.next, pool), false)
  return lost
end

for _, tier in ipairs(TIERS) do
  T[("killed_workers_lose_no_job_at_the_%s_tier"):format(tier)] = function()
    local rng, count = random.new(1), 120
    trial.with_pool({ workers = 2 }, function(pool)
      local numbers = submit_all(pool, count, tier)
      local lost = take_all(pool, numbers, count, function(i)
        local pids = pool:processes()
        local victim = #pids > 1 and pids[1 + rng:integer(#pids - 1)] or 0
        if i % 4 == 0 and victim > 0 then
          os.execute(("kill -KILL %d 2>/dev/null"):format(victim))
        end
      end)
      check.truthy(lost <= count / 4)
      check.equal(trial.report(pool, { source = "return 7" }).value, 7)
    end)
  end

  T[("stopping_and_going_on_changes_nothing_at_the_%s_tier"):format(tier)] = function()
    trial.with_pool({ workers = 2 }, function(pool)
      local numbers = submit_all(pool, 60, tier)
      os.execute([[(for i in $(seq 100); do kill -STOP $PPID; kill -CONT $PPID
        sleep 0.002; done) </dev/null >/dev/null 2>&1 &]])
      check.equal(take_all(pool, numbers, 60, function() end), 0)
    end)
  end

  T[("a_host_that_listens_late_hears_all_at_the_%s_tier"):format(tier)] = function()
    local wide = "return { %d, ('x'):rep(30000) }"
    trial.with_pool({ workers = 2 }, function(pool)
      local tickets = {}
      for i = 1, 200 do
        tickets[i] = pool:submit({ source = wide:format(i), padding = ("p"):rep(5000) }, nil, tier)
      end
      os.execute("sleep 0.3")
      for i = 200, 1, -1 do
        local report = pool:wait(tickets[i])
        check.equal(report.outcome, "ok")
        check.equal(report.value[1], i)
        check.equal(#report.value[2], 30000)
      end
    end)
  end
end

function T.a_killed_template_hangs_nobody()
  trial.with_pool({ workers = 2 }, function(pool)
    trial.report(pool, { source = "return 1" })
    os.execute(("kill -KILL %d"):format(pool:processes()[1]))
    for i = 1, 20 do
      local ok, report = pcall(trial.report, pool, { source = source_of(i) })
      check.truthy(not ok or report.outcome == "crash" or report.value == i)
    end
  end)
end

local CONFIG = [[
task: { module: tests.support.toy_task }
search: { budget: 6, window: 3, workers: 1 }
]]

--- Calls `use(words)` with the words of a run on the toy task, and the archive it should end with.
local function with_run(use)
  scratch.with(function(folder)
    local config = folder .. "/toy.yaml"
    assert(files.write(config, CONFIG))
    local whole = program.hyla(("run %s --out %s/whole --json"):format(config, folder))
    check.equal(whole.status, 0)
    local archive = json.decode(whole.out:match("([^\n]*)\n$")).archive
    use(("run %s --out %s/cut --json"):format(config, folder), archive, folder)
  end)
end

local function check_resumed(words, archive, folder)
  if not io.open(folder .. "/cut/archive.db") then
    return -- it had not begun
  end
  local resumed = program.hyla(words .. " --resume")
  if resumed.status == 0 then
    check.equal(json.decode(resumed.out:match("([^\n]*)\n$")).archive, archive)
  else
    check.contains(resumed.err, "no run to resume")
  end
  os.execute(("rm -rf '%s/cut'"):format(folder))
end

function T.a_run_goes_on_after_a_full_disk()
  with_run(function(words, archive, folder)
    for _, blocks in ipairs({ 16, 96, 160, 256, 512 }) do
      local wrapper = ("sh -c 'trap \"\" XFSZ; ulimit -f %d; exec \"$@\"' -"):format(blocks)
      local cut = program.hyla(words, nil, wrapper)
      check.truthy(cut.status ~= 0 or cut.out:find(archive, 1, true))
      check.truthy(cut.status < 128, cut.err) -- it says so, and does not die of a signal
      check_resumed(words, archive, folder)
    end
  end)
end

-- once: a job whose worker dies a second time is a crash
function T.a_run_does_not_notice_that_its_workers_died()
  with_run(function(words, archive, folder)
    for _, seconds in ipairs({ 0.2, 0.35, 0.5, 0.8 }) do
      local wrapper = ([[sh -c '"$@" & host=$!; sleep %g
        for template in $(cat /proc/$host/task/*/children); do
          kill -KILL $(cat /proc/$template/task/*/children) ; done 2>/dev/null
        wait $host' -]]):format(seconds)
      local disturbed = program.hyla(words, nil, wrapper)
      check.equal(disturbed.status, 0)
      check.contains(disturbed.out, archive)
      os.execute(("rm -rf '%s/cut'"):format(folder))
    end
  end)
end

local function within(kilobytes)
  return ("sh -c 'ulimit -v %d; exec \"$@\"' -"):format(kilobytes)
end

function T.no_memory_is_a_message()
  if program.hyla("version", nil, within(4000000)).status ~= 0 then
    return print("skipped: this build reserves more than the address space it would be given")
  end
  for _, kilobytes in ipairs({ 30000, 200000, 1000000, 4000000 }) do
    local wrapper = within(kilobytes)
    local result = program.hyla("tests/support/open_pool.lua", nil, wrapper)
    check.truthy(result.status <= 2 or result.status == 127, result.err)
  end
end

function T.nothing_is_left_of_a_closed_pool()
  local function children()
    return #lint.output("cat /proc/$PPID/task/*/children | tr ' ' '\\n'")
  end
  local before = children()
  for _ = 1, 5 do
    trial.with_pool({ workers = 3 }, function(pool)
      submit_all(pool, 10, "screen")
      submit_all(pool, 10, "confirm")
    end)
  end
  check.equal(children(), before)
end

return T

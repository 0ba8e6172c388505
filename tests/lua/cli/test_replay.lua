--- lua/hyla/cli/replay.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local program = require("tests.support.program")
local replay = require("hyla.cli.replay")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")

local MUTATE = assert(files.read("editors/mutate_constant.lua"))

-- a run of 13 entries with one swap
local function test(use)
  return scratch.test(function(folder)
    local config = searches.config({ budget = 12 })
    local run = assert(runs.open(config, {}))
    assert(runs.start(run, folder .. "/run", config))
    assert(runs.search(run, function(entry)
      if entry.n == 4 then
        local part = "editors/mutate_constant"
        local source = MUTATE .. "-- another\n"
        run.swaps:stage({ part = part, source = source, was = MUTATE, reason = "swapped" })
      end
    end))
    run.pool:close()
    use(folder, run.archive)
    run.archive:close()
  end)
end

local T = {}

T.a_run_with_a_swap_gives_the_same_again = test(function(folder, archive)
  local words = ("replay %s/run --out %s/again --workers 2 --json"):format(folder, folder)
  local result = program.hyla(words)
  check.equal(result.status, 0)
  local object = json.decode(result.out)
  check.equal(object.same, 13)
  check.equal(object.swaps, 1)
  local again = assert(archives.open(folder .. "/again", "read"))
  check.equal(again:hash(), archive:hash())
  again:close()
end)

T.a_plain_line_says_so_and_nothing_is_kept = test(function(folder)
  local result = program.hyla(("replay %s/run"):format(folder))
  check.equal(result.out, "the same 13 entries, with 1 swap\n")
end)

T.the_first_entry_that_differs_is_told = scratch.test(function(folder)
  searches.search(folder .. "/run", { budget = 6 }).archive:close()
  local task = require("tests.support.toy_task")
  local open, measured = task.open, 0
  task.open = function(...)
    local one = open(...)
    local measure = one.measure
    one.measure = function(...)
      measured = measured + 1
      return measure(...) - (measured > 3 and 0.125 or 0)
    end
    return one
  end
  local status, message, failure = replay.run({ run = folder .. "/run" })
  task.open = open
  check.equal(status, nil)
  check.equal(failure, 1)
  check.truthy(message:find("^entry %d differs: its score is %S+, was %S+$"))
end)

T.bad_input_is_one_line = scratch.test(function(folder)
  local result = program.hyla("replay " .. folder)
  check.equal(result.status, 2)
  check.contains(result.err, "wanted the folder of a run")
  searches.search(folder .. "/run").archive:close()
  result = program.hyla(("replay %s/run --out %s/run"):format(folder, folder))
  check.equal(result.status, 2)
  check.contains(result.err, "--out wants a new folder")
end)

return T

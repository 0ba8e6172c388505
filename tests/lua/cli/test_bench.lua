--- lua/hyla/cli/bench.lua

local check = require("tests.support.check")
local json = require("cjson")
local program = require("tests.support.program")

local T = {}

local QUICK = "bench tensor --only add/16 --rounds 3 --seconds 0.001"

function T.it_prints_a_line_for_each_case()
  local result = program.hyla(QUICK)
  check.equal(result.status, 0)
  check.truthy(result.out:find("^add/16 +[%d.]+ [nu]s +%([%d.]+ [nu]s to [%d.]+ [nu]s%)\n$"))
end

function T.json_has_seconds_a_call()
  local object = json.decode(program.hyla(QUICK .. " --json").out)
  check.equal(#object.cases, 1)
  check.equal(object.cases[1].name, "add/16")
  check.truthy(object.cases[1].median > 0 and object.cases[1].median < 1e-3)
end

function T.more_threads_are_timed_by_the_clock()
  local object = json.decode(program.hyla(QUICK .. " --threads 2 --json").out)
  check.equal(object.clock, "clock time")
  check.equal(object.threads, 2)
end

function T.bad_words_are_refused_in_one_line()
  for words, part in pairs({
    ["bench tensr"] = 'got "tensr"',
    ["bench tensor --only nothing"] = '"nothing"',
    ["bench tensor --rounds 0"] = "at least 1 round",
    ["bench tensor --threads 0"] = "wanted 1 to 64 threads, got 0",
  }) do
    local result = program.hyla(words)
    check.equal(result.status, 2)
    check.contains(result.err, part)
  end
end

return T

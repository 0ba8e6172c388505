--- lua/hyla/cli/eval.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local grants = require("hyla.grants")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("tests.support.runs")
local scratch = require("tests.support.scratch")

local CONFIG = "task: { module: tests.support.toy_task }\nlimits: { cpu_seconds: 0.3 }\n"

-- what eval says of an agent's source
local function eval(source, flags)
  local result
  scratch.with(function(folder)
    assert(files.write(folder .. "/toy.yaml", CONFIG))
    assert(files.write(folder .. "/agent.lua", source))
    local words = ("eval %s/agent.lua --task %s/toy.yaml %s"):format(folder, folder, flags or "")
    result = program.hyla(words)
  end)
  check.equal(result.status, 0)
  return result.out
end

local function object(source)
  return json.decode(eval(source, "--json"))
end

-- what eval says of a function of a number
local function sixteen(source, flags)
  local result
  scratch.with(function(folder)
    assert(files.write(folder .. "/f.lua", source))
    local words = "eval %s/f.lua --task tests/tasks/sixteen.yaml --json %s"
    result = program.hyla(words:format(folder, flags or ""))
  end)
  check.equal(result.status, 0)
  return json.decode(result.out)
end

local T = {}

function T.a_function_of_a_number_is_scored_by_its_error()
  local exact = sixteen("return function(x) return x * x + 1 end")
  check.equal(exact.outcome, "ok")
  check.equal(exact.score, 0)
  check.equal(sixteen("return function(x) return x * x - 1 end").score, -4)
end

function T.what_is_no_finite_number_is_bad_output()
  local inf = sixteen("return function(x) return x < 8 and x or 1 / 0 end")
  check.equal(inf.outcome, "bad_output")
  check.contains(inf.message, "wants a finite number, got inf")
  check.equal(inf.score, nil)
  check.equal(sixteen("return function() end").outcome, "bad_output")
  check.contains(sixteen("return function() return 1e200 end").message, "measures as a finite")
  check.contains(sixteen("return nil").message, "agent wants to be a table, got a nil")
end

function T.an_agent_is_scored_on_the_validation_cases()
  local right = object([[
return function(marks)
  local room = {}
  for i = 1, 1e5 do room[i] = i end
  return marks[1] + marks[2] + marks[3] > 1.5 and "high" or "low"
end]])
  check.equal(right.outcome, "ok")
  check.equal(right.score, 1)
  check.truthy(right.cpu_seconds > 0 and right.peak_bytes > 0)
end

function T.outcomes_come_back_with_their_reason()
  check.equal(object("return return").outcome, "syntax")
  check.equal(object("while true do end").outcome, "timeout")
  check.equal(object("return function() os.exit() end").outcome, "denied")
  local broken = object("return function() error('no idea') end")
  check.equal(broken.outcome, "error")
  check.contains(broken.message, "agent:1: no idea")
  check.equal(broken.score, nil)
end

function T.for_people_it_is_a_few_lines()
  local out = eval("return function() return 'high' end")
  check.contains(out, "outcome  ok\ntier     confirm\nscore    0.")
  check.contains(out, "\nwalls    seccomp")
end

function T.a_message_of_several_lines_is_told_in_one()
  local out = eval("error('no\\nscore    1.0')")
  check.contains(out, "message  agent:1: no score    1.0\nscore    -\n")
end

function T.answers_by_place_are_worth_nothing()
  local by_place = sixteen([[
local i = -7.5
return function() i = i + 1 return i * i + 1 end]])
  check.equal(by_place.outcome, "ok")
  check.truthy(by_place.score < -10)
end

function T.it_goes_as_far_as_it_is_asked_to()
  local source = "return function(x) return x * x + 1 end"
  for _, tier in ipairs({ "screen", "repeat", "confirm" }) do
    local object_of_tier = sixteen(source, "--tier " .. tier)
    check.equal(object_of_tier.tier, tier)
    check.equal(object_of_tier.score, 0)
  end
  local looked_at = sixteen(source, "--tier gate")
  check.equal(looked_at.tier, "gate")
  check.equal(looked_at.outcome, "ok")
  check.equal(looked_at.score, nil)
  check.equal(sixteen("return return", "--tier screen").tier, "gate")
  check.equal(sixteen("return function(x) return tonumber(2LL) * x end").tier, "confirm")
end

function T.a_tier_that_is_none_is_bad_input()
  check.contains(runs.complaint("eval a.lua --task b.yaml --tier hidden"), "--tier wants gate,")
end

function T.what_is_granted_in_other_builds_only_is_bad_input()
  if #grants.names() == 0 then
    local line = runs.complaint("eval a.lua --task b.yaml --grant ffi")
    check.contains(line, "--grant wants a grant of this build, got ffi")
    check.contains(line, "-DHYLA_TEST_GRANTS=ON")
  end
  check.contains(runs.complaint("eval a.lua --task b.yaml --grant os"), "got os")
end

function T.a_granted_library_stops_at_the_wall()
  if #grants.names() == 0 then
    return print("skipped: this build grants nothing")
  end
  local forks = "ffi.cdef'int fork(void);' ffi.C.fork()"
  for _, tier in ipairs({ "screen", "confirm" }) do
    check.equal(sixteen(forks, "--grant ffi --tier " .. tier).outcome, "denied")
  end
end

T.without_seccomp_nothing_runs_unless_told = scratch.test(function(folder)
  assert(files.write(folder .. "/f.lua", "return function(x) return x * x + 1 end"))
  local words = ("eval %s/f.lua --task tests/tasks/sixteen.yaml --json "):format(folder)
  local refused = program.hyla(words, nil, program.without_seccomp())
  check.equal(refused.status, 2)
  check.contains(refused.err, "no sandbox without seccomp")
  check.contains(refused.err, "--unsafe")
  local allowed = program.hyla(words .. "--unsafe", nil, program.without_seccomp())
  check.equal(allowed.status, 0)
  check.contains(allowed.err, "UNSAFE: no seccomp here")
  local said = json.decode(allowed.out)
  check.equal(said.score, 0)
  check.truthy(said.walls[1] ~= "seccomp")
end)

function T.a_file_that_is_not_there_is_bad_input()
  check.contains(runs.complaint("eval no.lua --task no.yaml"), "no.lua")
end

return T

--- lua/hyla/study/config.lua

local check = require("tests.support.check")
local configs = require("hyla.study.config")
local files = require("hyla.files")
local scratch = require("tests.support.scratch")

local SMALL = "tests/support/small_study.yaml"

local T = {}

function T.a_study_is_read_with_what_it_leaves_open()
  local config = assert(configs.load(SMALL, { workers = 3 }))
  check.equal(config.study.seeds, 2)
  check.equal(config.study.seed, 1)
  check.equal(config.study.workers, 3)
  check.equal(table.concat(config.order, " "), "uniform learned")
  check.equal(config.methods.learned.constants.LONGEST, 2)
  check.equal(config.report.compounding, 10)
end

function T.what_decides_the_results_is_told_from_what_does_not()
  local one, two = assert(configs.load(SMALL)), assert(configs.load(SMALL))
  two.study.workers, two.study.seeds, two.report.ks = 7, 9, { 1 }
  check.equal(configs.text(one), configs.text(two))
  two.exam.length = 5
  check.truthy(configs.text(one) ~= configs.text(two))
end

function T.methods_may_join_a_study_and_stay_what_they_are()
  local one, two = assert(configs.load(SMALL)), assert(configs.load(SMALL))
  local before = configs.text(one)
  two.methods.learned.label, two.methods.other = "renamed", { policy = "agents.policy.prior" }
  local both = assert(configs.join(before, two))
  check.equal(configs.join(both, one), both)
  two.methods.learned.constants = { LONGEST = 3 }
  check.equal(select(2, configs.join(both, two)), "methods.learned")
  one.exam.length = 5
  check.equal(select(2, configs.join(both, one)), "exam")
end

function T.kept_families_may_have_other_limits()
  local one, two = assert(configs.load(SMALL)), nil
  scratch.with(function(folder)
    local source = assert(files.read(SMALL)):gsub("memory_bytes", "kept: { work: 7 }, memory_bytes")
    assert(files.write(folder .. "/kept.yaml", source))
    two = assert(configs.load(folder .. "/kept.yaml"))
  end)
  check.equal(one.kept_limits, nil)
  check.equal(two.limits.kept, nil)
  check.equal(two.limits.work, 0)
  check.equal(two.kept_limits.work, 7)
  check.equal(two.kept_limits.cpu_seconds, two.limits.cpu_seconds)
  check.equal(select(2, configs.join(configs.text(one), two)), "kept_limits")
end

-- what is said of the small study with one text put in place of another
local function complaint(from, to)
  local message
  scratch.with(function(folder)
    local source = assert(files.read(SMALL))
    local first, last = source:find(from, 1, true)
    source = source:sub(1, first - 1) .. to .. source:sub(last + 1)
    assert(files.write(folder .. "/bad.yaml", source))
    local config
    config, message = configs.load(folder .. "/bad.yaml")
    check.equal(config, nil)
  end)
  return message:match("[^/]+$")
end

function T.a_fault_is_told_with_its_place()
  check.equal(
    complaint("seeds: 2", "seeds: two"),
    'bad.yaml:1:39: study.seeds wants an integer from 1 to 10000, got "two"'
  )
  check.contains(complaint("without: [", "wihtout: ["), "is not a key here; did you mean without?")
  check.contains(complaint("policy: agents.policy.uniform, ", ""), "methods.uniform wants a policy")
  check.contains(
    complaint("one: { module: tests.support.toy_task }", "one: { kind: x }"),
    "families.one wants a module"
  )
  check.contains(complaint("[12, 24]", "[]"), "wants a list of whole numbers from 1")
  check.contains(complaint("cpu_seconds: 1", "kept: { fun: 1 }"), "unknown key limits.fun")
  check.contains(complaint("title: A small study, ", ""), "study.title is missing")
  check.contains(
    complaint("ks: [2, 4],", "ks: [2, 4], without: { a: [b] },"),
    "report.without wants names with texts"
  )
end

return T

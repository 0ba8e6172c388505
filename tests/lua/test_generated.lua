--- lua/hyla/generated.lua

local check = require("tests.support.check")
local generated = require("hyla.generated")
local random = require("hyla.rng")
local tasks = require("hyla.task")

local T = {}

-- a family of one number, which is high in a share of the cases
local function family_of(share)
  return {
    name = "numbers",
    schema = { fields = { { name = "x", kind = "number" } }, answers = { "low", "high" } },
    instance = function(rng)
      local shift = rng:uniform()
      return {
        case = function(draws)
          local x = draws:uniform()
          return { x = x + shift }, x < share and "high" or "low"
        end,
      }
    end,
  }
end

local function open(family, given)
  local options = { train = 10, validation = 20, test = 30 }
  for key, value in pairs(given or {}) do
    options[key] = value
  end
  return generated.open(family, options, { data = {}, rng = random.new(1) })
end

local function loaded(family, given)
  local task = open(family, given)
  assert(task:load())
  return task
end

function T.every_family_takes_the_counts_of_its_splits()
  local options = generated.options({ kind = { meaning = "which" } })
  check.equal(options.train.default, 40)
  check.equal(options.validation.default, 40)
  check.equal(options.test.default, 100)
  check.equal(options.kind.meaning, "which")
end

function T.nothing_is_drawn_before_it_is_loaded()
  local family = family_of(0.5)
  function family.instance()
    error("drawn")
  end
  local task = open(family)
  check.fails("load the task before", task.cases, task, "train")
  check.fails("drawn", task.load, task)
end

function T.it_keeps_the_contract_of_a_task()
  local cases = assert(tasks.load(open(family_of(0.5))))
  check.equal(#cases.train, 10)
  check.equal(#cases.validation, 20)
  check.equal(#cases.test, 30)
end

function T.a_split_that_is_none_is_named()
  local task = loaded(family_of(0.5))
  check.fails("wanted train, validation or test, got dev", task.cases, task, "dev")
end

function T.cases_are_fresh_each_time()
  local task = loaded(family_of(0.5))
  local case = task:cases("train")[1]
  local x = case.input.x
  case.input.x, case.answer = 0, "spoilt"
  check.equal(task:cases("train")[1].input.x, x)
  check.truthy(task:cases("train")[1].answer ~= "spoilt")
end

function T.more_cases_are_more_of_the_same_instance()
  local few, many = loaded(family_of(0.5)), loaded(family_of(0.5), { train = 500 })
  for i, case in ipairs(few:cases("train")) do
    check.equal(many:cases("train")[i].input.x, case.input.x)
  end
  check.equal(many:cases("test")[1].input.x, few:cases("test")[1].input.x)
end

function T.a_rare_class_is_in_every_split_all_the_same()
  for seed = 1, 20 do
    local task = open(family_of(0.05))
    task.rng = random.new(seed)
    assert(task:load())
    local count = 0
    for _, case in ipairs(task:cases("train")) do
      count = count + (case.answer == "high" and 1 or 0)
    end
    check.truthy(count > 0)
  end
end

function T.a_class_that_never_comes_is_a_message()
  local done, message = open(family_of(-1)):load()
  check.equal(done, nil)
  check.equal(message, "numbers: 10 cases of train lack a class")
end

function T.the_measure_fits_the_kind_of_answers()
  local family = family_of(0.5)
  local task = loaded(family)
  check.equal(task:measure({ "high" }, { { answer = "low" } }), -1)
  task.schema.answers = "number"
  check.equal(task:measure({ 1, 2 }, { { answer = 1 }, { answer = 2 } }), 1)
end

function T.a_family_may_bring_a_measure_of_its_own()
  local family = family_of(0.5)
  function family.measure(instance, answers, cases)
    return instance.case ~= nil and #answers + #cases
  end
  check.equal(loaded(family):measure({ "high" }, { {}, {} }), 3)
end

function T.limits_grow_with_the_cases()
  local small, large = open(family_of(0.5)).limits, open(family_of(0.5), { train = 20000 }).limits
  check.equal(small.cpu_seconds, 1)
  check.equal(large.cpu_seconds, 21)
  check.equal(large.memory_bytes - small.memory_bytes, 20 * 2 ^ 26)
end

return T

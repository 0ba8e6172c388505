--- lua/hyla/json_schema.lua

local canonical = require("hyla.canonical")
local check = require("tests.support.check")
local configs = require("hyla.config")
local explanations = require("hyla.explanation")
local files = require("hyla.files")
local lint = require("tests.support.lint")
local schemas = require("hyla.json_schema")
local scratch = require("tests.support.scratch")
local validator = require("tests.support.schema")
local yaml = require("hyla.yaml")

local T = {}

local function problem(text, schema)
  return validator.problem(yaml.parse(text, "f"), schema)
end

function T.every_example_keeps_to_its_schema()
  local run, study, count = schemas.run(), schemas.study(), 0
  for _, path in ipairs(lint.files("^examples/.*%.yaml$")) do
    local text = files.read(path)
    local schema = text:find("\nmethods:", 1, true) and study or run
    check.equal(problem(text, schema), nil)
    count = count + 1
  end
  check.truthy(count > 5)
end

--- Mistakes that a config has when it is read, and that an editor has to mark by the schema.
local MISTAKES = {
  "task: { module: examples.paper_review.task }\nsaerch: { budget: 3 }",
  "task: { module: examples.paper_review.task }\nsearch: { bugdet: 3 }",
  "task: { module: examples.paper_review.task }\nsearch: { budget: 0 }",
  "task: { module: examples.paper_review.task }\nsearch: { budget: 1.5 }",
  "task: { module: examples.paper_review.task }\nsearch: { budget: many }",
  "task: { module: examples.paper_review.task }\nsearch: { race: 0.7 }",
  "task: { module: examples.paper_review.task }\nprogram: { editors: [] }",
  "task: { module: examples.paper_review.task }\nprogram: { editors: editors.widen }",
  "task: { module: examples/paper_review/task.lua }",
  "task: { level: panel }",
  "search: { budget: 3 }",
}

T.what_a_config_may_not_say_the_schema_forbids = scratch.test(function(folder)
  local schema = schemas.run()
  for _, text in ipairs(MISTAKES) do
    assert(files.write(folder .. "/f.yaml", text))
    check.falsy(configs.load(folder .. "/f.yaml"))
    check.truthy(problem(text, schema))
  end
end)

function T.what_is_left_empty_counts_as_left_out()
  local text = "task: { module: a.b }\nsearch: { budget: }"
  check.equal(problem(text, schemas.run()), nil)
end

function T.the_options_of_a_task_are_checked_where_it_is_known()
  local schema = schemas.run(assert(explanations.options("examples.paper_review.task")))
  local text = "task: { module: examples.paper_review.task, level: %s }"
  check.equal(problem(text:format("panel"), schema), nil)
  check.equal(problem(text:format("pannel"), schema), "task level is none of these")
  check.equal(problem("task: { module: a, x: 1 }", schema), "task x is not known")
  check.equal(problem("task: { module: a, x: 1 }", schemas.run()), nil)
end

function T.methods_of_studies_are_checked()
  local text = "study: { title: a }\ntraining: { budgets: [1] }\nfamilies: { a: { module: b } }\n"
    .. "methods: { m: { policy: p, %s } }"
  local schema = schemas.study()
  check.equal(problem(text:format("learns: true"), schema), nil)
  check.equal(problem(text:format("learns: 1"), schema), "methods m learns has another type")
  check.equal(problem(text:format("labl: x"), schema), "methods m labl is not known")
  check.truthy(problem(text:gsub("policy: p, %%s", "label: x"), schema))
end

function T.schemas_are_json_and_say_what_keys_mean()
  for _, schema in ipairs({ schemas.run(), schemas.study() }) do
    check.truthy(canonical.encode(schema))
  end
  local budget = schemas.run().properties.search.properties.budget
  check.equal(budget.description, "How many edits are tried.")
  check.equal(budget.default, 300)
  check.equal(budget.minimum, 1)
end

return T

--- editors/*.lua: what every editor owes, and what each of them does to the cold agent

local check = require("tests.support.check")
local facts = require("hyla.facts")
local random = require("hyla.rng")
local shipped = require("hyla.shipped")
local syntax = require("hyla.syntax")

-- an editor is tried by lying in its folder
local EDITORS = {}
for i, module in ipairs(shipped.editors()) do
  EDITORS[i] = module:match("[%w_]+$")
end

local schema = {
  answers = { "no", "yes" },
  fields = { { name = "title", kind = "text" }, { name = "ratings", kind = "numbers" } },
}

local function cases()
  local list = {}
  for i = 1, 40 do
    local is_yes = i % 2 == 0
    local input = { title = is_yes and "fine work" or "poor work", ratings = { is_yes and 7 or 3 } }
    list[i] = { answer = is_yes and "yes" or "no", input = input }
  end
  return list
end

local function read(path)
  local file = assert(io.open(path))
  local source = file:read("*a")
  file:close()
  return source
end

local COLD = read("agents/cold.lua")

local function context(part)
  return {
    part = part or "agent",
    schema = schema,
    facts = facts.measure(schema, cases()),
    numbers = {},
    gradient = {},
  }
end

-- a program of one part, and one random edit of it: the changed program, or nil
local function edit(name, source, about, rng)
  local editor = require("editors." .. name)
  local tree = assert(syntax.parse(source))
  local sites = editor.sites(tree, about)
  if #sites == 0 then
    return nil, "no site"
  end
  local site = sites[rng:integer(#sites)]
  local values = {}
  for _, spec in ipairs(editor.arguments(tree, site, about)) do
    values[spec.name] = require("hyla.argument").draw(spec, "random", rng, 0).value
  end
  local change, message = editor.apply(tree, site, values, about)
  check.equal(syntax.print(tree), source)
  return change and syntax.print(change.tree), change and change.numbers or message
end

local function apply(name, source, about)
  return edit(name, source, about or context(), random.new(1))
end

local T = {}

function T.every_editor_has_the_contract()
  check.truthy(#EDITORS >= 12)
  for _, name in ipairs(EDITORS) do
    local editor = require("editors." .. name)
    check.equal(editor.name, name)
    for _, key in ipairs({ "sites", "arguments", "apply" }) do
      check.equal(type(editor[key]), "function")
    end
  end
end

function T.a_hundred_random_edits_leave_source_that_parses()
  for seed = 1, 10 do
    local rng, source, about = random.new(seed), COLD, context()
    about.mate = { tree = assert(syntax.parse(COLD)), numbers = {} }
    for step = 1, 100 do
      local name = EDITORS[rng:integer(#EDITORS)]
      local changed, numbers = edit(name, source, about, rng)
      if changed then
        local tree, message = syntax.parse(changed)
        check.truthy(tree or error(("%s, step %d: %s\n%s"):format(name, step, message, changed)))
        source = changed
        for key, value in pairs(numbers or {}) do
          about.numbers[key] = value or nil
        end
      end
    end
  end
end

function T.editors_also_edit_the_policy_and_each_other()
  for _, path in ipairs({ "agents/policy/bandit.lua", "editors/add_memory.lua" }) do
    local changed = apply("mutate_constant", read(path), context("policy"))
    check.truthy(changed and syntax.parse(changed))
  end
end

function T.add_statistic_lets_look_see_a_number()
  check.contains(apply("add_statistic", COLD), "\n  x[#x + 1] = ")
end

function T.add_text_feature_counts_a_word_of_a_field()
  local changed = apply("add_text_feature", COLD)
  check.contains(changed, 'x[#x + 1] = text.rate(input.title, "')
  check.contains(changed, 'local text = require("hyla.kit.text")')
end

function T.standardise_scales_in_learn_and_in_act()
  local changed = apply("standardise", COLD)
  check.contains(changed, "  state.scale = stat.scale(rows)\n")
  check.contains(changed, "  row = stat.rescale(row, state.scale)\n")
  check.equal(apply("standardise", changed), nil)
end

function T.lift_and_lower_are_each_others_undoing()
  local about = context()
  local lifted, numbers = apply("lift_constant", COLD, about)
  check.contains(lifted, "numbers.n1")
  about.numbers = numbers
  local lowered, dropped = apply("lower_constant", lifted, about)
  check.falsy(lowered:find("numbers.n1", 1, true))
  check.equal(dropped.n1, false)
end

function T.change_schedule_replaces_the_course_and_not_the_rate()
  local changed = assert(apply("change_schedule", COLD))
  check.contains(changed, "return first * ")
  local editor = require("editors.change_schedule")
  local tree = assert(syntax.parse(changed))
  local again = editor.apply(tree, editor.sites(tree)[1], { course = "constant" })
  check.equal(syntax.print(again.tree), COLD)
end

function T.keep_best_remembers_the_best_weights()
  local changed = apply("keep_best", COLD)
  check.contains(changed, "\n  weights = best\n")
  check.equal(apply("keep_best", changed), nil)
end

function T.swap_optimiser_takes_another_one()
  local changed = apply("swap_optimiser", COLD)
  check.contains(changed, "local optimiser = optim.")
  check.falsy(changed:find("local optimiser = optim.sgd", 1, true))
end

function T.crossover_takes_a_function_with_what_it_requires()
  local about = context()
  local richer = apply("add_statistic", COLD, about)
  about.mate = { tree = assert(syntax.parse(richer)), numbers = {} }
  check.equal(apply("crossover", COLD, about), richer)
end

function T.delete_statement_takes_one_statement_away()
  local changed = apply("delete_statement", COLD)
  check.truthy(#changed < #COLD)
end

return T

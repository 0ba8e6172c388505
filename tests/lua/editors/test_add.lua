--- editors/add_*.lua: what an agent sees of a case, and what its model is made of

local check = require("tests.support.check")
local grown = require("tests.support.grown")

local ALL = { "add_looks", { count = 6 } }
local RIDGE = { "solve_first", { penalty = 0.1 } }
local ANSWER_ALL = { "set_threshold", { by = "none" } }
local STANDARD = { "standardise" }

-- the mean score of a chain that sees all columns, standardised, does what is given, solves its
-- linear model, and answers every case
local function with(given, ...)
  local chain = { ALL, STANDARD }
  for _, step in ipairs({ ... }) do
    chain[#chain + 1] = step
  end
  chain[#chain + 1] = RIDGE
  if given.answer ~= "number" then
    chain[#chain + 1] = ANSWER_ALL
  end
  return grown.score(chain, given)
end

local T = {}

function T.statistics_of_fields_tell_what_is_linear()
  check.truthy(with({ kind = "linear" }) > 0.6)
  check.truthy(with({ kind = "linear", answer = "number" }) > 0.9)
end

function T.products_tell_an_exclusive_or()
  check.truthy(with({ kind = "xor" }) < 0.3)
  check.truthy(with({ kind = "xor" }, { "add_interactions", { columns = 4 } }) > 0.7)
end

function T.squares_tell_a_ring()
  local rings = { kind = "rings", answer = "number" }
  check.truthy(with(rings) < 0.1)
  check.truthy(with(rings, { "add_squares", { columns = 4 } }) > 0.8)
end

function T.cases_that_lie_near_tell_what_no_column_does()
  check.truthy(with({ kind = "xor" }, { "add_similarity", { by = "neighbours" } }) > 0.4)
end

function T.the_centres_of_the_classes_tell_them_apart()
  local chain = { ALL, STANDARD, { "add_similarity", { by = "centres" } }, ANSWER_ALL }
  check.truthy(grown.score(chain, { kind = "linear" }) > 0.4)
end

function T.a_memory_knows_what_a_source_adds()
  local source = { kind = "source_bias" }
  local without = with(source)
  check.truthy(without < 0.5)
  for _, statistic in ipairs({ "mean", "recent" }) do
    check.truthy(with(source, { "add_memory", { statistic = statistic } }) > without + 0.2)
  end
  source.answer = "number"
  check.truthy(with(source, { "add_memory", { statistic = "mean" } }) > 0.75)
end

function T.a_memory_answers_all_that_it_can_be_asked()
  local table_ = grown.table({ kind = "source_bias" })
  local source = grown.COLD
  for _, statistic in ipairs({ "count", "evidence", "mean", "recent" }) do
    source = assert(grown.edit("add_memory", source, table_.about, { statistic = statistic }))
    check.equal(grown.edit("add_memory", source, table_.about, { statistic = statistic }), nil)
  end
  check.equal(select(2, source:gsub("memory%.new", "")), 1)
  check.equal(#grown.run(source, table_).state.memory.source.keys, 8)
end

function T.a_hidden_layer_bends_the_model()
  local xor = grown.table({ kind = "xor", answer = "number" })
  local wide = { "add_hidden", { width = 16 } }
  local source = grown.chain({ ALL, STANDARD, wide, { "swap_optimiser" } }, xor.about)
  source = source:gsub("local steps = 20", "local steps = 150")
  local run = grown.run(source, xor)
  check.equal(#run.state.weights, 3)
  check.truthy(run.score > 0.4)
end

function T.hidden_layers_stand_side_by_side()
  local linear = grown.table({ kind = "linear" })
  local source = grown.COLD
  for layer = 1, 3 do
    source = assert(grown.edit("add_hidden", source, linear.about, { activation = "tanh" }))
    check.equal(#grown.run(source, linear).state.weights, 1 + 2 * layer)
  end
  check.equal(grown.edit("add_hidden", source, linear.about), nil)
end

function T.an_ensemble_answers_by_the_mean_of_its_models()
  local linear = grown.table({ kind = "linear", answer = "number" })
  local source = grown.chain({ ALL, STANDARD, { "add_ensemble", { count = 3 } } }, linear.about)
  local state = grown.run(source, linear).state
  check.equal(#state.models, 3)
  local first, second = state.models[1][1]:tolist(), state.models[2][1]:tolist()
  check.truthy(first[2][1] ~= second[2][1])
  check.truthy(with({ kind = "linear", answer = "number" }, { "add_ensemble" }) > 0.85)
  check.equal(grown.edit("add_ensemble", source, linear.about), nil)
end

return T

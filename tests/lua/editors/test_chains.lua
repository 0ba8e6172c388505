--- editors/*.lua that grow an agent: chains of them, in any order, make agents that run

local argument = require("hyla.argument")
local check = require("tests.support.check")
local grown = require("tests.support.grown")
local random = require("hyla.rng")
local syntax = require("hyla.syntax")

-- what they do to each other is what is tried; the others edit statements of any program
local EDITORS = {
  "add_ensemble", "add_hidden", "add_interactions", "add_looks", "add_memory", "add_similarity",
  "add_squares", "add_statistic", "add_text_feature", "add_tracker", "balance_classes",
  "change_schedule", "clip_gradient", "keep_best", "regularise", "set_threshold",
  "smooth_weights", "solve_first", "standardise", "swap_loss", "swap_optimiser", "weight_recent",
}

local CHAINS, LENGTH = 8, 14

-- one edit with drawn arguments; the source as it is where the editor has no site or declines
local function edited(name, source, about, rng)
  local values, editor = {}, require("editors." .. name)
  local tree = assert(syntax.parse(source))
  local site = editor.sites(tree, about)[1]
  for _, spec in ipairs(site and editor.arguments(tree, site, about) or {}) do
    check.truthy(spec.kind ~= "number" or spec.low <= spec.value and spec.value <= spec.high)
    values[spec.name] = argument.draw(spec, "random", rng, 0).value
  end
  return site and grown.edit(name, source, about, values) or source
end

local function drawn_chain(task, rng)
  local source, names = grown.COLD, {}
  for i = 1, LENGTH do
    names[i] = EDITORS[rng:integer(#EDITORS)]
    source = edited(names[i], source, task.about, rng)
  end
  return source, table.concat(names, " ")
end

local T = {}

function T.any_subset_in_any_order_runs()
  local rng = random.new(7)
  for _, kind in ipairs({ "source_bias", "xor", "imbalance" }) do
    for _, kind_of_answer in ipairs({ "class", "number" }) do
      local task = grown.table({ kind = kind, answer = kind_of_answer })
      for _ = 1, CHAINS do
        local source, names = drawn_chain(task, rng)
        local ok, run = pcall(grown.run, source, task)
        check.truthy(ok or error(("%s on %s: %s\n%s"):format(names, kind, run, source)))
      end
    end
  end
end

function T.a_good_chain_reaches_what_a_person_would()
  local function score(given, ...)
    local chain = { { "add_looks", { count = 6 } }, { "standardise" }, ... }
    return grown.score(chain, given)
  end
  local solve, name_all = { "solve_first" }, { "set_threshold", { by = "none" } }
  local products = { "add_interactions", { columns = 4 } }
  check.truthy(score({ kind = "xor" }, products, solve, name_all) > 0.75)
  check.truthy(score({ kind = "linear", answer = "number" }, solve) > 0.9)
  local known = { "add_memory", { statistic = "mean" } }
  check.truthy(score({ kind = "source_bias", answer = "number" }, known, solve) > 0.8)
end

return T

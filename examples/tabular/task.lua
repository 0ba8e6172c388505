--- Tables: from the numbers of a row, tell a class or a value that a hidden rule gives it.

local generated = require("hyla.generated")
local kinds = require("examples.tabular.kinds")

local M = {}

---@type table<string, Option>
M.options = generated.options({
  kind = {
    values = { "linear", "xor", "rings", "sparse", "drift", "source_bias", "imbalance" },
    default = "linear",
    meaning = "the hidden rule, and so the idea that pays",
  },
  answer = {
    values = { "class", "number" },
    default = "class",
    meaning = "yes or no, which is whether the value is above a threshold, or the value itself",
  },
})

--- The noise of an instance is drawn between these, in spreads of the hidden value.
local LEAST_NOISE, MOST_NOISE = 0.1, 0.25

local function instance_of(kind, answer, rng)
  local rule = kind.draw(rng)
  local noise = rng:uniform(LEAST_NOISE, MOST_NOISE)
  return {
    rule = rule,
    case = function(draws, place)
      local input = rule.sample(draws, place)
      local value = rule.value(input) + noise * draws:normal()
      return input, answer == "number" and value or value > kind.threshold and "yes" or "no"
    end,
  }
end

--- Opens the task; nothing is drawn yet.
---
---@param options table        As declared in `M.options`, defaults filled in.
---@param context TaskContext
---@return GeneratedTask
function M.open(options, context)
  local kind, answer = kinds[options.kind], options.answer
  return generated.open({
    name = "tabular." .. options.kind,
    schema = { fields = kind.fields, answers = answer == "number" and "number" or { "no", "yes" } },
    instance = function(rng)
      return instance_of(kind, answer, rng)
    end,
  }, options, context)
end

return M

--- Ideas for tables: what a person who knows the kind would look at.

local RAW = "is_scaled = false"

local PRODUCTS = [[
function look(state, input)
  local x, fields = {}, state.schema.fields
  for i = 1, #fields do
    for j = i + 1, #fields do
      x[#x + 1] = input[fields[i].name] * input[fields[j].name]
    end
  end
  return x
end
]]

local SQUARES = [[
function look(state, input)
  local x = {}
  for i, field in ipairs(state.schema.fields) do
    x[i] = input[field.name] ^ 2
  end
  return x
end
]]

local TWO_MOST_TELLING = [[
local function telling(cases, name)
  local n, x_sum, y_sum, square, joint = #cases, 0, 0, 0, 0
  for _, case in ipairs(cases) do
    local x, y = case.input[name], case.answer == "yes" and 1 or 0
    x_sum, y_sum, square, joint = x_sum + x, y_sum + y, square + x * x, joint + x * y
  end
  return math.abs(joint - x_sum * y_sum / n) / math.sqrt(square - x_sum ^ 2 / n)
end

function look(state, input)
  if not state.best then
    state.best = {}
    for i, field in ipairs(state.schema.fields) do
      state.best[i] = { name = field.name, weight = telling(state.cases, field.name) }
    end
    table.sort(state.best, function(a, b)
      return a.weight > b.weight
    end)
  end
  local first, second = state.best[1], state.best[2]
  return { input[first.name], input[second.name] }
end
]]

local RECENT = [[
function weigh(_, case)
  return math.exp(6 * (case.input.time - 1))
end
]]

local TURNING = [[
strength = 0.003
function look(_, input)
  local a, b, time = input.x1, input.x2, input.time
  return { a, b, time * a, time * b, time ^ 2 * a, time ^ 2 * b }
end
]]

local BY_SOURCE = [[
local SOURCES = { "alder", "birch", "cedar", "hazel", "larch", "maple", "rowan", "willow" }
function look(_, input)
  local x = { input.x1, input.x2 }
  for _, source in ipairs(SOURCES) do
    x[#x + 1] = input.source == source and 1 or 0
  end
  return x
end
]]

local BALANCED = [[
function weigh(state, case)
  if not state.counts then
    state.counts = {}
    for _, one in ipairs(state.cases) do
      state.counts[one.answer] = (state.counts[one.answer] or 0) + 1
    end
  end
  return 1 / state.counts[case.answer]
end
]]

local function class_of(kind)
  return { kind = kind }
end

local function number_of(kind)
  return { kind = kind, answer = "number" }
end

---@type Idea[]
local ideas = {
  { name = "raw ridge", options = class_of("linear"), most = 0.7, source = RAW },
  { name = "standardised", options = class_of("linear"), least = 0.7, source = "" },
  { name = "raw ridge", options = number_of("linear"), most = 0.8, source = RAW },
  { name = "standardised", options = number_of("linear"), least = 0.9, source = "" },
  { name = "ridge", options = class_of("xor"), most = 0.15, source = "" },
  { name = "products", options = class_of("xor"), least = 0.85, source = PRODUCTS },
  { name = "ridge", options = class_of("rings"), most = 0.15, source = "" },
  { name = "squares", options = class_of("rings"), least = 0.6, source = SQUARES },
  { name = "ridge", options = class_of("sparse"), most = 0.65, source = "" },
  { name = "two best", options = class_of("sparse"), least = 0.7, source = TWO_MOST_TELLING },
  { name = "ridge", options = class_of("drift"), most = 0.3, source = "" },
  { name = "recency", options = class_of("drift"), least = 0.4, source = RECENT },
  { name = "time products", options = class_of("drift"), least = 0.6, source = TURNING },
  { name = "ridge", options = class_of("source_bias"), most = 0.35, source = "" },
  { name = "by source", options = class_of("source_bias"), least = 0.6, source = BY_SOURCE },
  { name = "ridge", options = number_of("source_bias"), most = 0.35, source = "" },
  { name = "by source", options = number_of("source_bias"), least = 0.9, source = BY_SOURCE },
  { name = "ridge", options = class_of("imbalance"), most = 0.5, source = "" },
  { name = "balanced", options = class_of("imbalance"), least = 0.7, source = BALANCED },
}

for _, idea in ipairs(ideas) do
  idea.task = "examples.tabular.task"
end

return ideas

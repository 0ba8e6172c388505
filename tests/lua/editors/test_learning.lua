--- editors/*.lua that change how an agent learns: each is seen in what the edited agent does

local check = require("tests.support.check")
local grown = require("tests.support.grown")
local keys = require("hyla.keys")
local tensor = require("hyla.tensor")

local ALL = { "add_looks", { count = 6 } }
local STANDARD = { "standardise" }
local ADAM = { "swap_optimiser", { optimiser = "adam" } }
local RIDGE = { "solve_first", { penalty = 0.1 } }
local ANSWER_ALL = { "set_threshold", { by = "none" } }

local LINEAR = grown.table({ kind = "linear" })
local NUMBER = grown.table({ kind = "linear", answer = "number" })

-- what an agent becomes that sees all columns; `rate` is put in place of the present one
local function learned(task, chain, rate)
  local source = grown.chain({ ALL, STANDARD, unpack(chain) }, task.about)
  return grown.run(rate and source:gsub("first = 0.05", "first = " .. rate) or source, task)
end

-- the size of all that was learned
local function norm(run)
  local sum = 0
  for _, row in ipairs(run.state.weights[1]:tolist()) do
    for _, value in ipairs(row) do
      sum = sum + value * value
    end
  end
  return math.sqrt(sum)
end

-- the mean score of a chain that ends by answering every case
local function score(given, ...)
  local chain = { { "add_looks", { count = 20 } }, STANDARD, ... }
  chain[#chain + 1] = ANSWER_ALL
  return grown.score(chain, given)
end

local T = {}

function T.the_best_weights_are_kept_where_the_steps_go_astray()
  check.falsy(learned(NUMBER, {}, 3).loss < 10) -- it may be no number
  check.truthy(learned(NUMBER, { { "keep_best" } }, 3).loss < 1.5)
end

function T.a_tracker_stops_or_slows_what_goes_astray()
  check.truthy(learned(NUMBER, { { "add_tracker", { reaction = "stop" } } }, 3).loss < 100)
  local slowed = learned(NUMBER, { { "add_tracker", { reaction = "shrink" } } }, 0.6)
  check.truthy(slowed.loss < learned(NUMBER, {}, 0.6).loss)
end

function T.smoothed_weights_lag_behind()
  local plain = norm(learned(LINEAR, {}))
  local smooth = norm(learned(LINEAR, { { "smooth_weights", { share = 0.1 } } }))
  check.truthy(smooth > 0 and smooth < 0.8 * plain)
  check.near(norm(learned(LINEAR, { { "smooth_weights", { share = 1 } } })), plain, 1e-6)
end

function T.a_clipped_gradient_takes_bounded_steps()
  for _, of in ipairs({ "norm", "value" }) do
    local run = learned(NUMBER, { { "clip_gradient", { of = of, bound = 0.02 } } })
    check.truthy(norm(run) > 0 and norm(run) < 20 * 0.05 * 0.02 * math.sqrt(7) + 1e-6)
  end
end

function T.penalties_keep_weights_small()
  local plain = norm(learned(LINEAR, { ADAM }))
  for _, means in ipairs({ "decay", "sparse" }) do
    local step = { "regularise", { means = means, amount = 0.3 } }
    check.truthy(norm(learned(LINEAR, { ADAM, step })) < 0.8 * plain)
  end
end

function T.shaken_rows_are_shaken_the_same_way_again()
  local plain = norm(learned(LINEAR, { ADAM }))
  for _, means in ipairs({ "dropout", "noise" }) do
    local step = { "regularise", { means = means, amount = 0.5 } }
    local once = norm(learned(LINEAR, { ADAM, step }))
    check.equal(once, norm(learned(LINEAR, { ADAM, step })))
    check.truthy(math.abs(once - plain) > 1e-4)
  end
end

function T.penalties_pay_where_few_of_many_columns_count()
  local sparse = { kind = "sparse" }
  local plain = score(sparse, ADAM)
  for _, means in ipairs({ "decay", "sparse" }) do
    local step = { "regularise", { means = means, amount = 0.2 } }
    check.truthy(score(sparse, ADAM, step) > plain + 0.1)
  end
end

function T.recent_cases_tell_more_of_what_drifts()
  local drift = { kind = "drift" }
  local recent = { "weight_recent", { half_life = 4 } }
  check.truthy(score(drift, recent, RIDGE) > score(drift, RIDGE) + 0.1)
end

function T.balanced_classes_help_a_rare_one()
  local rare = { kind = "imbalance" }
  check.truthy(score(rare, { "balance_classes" }, RIDGE) > score(rare, RIDGE))
  check.equal(grown.edit("balance_classes", grown.COLD, NUMBER.about), nil)
end

function T.every_loss_can_be_learned_by()
  for _, loss in ipairs({ "margin", "robust" }) do
    check.truthy(score({ kind = "linear" }, { "swap_loss", { loss = loss } }) > 0.4)
    local run = learned(NUMBER, { { "swap_loss", { loss = loss } }, ADAM }, 0.1)
    check.truthy(run.score > 0.3)
  end
end

function T.every_optimiser_can_learn()
  for _, name in ipairs({ "adagrad", "adam", "momentum", "rmsprop" }) do
    check.truthy(score({ kind = "linear" }, { "swap_optimiser", { optimiser = name } }) > 0.4)
  end
end

function T.a_schedule_changes_the_steps_and_not_the_first_rate()
  local plain = norm(learned(LINEAR, {}))
  for _, course in ipairs({ "cosine", "linear", "steps", "warm" }) do
    local run = learned(LINEAR, { { "change_schedule", { course = course } } })
    check.truthy(norm(run) > 0 and norm(run) < plain)
  end
  local source = grown.chain({ { "change_schedule", { course = "cosine" } } }, LINEAR.about)
  local back = grown.edit("change_schedule", source, LINEAR.about, { course = "constant" })
  check.equal(back, grown.COLD)
end

-- how many cases are answered
local function answered(run)
  local count = 0
  for i = 1, 40 do
    count = count + (run.answers[i] and 1 or 0)
  end
  return count
end

function T.a_threshold_is_chosen_by_what_paid()
  local plain = learned(LINEAR, {})
  for _, by in ipairs({ "all", "held" }) do
    local run = learned(LINEAR, { { "set_threshold", { by = by } } })
    check.truthy(run.state.threshold >= 0 and run.state.threshold < 0.7)
    check.truthy(run.score > plain.score)
  end
  check.equal(answered(learned(LINEAR, { ANSWER_ALL })), 40)
  check.truthy(answered(plain) < 40)
end

function T.a_threshold_can_be_chosen_anew()
  local source = grown.COLD
  for _, by in ipairs({ "all", "held", "none", "all" }) do
    source = assert(grown.edit("set_threshold", source, LINEAR.about, { by = by }))
    local chosen = select(2, source:gsub("state%.threshold = ", ""))
    check.equal(chosen, by == "none" and 0 or 1)
  end
  check.equal(grown.edit("set_threshold", source, NUMBER.about), nil)
end

function T.a_solved_start_needs_no_steps()
  local source = grown.chain({ ALL, STANDARD, RIDGE }, NUMBER.about)
  local run = grown.run(source:gsub("local steps = 20", "local steps = 0"), NUMBER)
  check.truthy(run.score > 0.9)
end

function T.standardised_columns_learn_at_one_rate()
  local source = grown.chain({ ALL }, NUMBER.about)
  check.truthy(learned(NUMBER, {}).score > 0.5)
  check.falsy(grown.run(source, NUMBER).score > 0.5)
end

-- a source with every quantity lifted, and the values by name
local function lifted_all(source, about)
  while true do
    local changed, numbers = grown.edit("lift_constant", source, about)
    if not changed then
      local values = about.numbers
      about.numbers = {}
      return source, values
    end
    source = changed
    for name, value in pairs(numbers) do
      about.numbers[name] = value
    end
  end
end

-- the held-back loss, and its slope by each number
local function sloped(source, values)
  local numbers, names, list = {}, keys.sorted(values), {}
  for i, name in ipairs(names) do
    numbers[name] = tensor.tensor(values[name]):requires_grad()
    list[i] = numbers[name]
  end
  local agent = assert(loadstring(source))(numbers)
  local loss = agent.learn(agent.init(NUMBER.task.schema), NUMBER.cases.train)
  return loss:item(), loss:grad(list), names
end

function T.a_gradient_flows_into_the_numbers_of_every_change()
  local chain = { ALL, STANDARD, { "regularise", { means = "decay", amount = 0.1 } } }
  for _, means in ipairs({ "sparse", "noise" }) do
    chain[#chain + 1] = { "regularise", { means = means, amount = 0.1 } }
  end
  chain[#chain + 1] = { "smooth_weights", { share = 0.3 } }
  chain[#chain + 1] = { "solve_first", { penalty = 0.5 } }
  local source, values = lifted_all(grown.chain(chain, NUMBER.about), NUMBER.about)
  local _, slopes, names = sloped(source, values)
  check.equal(#names, 6)
  for i, name in ipairs(names) do
    local present, step = values[name], 0.02 * values[name]
    values[name] = present + step
    local above = sloped(source, values)
    values[name] = present - step
    local slope = (above - sloped(source, values)) / (2 * step)
    values[name] = present
    check.near(slopes[i]:item(), slope, 0.05 * math.abs(slope) + 1e-4)
    check.truthy(math.abs(slope) > 1e-5)
  end
end

return T

--- agents/policy.lua
--
-- Each estimator is checked against what it estimates: the score-function gradient, averaged over
-- every choice with its probability, against central differences of the expected reward; the
-- pathwise gradient against central differences of the loss.

local check = require("tests.support.check")
local policy = require("agents.policy")
local random = require("hyla.rng")

local HIDDEN, FEATURES = 8, 6
local ENTROPY, EXPLORATION = 0.05, 0.2
local FEATURE_VALUES = { 1, 0.5, 0.2, 0.7, 0.3, 0.1 }
local KINDS = { "agent", "policy" }
local NAMES = { "a random", "b random", "c random" }

-- scores whose rewards lie well inside every clip
local SCORES = { 0.52, 0.55, 0.58 }

local function parameters()
  local p = policy.start(random.new(5))
  local rng = random.new(6)
  for _, name in ipairs(NAMES) do
    local row = {}
    for i = 1, HIDDEN + 1 do
      row[i] = 0.5 * rng:normal()
    end
    p.values["action " .. name] = row
  end
  p.values["target policy"] = { -1 }
  p.spread = 1
  return p
end

-- what follows is the same policy written plainly, in doubles

local function hidden_of(p)
  local h = {}
  for j = 1, HIDDEN do
    local sum = 0
    for i = 1, FEATURES do
      sum = sum + FEATURE_VALUES[i] * p.values.hidden[(i - 1) * HIDDEN + j]
    end
    h[j] = math.tanh(sum)
  end
  h[HIDDEN + 1] = 1
  return h
end

local function softmax(logits)
  local total, shares = 0, {}
  for i, logit in ipairs(logits) do
    shares[i] = math.exp(logit)
    total = total + shares[i]
  end
  for i in ipairs(shares) do
    shares[i] = shares[i] / total
  end
  return shares
end

local function action_shares(p)
  local h, logits = hidden_of(p), {}
  for k, name in ipairs(NAMES) do
    logits[k] = 0
    for j = 1, HIDDEN + 1 do
      logits[k] = logits[k] + h[j] * p.values["action " .. name][j]
    end
  end
  local shares = softmax(logits)
  for k in ipairs(shares) do
    shares[k] = (1 - EXPLORATION) * shares[k] + EXPLORATION / #NAMES
  end
  return shares
end

local function target_shares(p)
  local logits = {}
  for k, kind in ipairs(KINDS) do
    logits[k] = p.values["target " .. kind][1]
  end
  return softmax(logits)
end

-- the best has 0.5 and the same loss: a tenth and the gain for a new best
local function reward(k, t)
  local gain = SCORES[k] - 0.5 + 0.02 * (t - 1)
  return 0.1 + gain
end

-- what the averaged estimate is the gradient of
local function objective(p)
  local actions, targets = action_shares(p), target_shares(p)
  local expected, entropy = 0, 0
  for k, share in ipairs(actions) do
    entropy = entropy - share * math.log(share)
    for t, target in ipairs(targets) do
      expected = expected + share * target * reward(k, t)
    end
  end
  return -expected - ENTROPY * entropy
end

local function experience(k, t)
  return {
    trace = {
      kinds = KINDS,
      target = t,
      names = NAMES,
      chosen = k,
      features = FEATURE_VALUES,
      draws = {},
    },
    outcome = "ok",
    score = SCORES[k] + 0.02 * (t - 1),
    gradient = {},
    loss = 0.5,
    best = { score = 0.5, loss = 0.5 },
  }
end

-- the estimate for one value, averaged over every choice with its probability
local function averaged(p, name, index)
  local sum = 0
  for k, share in ipairs(action_shares(p)) do
    for t, target in ipairs(target_shares(p)) do
      local slope = policy.gradient(p, experience(k, t)).values[name][index]
      sum = sum + share * target * slope
    end
  end
  return sum
end

local function difference(p, name, index)
  local value, step = p.values[name][index], 1e-4
  p.values[name][index] = value + step
  local above = objective(p)
  p.values[name][index] = value - step
  local below = objective(p)
  p.values[name][index] = value
  return (above - below) / (2 * step)
end

local T = {}

function T.the_average_estimate_is_the_gradient_of_the_expected_reward()
  local p = parameters()
  for _, name in ipairs({ "action a random", "action c random", "target agent", "hidden" }) do
    for index = 1, math.min(4, #p.values[name]) do
      check.near(averaged(p, name, index), difference(p, name, index), 2e-5)
    end
  end
end

function T.the_baseline_moves_towards_the_reward()
  local p = parameters()
  for _ = 1, 600 do
    p = policy.update(p, policy.gradient(p, experience(2, 1)))
    p.spread = 1
  end
  local value, h = 0, hidden_of(p)
  for j = 1, HIDDEN + 1 do
    value = value + h[j] * p.values.value[j]
  end
  check.near(value, reward(2, 1), 0.01)
end

function T.what_pays_is_chosen_more_often()
  local p = parameters()
  local before = action_shares(p)[3]
  for _ = 1, 20 do
    p = policy.update(p, policy.gradient(p, experience(3, 1)))
    local failure = experience(1, 1)
    failure.outcome = "error"
    p = policy.update(p, policy.gradient(p, failure))
  end
  check.truthy(action_shares(p)[3] > before)
end

-- a loss of one lifted number: (log n - 1)^2, so that d loss / d n = 2 (log n - 1) / n
function T.the_pathwise_gradient_is_that_of_the_loss_through_the_move()
  local argument = require("hyla.argument")
  local key, present, noise = "shift mutate_constant.value", 0.4, 0.7
  local function loss(shift)
    return (math.log(present) + shift + argument.NEIGHBOUR_SPREAD * noise - 1) ^ 2
  end
  local function estimate(shift, slope)
    local p = parameters()
    p.values[key] = { shift }
    local one = experience(1, 1)
    one.loss = loss(shift)
    one.gradient = { n1 = slope }
    one.trace.draws = { { key = key, lifted = "n1", present = present, noise = noise } }
    return policy.gradient(p, one).values[key][1]
  end
  local shift = 0.2
  local number = present * math.exp(shift + argument.NEIGHBOUR_SPREAD * noise)
  local slope = 2 * (math.log(number) - 1) / number
  local wanted = (loss(shift + 1e-5) - loss(shift - 1e-5)) / 2e-5
  -- the policy weighs the pathwise part by 0.1 and by the size of the loss
  check.near(estimate(shift, slope), 0.1 * wanted / (loss(shift) + 0.1), 1e-4)
end

return T

--- The starting policy: a small network that learns from its own edits which to make.
--
-- It chooses what kind of part to edit, then an editor together with the source of its arguments,
-- then a site and values. The two choices are trained by the score-function gradient with a
-- learned baseline (Williams 1992). How far a neighbour's move goes is trained by the pathwise
-- gradient: the worker returns d loss / d number for lifted numbers, and the chain goes on here,
-- through the move that made the number, into the mean of the moves.

local argument = require("hyla.argument")
local keys = require("hyla.keys")
local tensor = require("hyla.tensor")

local M = {}

local HIDDEN = 8
local FEATURES = 6
local RATE = 0.04
local EXPLORATION = 0.2
local ENTROPY = 0.05
local PATHWISE = 0.1
local RANK_WEIGHT = 0.4
local CHILD_WEIGHT = 0.5
local LOSS_WEIGHT = 0.2
local LEAST_GAIN = 0.003

--- How likely each kind of part is to be edited before anything was learned, as logits.
local TARGETS = { agent = 0, editors = -4, policy = -4 }

---@class Parameters
---@field values table<string, number[]>  Named vectors; `hidden` is [FEATURES, HIDDEN] row by row.
---@field spread number                   Running root mean square of reward minus baseline.

--- Starts the parameters.
---@param rng Rng
---@return Parameters
function M.start(rng)
  local values = { hidden = {}, value = {} }
  for i = 1, FEATURES * HIDDEN do
    values.hidden[i] = rng:normal() / math.sqrt(FEATURES)
  end
  for i = 1, HIDDEN + 1 do
    values.value[i] = 0
  end
  for name, logit in pairs(TARGETS) do
    values["target " .. name] = { logit }
  end
  return { values = values, spread = 0.1 }
end

-- the score, less a share of the loss: of two programs that answer alike the one that learns
-- better has more to build on
local function merit(row)
  return row.score - LOSS_WEIGHT * math.max(0, math.min(row.loss or 1, 3))
end

-- entries that ran, best first; the earlier of two equals first
local function ranked(entries)
  local list = {}
  for _, entry in ipairs(entries) do
    if entry.outcome == "ok" then
      list[#list + 1] = entry
    end
  end
  table.sort(list, function(a, b)
    local merit_a, merit_b = merit(a), merit(b)
    if merit_a ~= merit_b then
      return merit_a > merit_b
    end
    return a.n < b.n
  end)
  return list
end

--- Picks a parent by rank, less likely the more children it has, and a mate in the same way.
---
---@param _ Parameters
---@param view View
---@param rng Rng
---@return { parent: integer, mate: integer? }
function M.pick(_, view, rng)
  local list, weights = ranked(view.entries), {}
  for rank, entry in ipairs(list) do
    local logit = -RANK_WEIGHT * (rank - 1) - CHILD_WEIGHT * math.log(1 + entry.children)
    weights[rank] = math.exp(logit)
  end
  local parent = list[argument.index(weights, rng)].n
  local mate = list[argument.index(weights, rng)].n
  return { parent = parent, mate = mate ~= parent and mate or nil }
end

--- What the network sees of the state of a search.
local function look(view)
  local parent = view.parent
  return {
    1,
    parent.score,
    view.best - parent.score,
    math.min(parent.loss or 1, 3),
    math.log(1 + parent.children),
    view.progress,
  }
end

local function vector(parameters, name, size)
  local values = parameters.values[name]
  if values then
    return tensor.tensor(values)
  end
  return tensor.zeros({ size })
end

-- the hidden layer with a one behind it: [HIDDEN + 1]
local function hidden(parameters, features)
  local weights = parameters.hidden:reshape({ FEATURES, HIDDEN })
  local x = tensor.tensor({ features }):matmul(weights):tanh()
  return tensor.concat({ x:reshape({ HIDDEN }), tensor.ones({ 1 }) }, 1)
end

-- log probabilities of options by name, mixed with the uniform distribution: [n]
local function log_policy(state, rows)
  local logits = tensor.stack(rows, 1):matmul(state:reshape({ HIDDEN + 1, 1 })):reshape({ #rows })
  local mixed = logits:softmax(1) * (1 - EXPLORATION) + EXPLORATION / #rows
  return mixed:log()
end

-- the same for the kinds of part, which have a single logit each
local function log_targets(rows)
  return tensor.concat(rows, 1):log_softmax(1)
end

local function rows_of(parameters, prefix, names, size)
  local rows = {}
  for i, name in ipairs(names) do
    rows[i] = vector(parameters, prefix .. name, size)
  end
  return rows
end

local function choose(log_probabilities, rng)
  return argument.index(log_probabilities:exp():tolist(), rng)
end

-- the kinds of part, and for each the names of its parts
local function kinds_of(parts)
  local names, members = {}, {}
  for _, part in ipairs(parts) do
    local kind = part:match("^%w+")
    if not members[kind] then
      members[kind] = {}
      names[#names + 1] = kind
    end
    table.insert(members[kind], part)
  end
  return names, members
end

-- draws values for the arguments of a move
local function fill(parameters, option, move, rng)
  local arguments, draws = {}, {}
  for _, spec in ipairs(move.arguments) do
    local key = ("shift %s.%s"):format(option.editor, spec.name)
    local shift = (parameters.values[key] or { 0 })[1]
    local drawn = argument.draw(spec, option.source, rng, shift)
    arguments[spec.name] = drawn.value
    if drawn.noise and spec.lifted then
      local origin = { key = key, lifted = spec.lifted, present = spec.value }
      origin.noise = drawn.noise
      draws[#draws + 1] = origin
    end
  end
  return arguments, draws
end

--- Proposes an edit.
---
---@param parameters Parameters
---@param view View
---@param desk { parts: string[], options: fun(part: string): Option[] }
---@param rng Rng
---@return Edit
function M.propose(parameters, view, desk, rng)
  local kinds, members = kinds_of(desk.parts)
  local target = choose(log_targets(rows_of(parameters, "target ", kinds, 1)), rng)
  local parts = members[kinds[target]]
  local part = parts[rng:integer(#parts)]

  local options, names = desk.options(part), {}
  for i, option in ipairs(options) do
    names[i] = option.editor .. " " .. option.source
  end
  local features = look(view)
  local state = hidden({ hidden = vector(parameters, "hidden") }, features)
  local chosen = choose(log_policy(state, rows_of(parameters, "action ", names, HIDDEN + 1)), rng)
  local option = options[chosen]
  local move = option.moves[rng:integer(#option.moves)]
  local arguments, draws = fill(parameters, option, move, rng)
  return {
    editor = option.editor,
    part = part,
    site = move.site,
    source = option.source,
    arguments = arguments,
    trace = {
      kinds = kinds,
      target = target,
      names = names,
      chosen = chosen,
      features = features,
      draws = draws,
    },
  }
end

--- What an edit was worth: only a new best counts. Whatever else is paid for, such as doing no
--- harm, is soon all that is done.
local function reward_of(experience)
  if experience.outcome ~= "ok" then
    return 0
  end
  local gain = merit(experience) - merit(experience.best)
  return gain > LEAST_GAIN and 0.1 + gain or 0
end

-- all parameters that the experience touches, recorded, by name
local function touched(parameters, trace)
  local leaves = { hidden = vector(parameters, "hidden"), value = vector(parameters, "value") }
  for _, name in ipairs(trace.kinds) do
    leaves["target " .. name] = vector(parameters, "target " .. name, 1)
  end
  for _, name in ipairs(trace.names) do
    leaves["action " .. name] = vector(parameters, "action " .. name, HIDDEN + 1)
  end
  for _, drawn in ipairs(trace.draws) do
    leaves[drawn.key] = vector(parameters, drawn.key, 1)
  end
  for name, leaf in pairs(leaves) do
    leaves[name] = leaf:requires_grad()
  end
  return leaves
end

local function leaf_rows(leaves, prefix, names)
  local rows = {}
  for i, name in ipairs(names) do
    rows[i] = leaves[prefix .. name]
  end
  return rows
end

-- the loss by the moved numbers, to first order: sum of d loss / d number times number(mean)
local function pathwise_loss(leaves, experience)
  local loss = tensor.zeros({ 1 })
  local scale = math.abs(experience.loss or 0) + 0.1
  for _, drawn in ipairs(experience.trace.draws) do
    local slope = experience.gradient[drawn.lifted]
    if slope then
      local move = leaves[drawn.key] + argument.NEIGHBOUR_SPREAD * drawn.noise
      local pull = math.max(-3, math.min(drawn.present * slope / scale, 3))
      loss = loss + move:exp() * pull
    end
  end
  return loss:sum()
end

-- whose gradient is the score-function estimate, plus the baseline's squared error
local function score_loss(leaves, trace, reward, spread)
  local state = hidden(leaves, trace.features)
  local baseline = (state * leaves.value):sum()
  local advantage = math.max(-3, math.min((reward - baseline:item()) / spread, 3))
  local actions = log_policy(state, leaf_rows(leaves, "action ", trace.names))
  local targets = log_targets(leaf_rows(leaves, "target ", trace.kinds))
  local entropy = -(actions:exp() * actions):sum()
  local taken = actions:narrow(1, trace.chosen, 1) + targets:narrow(1, trace.target, 1)
  -- over the number of inputs, so that a step of RATE cannot overshoot
  local miss = (baseline - reward) * (baseline - reward) * (0.5 / (HIDDEN + 1))
  return -advantage * taken:sum() - ENTROPY * entropy + miss, advantage * spread
end

--- Takes the gradient of one experience with respect to every parameter it touches.
---
---@param parameters Parameters
---@param experience Experience
---@return { values: table<string, number[]>, surprise: number }
function M.gradient(parameters, experience)
  local leaves = touched(parameters, experience.trace)
  local reward = reward_of(experience)
  local loss, surprise = score_loss(leaves, experience.trace, reward, parameters.spread)
  loss = loss + PATHWISE * pathwise_loss(leaves, experience)

  local names, list, values = keys.sorted(leaves), {}, {}
  for i, name in ipairs(names) do
    list[i] = leaves[name]
  end
  for i, slope in ipairs(loss:grad(list)) do
    values[names[i]] = slope:tolist()
  end
  return { values = values, surprise = surprise }
end

--- Moves the parameters against a gradient.
---
---@param parameters Parameters
---@param gradient { values: table<string, number[]>, surprise: number }
---@return Parameters
function M.update(parameters, gradient)
  local values = {}
  for name, value in pairs(parameters.values) do
    values[name] = value
  end
  for name, slope in pairs(gradient.values) do
    local moved, present = {}, values[name] or {}
    for i = 1, #slope do
      moved[i] = (present[i] or 0) - RATE * slope[i]
    end
    values[name] = moved
  end
  local square = 0.95 * parameters.spread ^ 2 + 0.05 * gradient.surprise ^ 2
  return { values = values, spread = math.max(math.sqrt(square), 0.03) }
end

return M

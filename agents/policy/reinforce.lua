--- A policy that climbs the gradient of what edits are paid.
--
-- An action a is drawn from a softmax over the actions known by name, mixed with a little of all:
--
--     logit(a) = offset(a) + rows(a) . f + history . H(a)
--
-- f is the place (the parent and the measures of the task), H(a) what was done with a in this
-- search; by the offset all editors begin equally likely. To list what is legal is dear, so a name
-- is drawn, and drawn again without it where the desk has no such option: the gradient is of the
-- draw that was taken, from the known names less those found missing on its way.

local argument = require("hyla.argument")
local credit = require("hyla.credit")
local critic = require("hyla.game.critic")
local expected = require("hyla.game.expected")
local keys = require("hyla.keys")
local optim = require("hyla.optim")
local parents = require("hyla.parents")
local proposal = require("hyla.proposal")
local score = require("hyla.game.score")
local shift = require("hyla.shift")
local tensor = require("hyla.tensor")
local vocabulary = require("hyla.vocabulary")

local M = {}

--- Whether a critic of all actions is a control variate, the place is seen, and steps of lifted
--- numbers learn by the gradient of the loss.
local CRITIC = true
local PLACES = true
local PATHWISE = true

--- The share of the draw that goes to all known names, and how often any option is taken.
local EXPLORATION = 0.1
local ANY = 0.03

--- How much a nat of entropy counts, in standard deviations of what an edit is paid.
local ENTROPY = 0.05

--- Steps of Adam after a search; what is below SLIGHT of a slope moves by less than the rate.
local RATE = 0.1
local STEPS = 4
local SLIGHT = 0.001

--- Edits have one to so many steps, and the rate at which their length is learned.
local LONGEST = 4
local LENGTH_RATE = 0.05

--- The share of an edit's pay that its best descendant decides, and what harm costs.
local CREDIT = { patience = 0.6, harm = 0 }

--- Surprises are cut to so many standard deviations, ratios of old to new draws to MOST_RATIO.
local MOST_SURPRISE = 3
local MOST_RATIO = 2

--- The critic's ridge on the bias of an action, on its place and on its history.
local RIDGE_BIAS, RIDGE_PLACE, RIDGE_HISTORY = 3, 12, 4

--- H(a): the logarithm of the tries, the mean gain, whether the editor has been there.
local HISTORY = { -0.3, 1, -0.3 }

--- Begins with nothing learned, and no action known.
function M.start()
  local lengths, paid = {}, { count = 0, sum = 0, squares = 0 }
  for i = 1, LONGEST do
    lengths[i] = 0
  end
  local phi = { known = vocabulary.new(), rows = {}, lengths = lengths }
  phi.history = { unpack(HISTORY) }
  phi.sums, phi.worth, phi.shifts, phi.paid = {}, {}, {}, paid
  return phi
end

--- Begins a search: `tried` is by action how often, and the sum of its gains.
function M.open(phi, lesson)
  local words, measures = phi.words or keys.sorted(lesson.measures), {}
  for i, word in ipairs(words) do
    measures[i] = lesson.measures[word] or 0
  end
  local known = vocabulary.copy(phi.known)
  return { known = known, words = words, measures = measures, tried = {} }
end

--- Picks by rank; a program that has many children is picked less.
function M.pick(_, view, rng)
  return parents.pick("rank", view.rows, rng)
end

local function look(memory, view)
  if not PLACES then
    return { 1 }
  end
  local row = view.parent
  local cold = row.score <= 0 and 1 or 0
  return { 1, row.score, cold, math.log(1 + row.children), view.progress, unpack(memory.measures) }
end

-- the editor of an action, matched once
local editor_of = setmetatable({}, {
  __index = function(editors, name)
    editors[name] = vocabulary.editor(name)
    return editors[name]
  end,
})

-- what makes all editors of the first names equally likely
local function offsets(names, known)
  local counts, values = {}, {}
  for i = 1, known do
    local editor = editor_of[names[i]]
    counts[editor] = (counts[editor] or 0) + 1
  end
  for i = 1, known do
    values[i] = -math.log(counts[editor_of[names[i]]])
  end
  return values
end

-- H(a) for what was not tried, by whether the editor has been there
local UNTRIED = { [true] = { 0, 0, 1 }, [false] = { 0, 0, 0 } }

-- H(a) for an action
local function about(name, tried, has)
  local past, own = tried[name], has[editor_of[name]] or false
  if not past then
    return UNTRIED[own]
  end
  return { math.log(1 + past[1]), past[2] / past[1], own and 1 or 0 }
end

local function dot(a, b)
  local sum = 0
  for i = 1, a and math.min(#a, #b) or 0 do
    sum = sum + a[i] * b[i]
  end
  return sum
end

-- the logits of a step, by name
local function logits_of(mind, trace, has)
  local names, phi = mind.memory.known.names, mind.phi
  local values = offsets(names, trace.count)
  for i, offset in ipairs(values) do
    local past = about(names[i], trace.tried, has)
    values[i] = offset + dot(phi.rows[names[i]], trace.place) + dot(phi.history, past)
  end
  return values
end

-- what score.log_policy makes of the same logits, in plain numbers; -math.huge is not legal
local function shares_of(logits, exploration)
  local most, total, legal, shares = math.max(unpack(logits)), 0, 0, {}
  for i, logit in ipairs(logits) do
    shares[i] = math.exp(logit - most)
    total, legal = total + shares[i], legal + (logit > -math.huge and 1 or 0)
  end
  for i, logit in ipairs(logits) do
    local least = logit > -math.huge and exploration / legal or 0
    shares[i] = (1 - exploration) * shares[i] / total + least
  end
  return shares
end

-- draws names until the desk has one; nil where it has none
local function draw(mind, trace, has, desk, rng)
  local names, logits = mind.memory.known.names, logits_of(mind, trace, has)
  local step = { missing = {}, has = keys.sorted(has) }
  for _ = 1, trace.count do
    local shares = shares_of(logits, EXPLORATION)
    local i = argument.index(shares, rng)
    local option = desk:find("agent", names[i])
    if option then
      step.chosen, step.share = i, math.log(shares[i])
      return option, step
    end
    logits[i] = -math.huge
    step.missing[#step.missing + 1] = i
  end
end

local function choose(mind, trace, done, desk, rng)
  local has, option, step = {}, nil, nil
  for _, action in ipairs(done) do
    has[editor_of[action]] = true
  end
  if rng:uniform() >= ANY then
    option, step = draw(mind, trace, has, desk, rng)
  end
  if not option then
    local heard
    -- all names are asked for at once: none has a value
    option, heard = vocabulary.choose(mind.memory.known, desk, "agent", 1, rng)
    for _, name in ipairs(heard or {}) do
      table.insert(trace.seen, name)
    end
    step = { has = keys.sorted(has) }
  end
  trace.steps[#trace.steps + 1], done[#done + 1] = step, option.name
  return option
end

local function copy(map)
  local copied = {}
  for name, pair in pairs(map) do
    copied[name] = { pair[1], pair[2] }
  end
  return copied
end

--- Proposes a chain of steps; its length is drawn too.
function M.propose(mind, view, desk, rng)
  local memory, phi, done = mind.memory, mind.phi, { unpack(view.parent.actions) }
  local shares = shares_of(phi.lengths, EXPLORATION)
  local trace = { length = argument.index(shares, rng), count = #memory.known.names, steps = {} }
  trace.place, trace.tried, trace.seen = look(memory, view), copy(memory.tried), {}
  local edit, draws = proposal.chain(desk, "agent", trace.length, rng, function(at)
    local option = choose(mind, trace, done, at, rng)
    return { option = option, shift = PATHWISE and phi.shifts[option.name] or nil }
  end)
  trace.steps[#edit.steps + 1] = nil
  trace.moves = PATHWISE and shift.moves(edit.steps, draws, phi.shifts) or {}
  edit.trace = trace
  return edit
end

--- Says what was drawn where, and what came of it.
function M.gradient(_, experience)
  local trace, parent = experience.trace, experience.parent
  return {
    n = experience.n,
    parent = parent.n,
    before = parent.score,
    score = experience.score,
    actions = experience.actions,
    trace = trace,
    slopes = shift.slopes(trace.moves, experience.gradient or {}),
  }
end

--- Remembers how often each action was tried in this search, and what it gained.
function M.update(mind, gradient)
  local memory, gain = mind.memory, credit.now(gradient, CREDIT.harm) / #gradient.actions
  for _, action in ipairs(gradient.actions) do
    local past = memory.tried[action] or { 0, 0 }
    memory.tried[action] = { past[1] + 1, past[2] + gain }
  end
  vocabulary.add(memory.known, gradient.trace.seen)
  return memory
end

---@class ReinforceStep   A step that is learned from.
---@field chosen? integer  Which of the names; nil where it was not drawn by the policy.
---@field name string
---@field paid number
---@field share? number    The logarithm of its probability when it was drawn.
---@field trace table
---@field has table<string, boolean>
---@field missing integer[]

-- the steps of all edits, each with what its edit was paid in the end
local function steps_of(gradients)
  local paid, steps = credit.late(gradients, CREDIT), {}
  for i, gradient in ipairs(gradients) do
    for j, step in ipairs(gradient.trace.steps) do
      local has = {}
      for _, editor in ipairs(step.has) do
        has[editor] = true
      end
      local one = { name = gradient.actions[j], paid = paid[i], trace = gradient.trace, has = has }
      one.chosen, one.share, one.missing = step.chosen, step.share, step.missing
      steps[#steps + 1] = one
    end
  end
  return steps, paid
end

-- of each step, for each name: H, the offset, and whether it is among those drawn from
local function table_of(step, names)
  local past, legal = {}, {}
  local offset = offsets(names, step.trace.count)
  for i, name in ipairs(names) do
    past[i] = about(name, step.trace.tried, step.has)
    legal[i], offset[i] = i <= step.trace.count, offset[i] or 0
  end
  for _, i in ipairs(step.missing) do
    legal[i] = false
  end
  return past, offset, legal
end

--- Puts steps that were drawn together: tensors by step and name.
---
---@param steps ReinforceStep[]
---@param names string[]
---@return table batch
function M.batch(steps, names)
  local batch = { chosen = {}, paid = {}, share = {} }
  batch.place, batch.past, batch.offset, batch.legal = {}, {}, {}, {}
  for i, step in ipairs(steps) do
    batch.past[i], batch.offset[i], batch.legal[i] = table_of(step, names)
    batch.chosen[i], batch.paid[i], batch.share[i] = step.chosen, step.paid, step.share
    batch.place[i] = step.trace.place
  end
  for _, key in ipairs({ "place", "past", "offset" }) do
    batch[key] = tensor.tensor(batch[key], "f64")
  end
  batch.legal = tensor.tensor(batch.legal, "bool")
  return batch
end

-- rows . f + history . H of every step and name: [steps, names]
local function linear(batch, parameters)
  local places = batch.place:matmul(parameters.rows:transpose())
  return places + (batch.past * parameters.history):sum(-1)
end

--- Returns what is climbed: what edits are thought paid, put right by what they were paid, and some
--- entropy. Its gradient is unbiased but for cut surprises and ratios, as `values` are older than
--- the draws.
---
---@param parameters { rows: Tensor, history: Tensor } [names, places] and [3]
---@param batch table    Of M.batch, with `values` [steps, names] and `rewards` [steps].
---@return Tensor        A scalar.
function M.objective(parameters, batch)
  local logits = linear(batch, parameters) + batch.offset
  local policy = score.log_policy(logits, EXPLORATION, batch.legal)
  local ratios = score.ratios(score.taken(policy, batch.chosen), batch.share, MOST_RATIO)
  local climbed =
    expected.residual(policy, batch.chosen, batch.rewards, batch.values, { ratios = ratios })
  return climbed + score.entropy(policy) * ENTROPY
end

local function count_pay(phi, paid)
  local all = phi.paid
  for _, value in ipairs(paid) do
    all.count, all.sum, all.squares = all.count + 1, all.sum + value, all.squares + value ^ 2
  end
  local mean = all.sum / all.count
  return mean, math.sqrt(math.max(all.squares / all.count - mean ^ 2, 0)) + 0.01
end

-- some numbers of a list, and for those that it lacks another list's
local function filled(list, first, last, others)
  local values = {}
  for i = first, last do
    values[#values + 1] = list and list[i] or others[i] or 0
  end
  return values
end

-- the values of every name at every step, before this search was known
local function values_of(phi, names, batch, mean)
  local width, rows, pasts = batch.place:size(2), {}, {}
  for i, name in ipairs(names) do
    local worth = CRITIC and phi.worth[name] or nil
    rows[i] = filled(worth, 1, width, { mean })
    pasts[i] = filled(worth, width + 1, width + #HISTORY, {})
  end
  return linear(batch, {
    rows = tensor.tensor(rows, "f64"),
    history = tensor.tensor(pasts, "f64"),
  })
end

-- in standard deviations, and no further from what was expected than MOST_SURPRISE
local function normalise(batch, values, mean, deviation)
  batch.values = (values - mean) / deviation
  local thought = score.taken(batch.values, batch.chosen)
  local paid = (tensor.tensor(batch.paid, "f64") - mean) / deviation
  local surprise = (paid - thought):clamp({ min = -MOST_SURPRISE, max = MOST_SURPRISE })
  batch.rewards = thought + surprise
end

-- a few steps of Adam up the gradient
local function climb(phi, names, batch)
  local rows, width = {}, batch.place:size(2)
  for i, name in ipairs(names) do
    rows[i] = filled(phi.rows[name], 1, width, {})
  end
  local adam = optim.adam({ rate = RATE, epsilon = SLIGHT })
  local parameters = {
    rows = tensor.tensor(rows, "f64"),
    history = tensor.tensor(phi.history, "f64"),
  }
  local state = adam.init(parameters)
  for _ = 1, STEPS do
    parameters, state = tensor.scope(function()
      local leaves = optim.leaves(parameters)
      local gradient = (-M.objective(leaves, batch)):grad(leaves)
      return adam.step(optim.detach(leaves), gradient, state)
    end)
  end
  phi.history = parameters.history:tolist()
  for i, row in ipairs(parameters.rows:tolist()) do
    phi.rows[names[i]] = row
  end
end

local function ridges(width)
  local ridge = { RIDGE_BIAS }
  for i = 2, width do
    ridge[i] = i > width - #HISTORY and RIDGE_HISTORY or RIDGE_PLACE
  end
  return ridge
end

-- what the critic is told of each action, and what it makes of all it was told
local function criticise(phi, steps, mean)
  local told = {}
  for _, step in ipairs(steps) do
    local one = told[step.name] or { features = {}, paid = {} }
    local features = { unpack(step.trace.place) }
    for _, value in ipairs(about(step.name, step.trace.tried, step.has)) do
      features[#features + 1] = value
    end
    one.features[#one.features + 1], one.paid[#one.paid + 1] = features, step.paid
    told[step.name] = one
  end
  for _, name in ipairs(keys.sorted(told)) do
    local sums = critic.sums(told[name].features, told[name].paid)
    sums = phi.sums[name] and critic.total({ phi.sums[name], sums }) or sums
    local width, prior = sums.moment:size(1), { mean }
    for i = 2, width do
      prior[i] = 0
    end
    phi.worth[name] = critic.solve(sums, { ridge = ridges(width), prior = prior }).weights:tolist()
    phi.sums[name] = { gram = sums.gram:tolist(), moment = sums.moment:tolist() }
  end
end

-- the score function on the length of each edit
local function learn_lengths(phi, gradients, paid, mean, deviation)
  for i, gradient in ipairs(gradients) do
    local surprise = (paid[i] - mean) / deviation
    surprise = math.max(-MOST_SURPRISE, math.min(surprise, MOST_SURPRISE))
    local shares = shares_of(phi.lengths, 0)
    for j, share in ipairs(shares) do
      local slope = (j == gradient.trace.length and 1 or 0) - share
      phi.lengths[j] = phi.lengths[j] + LENGTH_RATE * surprise * slope
    end
  end
end

-- what the draws teach the rows and the critic
local function learn_steps(phi, names, steps, mean, deviation)
  local drawn = {}
  for _, step in ipairs(steps) do
    drawn[#drawn + 1] = step.chosen and step or nil
  end
  if #drawn > 0 then
    local batch = M.batch(drawn, names)
    normalise(batch, values_of(phi, names, batch, mean), mean, deviation)
    climb(phi, names, batch)
  end
  if CRITIC then
    criticise(phi, steps, mean)
  end
end

--- Climbs a few steps by what all edits of a search were paid in the end.
function M.learn(mind, gradients)
  local phi, names = mind.phi, mind.memory.known.names
  phi.words = phi.words or mind.memory.words
  vocabulary.add(phi.known, names)
  local steps, paid = steps_of(gradients)
  local mean, deviation = count_pay(phi, paid)
  tensor.scope(learn_steps, phi, names, steps, mean, deviation)
  learn_lengths(phi, gradients, paid, mean, deviation)
  for _, gradient in ipairs(gradients) do
    shift.learn(phi.shifts, gradient.slopes)
  end
  return phi
end

return M

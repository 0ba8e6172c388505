--- A policy that learns what pays where, and proposes chains of edits.
--
-- What bandit_warm believes of an action is its bias. To it comes what is believed of the place: of
-- the task by what was measured on it, of the program by what was done to it. How far that is
-- trusted (`trust`) is what would have foretold best the pay in families of tasks that had no part
-- in the belief: for each family a belief is kept that never heard of it, and asked first.

local belief = require("hyla.belief")
local credit = require("hyla.credit")
local keys = require("hyla.keys")
local parents = require("hyla.parents")
local proposal = require("hyla.proposal")
local vocabulary = require("hyla.vocabulary")

local M = {}

--- How much an action is worth trying that is little known here.
local EXPLORATION = 1

--- How far an action's worth in one task is believed to lie from that in all: a variance.
local SPREAD = 0.3

--- The share of an edit's pay that its best descendant decides.
local PATIENCE = 0.6

--- How often any option is taken.
local ANY = 0.03

--- Edits have one to so many steps.
local LONGEST = 4

--- The degrees of trust in places that are compared, and the one to begin with.
local TRUSTS = { 0, 0.1, 0.2, 0.4, 0.7, 1 }
local FIRST_TRUST = 0.2

--- What errors of an episode before count in the next one.
local RECALL = 0.998

local NOWHERE = { words = {}, values = {} }

--- Begins with nothing believed, and no action known.
function M.start()
  return { all = belief.new(), names = {}, without = {}, errors = {}, trust = FIRST_TRUST }
end

--- Begins a search: `count` and `excess` are by action what was paid here beyond what was believed,
--- `made` what was tried on whom.
function M.open(phi, lesson)
  return {
    names = vocabulary.copy(phi.names),
    family = lesson.family,
    measures = lesson.measures,
    total = 0,
    count = {},
    excess = {},
    made = {},
  }
end

--- Picks by rank; a program that has many children is picked less.
function M.pick(_, view, rng)
  return parents.pick("rank", view.rows, rng)
end

local function add(features, word, value)
  features.words[#features.words + 1], features.values[#features.values + 1] = word, value
end

-- what is true of a program after some more actions, and of the task
local function look(memory, row, actions)
  local features, has = { words = {}, values = {} }, {}
  for _, list in ipairs({ row.actions, actions }) do
    for _, action in ipairs(list) do
      has[action:match("^[%w_]+")] = true
    end
  end
  for _, editor in ipairs(keys.sorted(has)) do
    add(features, "has " .. editor, 1)
  end
  for _, name in ipairs(keys.sorted(memory.measures)) do
    add(features, "task " .. name, memory.measures[name])
  end
  add(features, "is cold", row.score <= 0 and 1 or 0)
  add(features, "score", row.score)
  return features
end

-- the upper bound of what an action is worth here
local function bound(mind, action, features)
  local memory = mind.memory
  local count = memory.count[action] or 0
  local weight = SPREAD / (belief.NOISE + count * SPREAD)
  local base, context = belief.worth(mind.phi.all, action, features)
  local curious = EXPLORATION / 2 * math.sqrt(math.log(memory.total + 2) * weight)
  local here = weight * (memory.excess[action] or 0)
  return base + mind.phi.trust * context + here + curious
end

local function length_of(mind, rng)
  local options = {}
  for i = 1, LONGEST do
    options[i] = { name = "length " .. i, length = i }
  end
  return proposal.greatest(options, rng, function(option)
    return bound(mind, option.name, NOWHERE)
  end).length
end

local function signature(row, actions)
  return row.n .. " " .. table.concat(actions, "; ")
end

-- the best option as the next action; as the last one of all, not what was made already
local function choose(mind, row, desk, actions, is_last, rng)
  local features = look(mind.memory, row, actions)
  local last = #actions + 1
  local function value_of(name)
    actions[last] = name
    if is_last and mind.memory.made[signature(row, actions)] then
      return -math.huge
    end
    return bound(mind, name, features)
  end
  local option, heard =
    vocabulary.choose(mind.memory.names, desk, "agent", ANY, rng, value_of)
  actions[last] = option.name
  return option, heard
end

--- Proposes a chain of steps, each with the greatest bound after those before it.
function M.propose(mind, view, desk, rng)
  local length, actions, row = length_of(mind, rng), {}, view.parent
  local seen = {}
  local edit, _, is_certain = proposal.chain(desk, "agent", length, rng, function(at, i)
    local option, heard = choose(mind, row, at, actions, i == length, rng)
    vocabulary.add(seen, heard)
    return { option = option }
  end)
  edit.trace = { length = length, seen = seen, is_certain = is_certain }
  return edit
end

-- the features at which each of the actions was chosen
local function places_of(memory, row, actions)
  local places, before = {}, {}
  for i, action in ipairs(actions) do
    places[i] = look(memory, row, before)
    before[i] = action
  end
  return places
end

--- Says what was done to whom, where, and what came of it.
function M.gradient(mind, experience)
  local parent = experience.parent
  return {
    n = experience.n,
    parent = parent.n,
    before = parent.score,
    score = experience.score,
    actions = experience.actions,
    places = places_of(mind.memory, parent, experience.actions),
    length = "length " .. experience.trace.length,
    seen = experience.trace.seen,
    made = experience.trace.is_certain and signature(parent, experience.actions) or nil,
  }
end

-- what a chain was believed to be worth: by itself, and by where it was done
local function expected(about, gradient)
  local base, context = 0, 0
  for i, action in ipairs(gradient.actions) do
    local own, more = belief.worth(about, action, gradient.places[i])
    base, context = base + own, context + more
  end
  return base, context
end

local function remember(memory, action, excess)
  memory.count[action] = (memory.count[action] or 0) + 1
  memory.excess[action] = (memory.excess[action] or 0) + excess
end

--- Remembers what was paid beyond what was believed; the steps of a chain share it.
function M.update(mind, gradient)
  local memory, paid = mind.memory, credit.now(gradient)
  local base, context = expected(mind.phi.all, gradient)
  local excess = paid - base - mind.phi.trust * context
  for _, action in ipairs(gradient.actions) do
    remember(memory, action, excess / #gradient.actions)
  end
  remember(memory, gradient.length, paid - belief.worth(mind.phi.all, gradient.length, NOWHERE))
  memory.total = memory.total + 1
  vocabulary.add(memory.names, gradient.seen)
  if gradient.made then
    memory.made[gradient.made] = true
  end
  return memory
end

local function copy(value)
  if type(value) ~= "table" then
    return value
  end
  local copied = {}
  for key, part in pairs(value) do
    copied[key] = copy(part)
  end
  return copied
end

-- how far off each degree of trust would have been in a family that had no part in the belief
local function judge(phi, stranger, gradients, paid)
  for i = 1, #TRUSTS do
    phi.errors[i] = RECALL * (phi.errors[i] or 0)
  end
  for j, gradient in ipairs(gradients) do
    local base, context = expected(stranger, gradient)
    for i, trust in ipairs(TRUSTS) do
      phi.errors[i] = phi.errors[i] + (paid[j] - base - trust * context) ^ 2
    end
  end
  local least = 1
  for i = 2, #TRUSTS do
    least = phi.errors[i] < phi.errors[least] and i or least
  end
  phi.trust = TRUSTS[least]
end

local function teach(about, gradients, paid)
  for i, gradient in ipairs(gradients) do
    belief.learn(about, gradient.actions, gradient.places, paid[i])
    belief.learn(about, { gradient.length }, { NOWHERE }, paid[i])
  end
end

--- Believes what all edits of a search were paid in the end.
function M.learn(mind, gradients)
  local phi, family = mind.phi, mind.memory.family
  local paid = credit.late(gradients, PATIENCE)
  if family then
    phi.without[family] = phi.without[family] or copy(phi.all)
    judge(phi, phi.without[family], gradients, paid)
    for _, other in ipairs(keys.sorted(phi.without)) do
      if other ~= family then
        teach(phi.without[other], gradients, paid)
      end
    end
  end
  teach(phi.all, gradients, paid)
  for _, gradient in ipairs(gradients) do
    vocabulary.add(phi.names, gradient.seen)
  end
  return phi
end

return M

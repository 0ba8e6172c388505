--- Learners: the bookkeeping of policies that believe in what was paid, and where.
--
-- A policy says how it decides: whom to pick, what an action is worth trying, how far to trust what
-- was learned in other families. What it has to remember for that is kept here.
--
-- How far to trust what is believed of a place (`trust`) is what would have foretold best the pay
-- in families of tasks that had no part in the belief: for each family a belief is kept that never
-- heard of it, and asked first.

local amend = require("hyla.amend")
local belief = require("hyla.belief")
local credit = require("hyla.credit")
local dialect = require("hyla.dialect")
local growth = require("hyla.growth")
local keys = require("hyla.keys")
local parents = require("hyla.parents")
local proposal = require("hyla.proposal")
local shift = require("hyla.shift")
local tallies = require("hyla.tally")
local vocabulary = require("hyla.vocabulary")

local M = {}

---@class Prospect          What is known of an action where it could be done next; not to be kept.
---@field base number       What it is worth anywhere.
---@field context number    What more it is worth at such a place.
---@field trust number      How far that is to be trusted; 0 to 1.
---@field here number       What more it was worth in this search.
---@field curious number    What more it is worth trying, as little as that is known.

---@class LearnerSettings
---@field parents string              A rule of hyla.parents.
---@field value fun(prospect: Prospect): number  What is wanted most is done; of a further step,
--- where `curious` is 0, what is surely worth most.
---@field exploration number          How much an action is worth trying that is little known here.
---@field spread number               Variance of an action's worth between tasks.
---@field credit CreditRules
---@field any number                  How often any option is taken.
---@field longest integer             The most steps of an edit.
---@field chain number                How often it may have more than one.
---@field least number                What a further step must surely be worth.
---@field trusts number[]             Degrees of trust that are compared; the first is begun with.
---@field recall number               What an error counts one search later.
---@field places boolean              Whether places are looked at.
---@field statistics boolean          Whether options that measure an argument are offered.
---@field notes? boolean              Whether steps note what their draws have met.
---@field pathwise? boolean           Whether the steps of lifted numbers learn by the loss.

local NOWHERE = { words = {}, values = {} }

local function add(features, word, value)
  features.words[#features.words + 1], features.values[#features.values + 1] = word, value
end

-- what is true of a program after some more actions, and of the task
local function look(memory, row, actions)
  local features, has = { words = {}, values = {} }, {}
  for _, list in ipairs({ row.actions, actions }) do
    for _, action in ipairs(list) do
      has[vocabulary.editor(action)] = true
    end
  end
  for _, editor in ipairs(keys.sorted(has)) do
    add(features, "has " .. editor, 1)
  end
  for _, name in ipairs(keys.sorted(memory.measures)) do
    add(features, "task " .. name, memory.measures[name])
  end
  -- what the words leave over where none of the others is true
  add(features, "always", 1)
  add(features, "is cold", row.score <= 0 and 1 or 0)
  add(features, "score", row.score)
  return features
end

-- returns what is wanted of actions at a place, as a function of their names: their upper bound, at
-- so much exploration
local function value_at(settings, mind, features, exploration)
  local phi, tally, variance = mind.phi, mind.memory.tally, nil
  local curiosity, tries = exploration / 2, math.log(tally.total + 2)
  -- one table for all: a proposal asks for hundreds
  local p = { trust = phi.trust }
  features = p.trust > 0 and features or NOWHERE
  return function(action)
    p.base, p.context = belief.worth(phi.all, action, features)
    p.here, variance = tallies.posterior(tally, action, settings.spread, belief.NOISE)
    p.curious = curiosity * math.sqrt(tries * variance)
    return settings.value(p)
  end
end

-- the first action: what is wanted most, or any; not what was made of this parent already
local function first(settings, mind, row, desk, rng)
  local memory = mind.memory
  local features = settings.places and look(memory, row, {}) or NOWHERE
  local value_of = value_at(settings, mind, features, settings.exploration)
  local made = memory.made[tostring(row.n)] or {}
  return vocabulary.choose(memory.known, desk, "agent", settings.any, rng, function(name)
    return made[name] and -math.huge or value_of(name)
  end)
end

-- a further action, none of those before again: what is surely worth most, if that is enough
local function further(settings, mind, row, desk, actions)
  local features = settings.places and look(mind.memory, row, actions) or NOWHERE
  local value_of, is_done = value_at(settings, mind, features, 0), {}
  for _, action in ipairs(actions) do
    is_done[action] = true
  end
  return proposal.best(mind.memory.known.names, function(name)
    local value = value_of(name)
    return value >= settings.least and not is_done[name] and value or -math.huge
  end, function(name)
    return desk:find("agent", name)
  end)
end

-- a desk as the policy speaks with it
local function spoken(settings, desk)
  local is_plain = not settings.statistics
  local rules = { is_plain = is_plain, has_notes = settings.notes or false }
  return (is_plain or settings.notes) and dialect.of(desk, rules) or desk
end

local function propose(settings, mind, view, desk, rng)
  local row, actions, heard = view.parent, {}, {}
  local length = rng:uniform() < settings.chain and settings.longest or 1
  local shifts = settings.pathwise and mind.phi.shifts or {}
  desk = spoken(settings, desk)
  local edit, draws, is_certain = proposal.chain(desk, "agent", length, rng, function(at, i)
    local option
    if i == 1 then
      option, heard = first(settings, mind, row, at, rng)
    else
      option = further(settings, mind, row, at, actions)
    end
    actions[i] = option and option.name
    return option and { option = option, shift = shifts[option.name] }
  end)
  edit.trace = { heard = heard, is_certain = is_certain }
  edit.trace.moves = settings.pathwise and shift.moves(edit.steps, draws, shifts) or nil
  return edit
end

-- the features at which each of the actions was chosen
local function places_of(settings, memory, row, actions)
  local places, before = {}, {}
  for i, action in ipairs(actions) do
    places[i] = settings.places and look(memory, row, before) or NOWHERE
    before[i] = action
  end
  return places
end

local function gradient_of(settings, mind, experience)
  local parent, trace = experience.parent, experience.trace
  return {
    n = experience.n,
    parent = parent.n,
    before = parent.score,
    score = experience.score,
    is_idle = experience.score == parent.score and experience.loss == parent.loss or nil,
    actions = experience.actions,
    places = places_of(settings, mind.memory, parent, experience.actions),
    heard = trace.heard,
    made = trace.is_certain and table.concat(experience.actions, "; ") or nil,
    slopes = trace.moves and shift.slopes(trace.moves, experience.gradient) or nil,
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

-- remembers what was paid beyond what was believed; the steps of a chain share it
local function update(settings, mind, gradient)
  local memory, paid = mind.memory, credit.now(gradient, settings.credit.harm)
  local base, context = expected(mind.phi.all, gradient)
  local excess = paid - base - mind.phi.trust * context
  for _, action in ipairs(gradient.actions) do
    tallies.add(memory.tally, action, excess / #gradient.actions)
  end
  memory.tally.total = memory.tally.total + 1
  vocabulary.add(memory.known, gradient.heard)
  if gradient.made then
    local parent = tostring(gradient.parent)
    memory.made[parent] = memory.made[parent] or {}
    memory.made[parent][gradient.made] = true
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
local function judge(settings, phi, stranger, gradients, paid)
  for i = 1, #settings.trusts do
    phi.errors[i] = settings.recall * (phi.errors[i] or 0)
  end
  for j, gradient in ipairs(gradients) do
    local base, context = expected(stranger, gradient)
    for i, trust in ipairs(settings.trusts) do
      phi.errors[i] = phi.errors[i] + (paid[j] - base - trust * context) ^ 2
    end
  end
  local least = 1
  for i = 2, #settings.trusts do
    least = phi.errors[i] < phi.errors[least] and i or least
  end
  phi.trust = settings.trusts[least]
end

local function teach(about, gradients, paid)
  for i, gradient in ipairs(gradients) do
    belief.learn(about, gradient.actions, gradient.places, paid[i])
  end
end

-- lets those beliefs learn that are not kept from hearing of a family
local function teach_others(phi, family, gradients, paid)
  for _, other in ipairs(keys.sorted(phi.without)) do
    if other ~= family then
      teach(phi.without[other], gradients, paid)
    end
  end
end

-- counts what each editor was used for, and what it was paid
local function count_uses(phi, gradients, paid)
  for i, gradient in ipairs(gradients) do
    for _, action in ipairs(gradient.actions) do
      local editor = vocabulary.editor(action)
      local use = phi.uses[editor] or { count = 0, paid = 0 }
      use.count, use.paid = use.count + 1, use.paid + paid[i] / #gradient.actions
      phi.uses[editor] = use
    end
  end
end

-- believes what all edits of a search were paid in the end
local function learn(settings, mind, gradients)
  local phi, family = mind.phi, mind.memory.family
  local paid = credit.late(gradients, settings.credit)
  if family and settings.places then
    phi.without[family] = phi.without[family] or copy(phi.all)
    judge(settings, phi, phi.without[family], gradients, paid)
    teach_others(phi, family, gradients, paid)
  end
  teach(phi.all, gradients, paid)
  count_uses(phi, gradients, paid)
  for _, gradient in ipairs(gradients) do
    vocabulary.add(phi.known, gradient.heard)
    shift.learn(phi.shifts, gradient.slopes or {})
  end
  return phi
end

-- nothing believed, and no action known
local function start(settings)
  return {
    all = belief.new(),
    known = vocabulary.new(),
    uses = {},
    shifts = {},
    growth = growth.new(),
    amendments = amend.new(),
    without = {},
    errors = {},
    trust = settings.trusts[1],
  }
end

-- the memory of a search that begins; `made` has by parent the edits that were made of it, and
-- would be the same again
local function open(phi, lesson)
  return {
    known = vocabulary.copy(phi.known),
    tally = tallies.new(),
    family = lesson.family,
    measures = lesson.measures,
    made = {},
  }
end

--- Makes a policy that decides as the settings say.
---
---@param settings LearnerSettings
---@return Policy
function M.policy(settings)
  return {
    open = open,
    update = function(mind, gradient)
      return update(settings, mind, gradient)
    end,
    start = function()
      return start(settings)
    end,
    pick = function(_, view, rng)
      return parents.pick(settings.parents, view.rows, rng)
    end,
    propose = function(mind, view, desk, rng)
      return propose(settings, mind, view, desk, rng)
    end,
    gradient = function(mind, experience)
      return gradient_of(settings, mind, experience)
    end,
    learn = function(mind, gradients)
      return learn(settings, mind, gradients)
    end,
  }
end

return M

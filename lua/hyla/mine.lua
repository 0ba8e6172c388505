--- Mining: which steps belong together, by the programs that won.
--
-- A set of steps is worth a name of its own when the winners that have all of it are more than
-- chance would give: merged greedily, as the pairs of a text are in a grammar (Re-Pair: Larsson &
-- Moffat 1999), by the gain in log-likelihood over independence, less what a new name costs.

local keys = require("hyla.keys")

local M = {}

---@class Winner
---@field family string
---@field score number     What it had gained.
---@field steps Step[]     All that was done to the starting program.
---@field gains number[]   What the edit of each of them gained over its parent.

---@class Vein             Steps that belong together.
---@field places string[]      Editor and class of each, in the order in which they are done.
---@field chains Step[][]      The same steps as each winner had them.
---@field stem? string         Of the name of an editor made of it; "macro" where it has none.

--- What a new name costs for each of so many winners' roots, and the least gain that pays.
local COST, LEAST_GAIN = 3, 4

--- Fewer winners tell nothing.
local LEAST_COUNT = 4

--- The most steps of a set.
local LONGEST = 7

--- Editors whose steps take something from a mate mean nothing without it.
local BORROWING = { crossover = true, insert_statement = true }

local function place_of(step)
  return step.editor .. "@" .. (step.site.class or "")
end

-- the first step at each place, by place; and the places in order
local function steps_by_place(winner)
  local steps, order = {}, {}
  for _, step in ipairs(winner.steps) do
    local place = place_of(step)
    if step.part == "agent" and not BORROWING[step.editor] and not steps[place] then
      steps[place] = step
      order[#order + 1] = place
    end
  end
  return steps, order
end

--- Returns the winners that beat the median of their family.
---
---@param winners Winner[]
---@return Winner[]
function M.best(winners)
  local scores = {}
  for _, winner in ipairs(winners) do
    scores[winner.family] = scores[winner.family] or {}
    table.insert(scores[winner.family], winner.score)
  end
  for _, list in pairs(scores) do
    table.sort(list)
  end
  local best = {}
  for _, winner in ipairs(winners) do
    local list = scores[winner.family]
    if winner.score > list[math.ceil(#list / 2)] then
      best[#best + 1] = winner
    end
  end
  return best
end

-- an item is a set of places, named by them
local function join(one, other)
  local places = {}
  for _, item in ipairs({ one, other }) do
    for place in item:gmatch("[^\n]+") do
      places[#places + 1] = place
    end
  end
  table.sort(places)
  return table.concat(places, "\n"), #places
end

local function count_items(bags)
  local singles, pairs_of = {}, {}
  for _, bag in ipairs(bags) do
    local items = keys.sorted(bag)
    for i, one in ipairs(items) do
      singles[one] = (singles[one] or 0) + 1
      pairs_of[one] = pairs_of[one] or {}
      for j = i + 1, #items do
        pairs_of[one][items[j]] = (pairs_of[one][items[j]] or 0) + 1
      end
    end
  end
  return singles, pairs_of
end

-- the pair of items that gains most by a name of its own; nil where none pays
local function best_pair(bags)
  local singles, pairs_of = count_items(bags)
  local best, greatest = nil, LEAST_GAIN
  for _, one in ipairs(keys.sorted(pairs_of)) do
    for _, other in ipairs(keys.sorted(pairs_of[one])) do
      local count = pairs_of[one][other]
      local gain = count * math.log(count * #bags / (singles[one] * singles[other]))
        - COST * math.sqrt(count)
      local _, size = join(one, other)
      if count >= LEAST_COUNT and size <= LONGEST and gain > greatest then
        best, greatest = { one, other }, gain
      end
    end
  end
  return best
end

local function merge(bags, pair)
  local joined = join(pair[1], pair[2])
  for _, bag in ipairs(bags) do
    if bag[pair[1]] and bag[pair[2]] then
      bag[pair[1]], bag[pair[2]], bag[joined] = nil, nil, true
    end
  end
  return joined
end

-- the places of an item in the order in which winners mostly do them
local function ordered(item, orders)
  local sums, counts, places = {}, {}, {}
  for place in item:gmatch("[^\n]+") do
    places[#places + 1], sums[place], counts[place] = place, 0, 0
  end
  for _, order in ipairs(orders) do
    for i, place in ipairs(order) do
      if sums[place] then
        sums[place], counts[place] = sums[place] + i, counts[place] + 1
      end
    end
  end
  table.sort(places, function(a, b)
    local mean, other = sums[a] / counts[a], sums[b] / counts[b]
    return mean < other or mean == other and a < b
  end)
  return places
end

-- the steps at some places, of every winner that has them all
local function chains_at(places, known)
  local chains = {}
  for _, steps in ipairs(known) do
    local chain = {}
    for _, place in ipairs(places) do
      chain[#chain + 1] = steps[place]
    end
    if #chain == #places then
      chains[#chains + 1] = chain
    end
  end
  return chains
end

--- Finds the sets of steps that belong together.
---
---@param winners Winner[]
---@return Vein[] veins  Those that pay most first.
function M.veins(winners)
  local known, orders, bags, veins = {}, {}, {}, {}
  for i, winner in ipairs(winners) do
    known[i], orders[i] = steps_by_place(winner)
    bags[i] = {}
    for _, place in ipairs(orders[i]) do
      bags[i][place] = true
    end
  end
  local pair = best_pair(bags)
  while pair do
    local places = ordered(merge(bags, pair), orders)
    veins[#veins + 1] = { places = places, chains = chains_at(places, known) }
    pair = best_pair(bags)
  end
  return veins
end

--- Returns random parts of winners in the form of veins: what is found where nothing is looked for.
---
---@param winners Winner[]
---@param count integer
---@param rng Rng
---@return Vein[]
function M.random(winners, count, rng)
  local veins = {}
  for _ = 1, #winners > 0 and count or 0 do
    local steps, order = steps_by_place(winners[rng:integer(#winners)])
    local places, chain = {}, {}
    for _, place in ipairs(order) do
      if rng:uniform() < 0.5 and #places < LONGEST then
        places[#places + 1], chain[#chain + 1] = place, steps[place]
      end
    end
    if #places > 1 then
      veins[#veins + 1] = { places = places, chains = { chain } }
    end
  end
  return veins
end

return M

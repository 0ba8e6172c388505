--- Units: one number for each seed, which is what a study counts as independent.
--
-- Instances of a family are averaged first, then the families, each with the same weight; so a
-- family with many instances says no more than another. A seed that has fewer episodes than the
-- others of its arm is left out and named: its mean would be over other families.

local keys = require("hyla.keys")
local sample = require("hyla.statistics.sample")

---@class Arm A method with a policy that was frozen after some meta-training.
---@field method string
---@field budget number

---@class Units
---@field seeds integer[] Ascending.
---@field values number[]

---@class Gap
---@field method string
---@field budget number
---@field seed integer
---@field found integer Episodes that are there.
---@field wanted integer

---@class UnitIndex
---@field budgets table<string, number[]> The budgets of each method, ascending.
---@field cells table<string, table<number, table<integer, table<string, Episode>>>> By method,
---  budget and seed; then by place: what is held out, family and instance.
---@field gaps Gap[] Seeds that are left out.
---@field families string[] In alphabetical order.

local M = {}

local function place_of(episode)
  return ("%s/%s/%d"):format(episode.held_out, episode.family, episode.instance)
end

--- Returns the value at a key, which is a new table where there is none.
local function inner(map, key)
  map[key] = map[key] or {}
  return map[key]
end

local function sorted_numbers(map)
  local numbers = {}
  for number in pairs(map) do
    numbers[#numbers + 1] = number
  end
  table.sort(numbers)
  return numbers
end

local function count(map)
  return #keys.sorted(map)
end

--- Takes the seeds out of an arm that have fewer cells than its best; notes them as gaps.
local function drop_gaps(seeds, method, budget, gaps)
  local wanted = 0
  for _, cells in pairs(seeds) do
    wanted = math.max(wanted, count(cells))
  end
  for _, seed in ipairs(sorted_numbers(seeds)) do
    local found = count(seeds[seed])
    if found < wanted then
      gaps[#gaps + 1] =
        { method = method, budget = budget, seed = seed, found = found, wanted = wanted }
      seeds[seed] = nil
    end
  end
end

--- Sorts the episodes of a study into arms and seeds.
---
---@param episodes Episode[]
---@return UnitIndex
function M.index(episodes)
  local cells, families = {}, {}
  for _, episode in ipairs(episodes) do
    local arm = inner(inner(cells, episode.method), episode.meta_budget)
    inner(arm, episode.seed)[place_of(episode)] = episode
    families[episode.family] = true
  end
  local index = { budgets = {}, cells = cells, gaps = {}, families = keys.sorted(families) }
  for _, method in ipairs(keys.sorted(cells)) do
    index.budgets[method] = sorted_numbers(cells[method])
    for _, budget in ipairs(index.budgets[method]) do
      drop_gaps(cells[method][budget], method, budget, index.gaps)
    end
  end
  return index
end

--- Returns the arm of a method at a budget: that of the greatest budget which does not exceed it,
--- so that a method without meta-training is compared at any; the least where all exceed it.
---
---@param index UnitIndex
---@param method string
---@param budget? number By default the method's greatest.
---@return Arm? arm nil for a method without episodes.
function M.arm(index, method, budget)
  local budgets = index.budgets[method]
  if not budgets then
    return nil
  end
  local best = budgets[1]
  for _, candidate in ipairs(budgets) do
    best = candidate <= (budget or math.huge) and candidate or best
  end
  return { method = method, budget = best }
end

--- Returns the mean over families of the mean over cells; nil when a cell has no value.
local function mean(cells, family, value_of)
  local values, means = {}, {}
  for _, place in ipairs(keys.sorted(cells)) do
    local episode = cells[place]
    if not family or episode.family == family then
      local value = value_of(episode, place)
      if not value then
        return nil
      end
      table.insert(inner(values, episode.family), value)
    end
  end
  for i, name in ipairs(keys.sorted(values)) do
    means[i] = sample.mean(values[name])
  end
  return #means > 0 and sample.mean(means) or nil
end

local function seeds_of(index, arm)
  return index.cells[arm.method][arm.budget]
end

--- Returns one value for each seed of an arm.
---
---@param index UnitIndex
---@param arm Arm
---@param measure fun(curve: Curve): number?
---@param family? string Only this one; by default all, with the same weight.
---@return Units
function M.values(index, arm, measure, family)
  local units, seeds = { seeds = {}, values = {} }, seeds_of(index, arm)
  for _, seed in ipairs(sorted_numbers(seeds)) do
    local value = mean(seeds[seed], family, function(episode)
      return measure(episode.k_curve)
    end)
    if value then
      table.insert(units.seeds, seed)
      table.insert(units.values, value)
    end
  end
  return units
end

--- Returns the cells of the first that the second has, too.
local function common(first, second)
  local cells = {}
  for place, episode in pairs(first) do
    cells[place] = second[place] and episode or nil
  end
  return cells
end

--- Returns the difference of two arms, first minus second, for each seed of both, over the cells
--- that both have.
---
---@param index UnitIndex
---@param first Arm
---@param second Arm
---@param measure fun(curve: Curve): number?
---@param family? string
---@return Units
function M.differences(index, first, second, measure, family)
  local units = { seeds = {}, values = {} }
  local ones, others = seeds_of(index, first), seeds_of(index, second)
  for _, seed in ipairs(sorted_numbers(common(ones, others))) do
    local other = others[seed]
    local value = mean(common(ones[seed], other), family, function(episode, place)
      local minuend, subtrahend = measure(episode.k_curve), measure(other[place].k_curve)
      return minuend and subtrahend and minuend - subtrahend
    end)
    if value then
      table.insert(units.seeds, seed)
      table.insert(units.values, value)
    end
  end
  return units
end

return M

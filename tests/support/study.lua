--- Studies for tests: episodes with known effects, drawn anew from a seed by every call.

local curves = require("hyla.study.curve")
local random = require("hyla.rng")

local M = {}

local FAMILIES = { "rings", "sparse", "xor" }
local LAST = 20

--- What each method is worth after all edits, by its meta-evaluations, and how fast it comes there.
local METHODS = {
  { name = "uniform", speed = 12, worth = { [0] = 0.15 } },
  { name = "bandit_warm", speed = 4, worth = { [0] = 0.15, [1000] = 0.38 } },
  {
    name = "learned",
    speed = 4,
    worth = { [0] = 0.15, [250] = 0.28, [500] = 0.36, [1000] = 0.40 },
  },
  { name = "no_archive", speed = 4, worth = { [1000] = 0.33 } },
  { name = "no_memory", speed = 4, worth = { [1000] = 0.40 } },
}

--- Returns imp@0 .. imp@20, in steps as a search makes them.
local function draw_curve(rng, speed, worth)
  local values, imp = { 0 }, 0
  for k = 1, LAST do
    if rng:uniform() < 0.6 then
      imp = worth * (1 - math.exp(-k / speed)) + 0.03 * rng:normal()
    end
    values[k + 1] = imp
  end
  return curves.of(values)
end

local function draw_episode(rng, method, budget, seed, family, instance)
  local shared = random.new(seed):split(family):split(instance):normal()
  local luck = random.new(seed):split(method.name):normal()
  local worth = method.worth[budget] + 0.04 * shared + 0.03 * luck + 0.02 * rng:normal()
  local failed = rng:integer(3)
  return {
    method = method.name,
    seed = seed,
    held_out = family,
    family = family,
    instance = instance,
    meta_budget = budget,
    k_curve = draw_curve(rng, method.speed, worth),
    evaluated = LAST,
    charged = LAST + budget / 100,
    seconds = 0.5 + 0.1 * rng:uniform(),
    outcomes = { ok = LAST - failed, error = failed },
  }
end

--- Returns an episode in which every edit was worth the same.
---
---@param method string
---@param seed integer
---@param family string
---@param imp number
---@param changes? table<string, any> Other fields.
---@return Episode
function M.flat(method, seed, family, imp, changes)
  local episode = {
    method = method,
    seed = seed,
    held_out = family,
    family = family,
    instance = 1,
    meta_budget = 0,
    k_curve = curves.of({ 0, imp, imp }),
    evaluated = 2,
    charged = 2,
    seconds = 0.5,
    outcomes = { ok = 2 },
  }
  for name, value in pairs(changes or {}) do
    episode[name] = value
  end
  return episode
end

--- Draws the episodes of a study: 3 families of 4 instances, and five methods, of which `learned`
--- is the best, `no_memory` as good as it, and `bandit_warm` hardly worse.
---
---@param seeds? integer By default 12.
---@return Episode[]
function M.episodes(seeds)
  local list = {}
  for seed = 1, seeds or 12 do
    for _, method in ipairs(METHODS) do
      for _, budget in ipairs({ 0, 250, 500, 1000 }) do
        local rng = random.new(seed):split(method.name):split(budget)
        for i = 1, method.worth[budget] and 4 * #FAMILIES or 0 do
          local family, instance = FAMILIES[(i - 1) % #FAMILIES + 1], math.ceil(i / #FAMILIES)
          list[#list + 1] = draw_episode(rng, method, budget, seed, family, instance)
        end
      end
    end
  end
  return list
end

--- Returns a study of them.
---
---@param seeds? integer
---@return Study
function M.new(seeds)
  return {
    title = "What the learned policy is worth",
    about = { "Policies, each trained on two families & tested on the third.", "Scores < 1." },
    methods = {
      { name = "uniform", label = "uniform", about = "every edit alike" },
      { name = "bandit_warm", label = "warm bandit", command = "hyla study a.yaml --only b" },
      { name = "learned", about = "<preferences> & context" },
      { name = "no_archive", label = "without archive" },
      { name = "no_memory", label = "without memory" },
    },
    pairs = { { "learned", "uniform" }, { "learned", "bandit_warm" } },
    ks = { 5, 10, 20 },
    ablations = {
      full = "learned",
      without = {
        { method = "no_archive", feature = "archive" },
        { method = "no_memory", feature = "memory editor" },
      },
    },
    resamples = 500,
    command = "hyla study examples/studies/ablation.yaml",
    versions = { hyla = "0.1.0", LuaJIT = "2.1" },
    machine = { processors = 2 },
    episodes = M.episodes(seeds),
  }
end

return M

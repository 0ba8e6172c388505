--- Outlines: what a study asks, with all that it leaves open filled in.

local curves = require("hyla.study.curve")
local interval = require("hyla.statistics.interval")
local random = require("hyla.rng")
local units = require("hyla.study.units")

---@class StudyMethod
---@field name string As in the episodes.
---@field label? string What to call it in tables and plots; by default its name.
---@field about? string One sentence.
---@field command? string What runs its row again.

---@class Study What a report is made of.
---@field title string
---@field about? string[] Paragraphs: what was compared, and why.
---@field methods StudyMethod[] In the order of the tables.
---@field pairs? string[][] Names of two methods each: first minus second is tested.
---@field ks integer[] Ascending: the k of imp@k in tables.
---@field tests? string[] Measures that pairs are tested on: "auc", "imp@10"; by default all.
---@field budgets? number[] Meta-evaluations at which pairs are tested, with what each method has up
---  to there; by default the most that both have, where a method without meta-training has any.
---@field ablations? { full: string, without: { method: string, feature: string }[] }
---@field compounding? integer The k of imp@k against meta-evaluations; by default 10, or the last.
---@field test? "t"|"sign_flip"|"wilcoxon" Whose p is corrected; by default "t".
---@field level? number Of intervals; 1 - level is that of tests. By default 0.95.
---@field margin? number Differences below it are said to be equivalent, where that is significant.
---@field resamples? integer Of a bootstrap; by default 10,000.
---@field seed? integer Of a bootstrap; by default 1.
---@field command? string What runs the study again.
---@field versions? table<string, string|number>
---@field machine? table<string, string|number>
---@field episodes Episode[]

---@class Measure
---@field name string "auc" or "imp@K".
---@field title string
---@field of fun(curve: Curve): number?

---@class Outline: Study
---@field last integer The k that every episode reached.
---@field measures Measure[] imp@k for every k, then the area.
---@field index UnitIndex
---@field decimals integer Of scores in tables.
---@field draws fun(size: integer): Draws
---@field labels table<string, string> By method.
---@field known table<string, table> What `summary` computed already.

local M = {}

local DEFAULTS = {
  about = {},
  pairs = {},
  test = "t",
  level = 0.95,
  resamples = 10000,
  seed = 1,
  versions = {},
  machine = {},
}

--- Returns the measure imp@k.
---
---@param k integer
---@return Measure
function M.imp(k)
  local name = ("imp@%d"):format(k)
  local function of(curve)
    return curves.at(curve, k)
  end
  return { name = name, title = name, of = of }
end

--- Returns the mean of imp@k over k = 1 .. last.
---
---@param last integer
---@return Measure
function M.area(last)
  local function of(curve)
    return curves.area(curve, last)
  end
  return { name = "auc", title = ("mean of k = 1..%d"):format(last), of = of }
end

local function last_of(episodes)
  local last = math.huge
  for _, episode in ipairs(episodes) do
    last = math.min(last, episode.k_curve.last)
  end
  return last
end

--- Returns how many decimals show three digits of the greatest score.
local function decimals_of(episodes)
  local greatest = 0
  for _, episode in ipairs(episodes) do
    for _, imp in ipairs(episode.k_curve.imp) do
      greatest = math.max(greatest, math.abs(imp))
    end
  end
  if greatest == 0 then
    return 3
  end
  return math.max(0, math.min(4, 3 - math.ceil(math.log10(greatest))))
end

--- Returns draws by the size of the sample; the same for the same size.
local function draw_once(outline)
  local rng, known = random.new(outline.seed):split("bootstrap"), {}
  return function(size)
    known[size] = known[size] or interval.draws(size, outline.resamples, rng:split(size))
    return known[size]
  end
end

local function unknown_name(outline, names)
  for _, name in ipairs(names) do
    if not outline.labels[name] then
      return name
    end
  end
end

--- Returns every name of a method that the study's questions use.
local function names_used(study)
  local names = {}
  for _, pair in ipairs(study.pairs or {}) do
    names[#names + 1], names[#names + 2] = pair[1], pair[2]
  end
  if study.ablations then
    names[#names + 1] = study.ablations.full
    for _, ablation in ipairs(study.ablations.without) do
      names[#names + 1] = ablation.method
    end
  end
  return names
end

local TESTS = { t = true, sign_flip = true, wilcoxon = true }

--- Says which of the names of measures and tests is none.
local function check_tests(outline)
  if not TESTS[outline.test] then
    return nil, ("wanted the test t, sign_flip or wilcoxon, got %s"):format(tostring(outline.test))
  end
  local is_measure, names = {}, {}
  for i, measure in ipairs(outline.measures) do
    is_measure[measure.name], names[i] = true, measure.name
  end
  for _, name in ipairs(outline.tests or {}) do
    if not is_measure[name] then
      return nil, ("wanted tests of %s, got %s"):format(table.concat(names, ", "), name)
    end
  end
  return true
end

local function check(outline)
  if #outline.episodes == 0 then
    return nil, "wanted at least one episode, got none"
  end
  local greatest = outline.ks[#outline.ks]
  if not greatest or greatest > outline.last or outline.last < 1 then
    local text = "wanted ks from 1 to %d, where all episodes came, got %s"
    return nil, text:format(outline.last, tostring(greatest))
  end
  local name = unknown_name(outline, names_used(outline))
  if name then
    return nil, ("wanted one of the study's methods, got %s"):format(name)
  end
  return check_tests(outline)
end

local function all_measures(outline)
  local measures = {}
  for i, k in ipairs(outline.ks) do
    measures[i] = M.imp(k)
  end
  measures[#measures + 1] = M.area(outline.last)
  return measures
end

--- Returns the study with everything that it leaves open. The study stays as it is.
---
---@param study Study
---@return Outline?
---@return string? message
function M.of(study)
  local outline = setmetatable({ labels = {}, known = {}, last = last_of(study.episodes) }, {
    __index = function(_, key)
      return study[key] == nil and DEFAULTS[key] or study[key]
    end,
  })
  for _, method in ipairs(study.methods) do
    outline.labels[method.name] = method.label or method.name
  end
  outline.measures = all_measures(outline)
  local ok, message = check(outline)
  if not ok then
    return nil, message
  end
  outline.compounding = math.min(study.compounding or 10, outline.last)
  outline.index = units.index(study.episodes)
  outline.decimals = decimals_of(study.episodes)
  outline.draws = draw_once(outline)
  return outline
end

--- Returns the arms of a study at their greatest budgets, in the order of its methods. Those
--- without episodes are passed over.
---
---@param outline Outline
---@return Arm[]
function M.final_arms(outline)
  local arms = {}
  for _, method in ipairs(outline.methods) do
    arms[#arms + 1] = units.arm(outline.index, method.name)
  end
  return arms
end

--- Says whether a method only lacks a feature of another one.
---
---@param outline Outline
---@param method string
---@return boolean
function M.is_ablation(outline, method)
  for _, ablation in ipairs(outline.ablations and outline.ablations.without or {}) do
    if ablation.method == method then
      return true
    end
  end
  return false
end

--- Returns the methods that are followed over meta-training: those with several snapshots, but
--- for ablations, which are compared at the end.
---
---@param outline Outline
---@return { method: string, budgets: number[] }[]
function M.followed(outline)
  local followed = {}
  for _, method in ipairs(outline.methods) do
    local budgets = outline.index.budgets[method.name] or {}
    if #budgets > 1 and not M.is_ablation(outline, method.name) then
      followed[#followed + 1] = { method = method.name, budgets = budgets }
    end
  end
  return followed
end

return M

--- Claims: the differences that a study looks at, each with its tests, corrected all together.
--
-- A claim is one number for each seed that is 0 on average if nothing is different: a pair of
-- methods, a method with and without a feature, or what more meta-training gained.

local correction = require("hyla.statistics.correction")
local effect = require("hyla.statistics.effect")
local figure = require("hyla.study.figure")
local interval = require("hyla.statistics.interval")
local outlines = require("hyla.study.outline")
local paired = require("hyla.statistics.paired")
local random = require("hyla.rng")
local sample = require("hyla.statistics.sample")
local units = require("hyla.study.units")

---@class Claim
---@field kind "pair"|"ablation"|"compounding"
---@field label string What is claimed, such as "learned - uniform".
---@field first Arm
---@field second Arm
---@field budget number The greater of their meta-evaluations.
---@field measure Measure
---@field seeds integer[]
---@field values number[] Differences.
---@field is_step? boolean From one snapshot to the next.
---@field mean? number nil, like all below, for fewer than two seeds.
---@field interval? Interval Student's, which agrees with the t test.
---@field bootstrap? Interval BCa.
---@field ps? { t: number, sign_flip: number, wilcoxon: number }
---@field p? number Of the study's test.
---@field corrected? number By Holm over all claims of the study.
---@field is_significant? boolean
---@field effect? number Hedges' g of the differences.
---@field superiority? number Share of the seeds that agree.
---@field detectable? number Least difference that would have been found with a chance of 0.8, at a
---  level divided by the number of claims, which is what Holm asks of the least p.
---@field equivalence? number p that the difference lies within the study's margin.

local M = {}

local POWER = 0.8

local function claim(kind, label, arms, measure, values)
  return {
    kind = kind,
    label = label,
    first = arms[1],
    second = arms[2],
    budget = math.max(arms[1].budget, arms[2].budget),
    measure = measure,
    seeds = values.seeds,
    values = values.values,
  }
end

local function difference(outline, kind, label, arms, measure)
  local values = units.differences(outline.index, arms[1], arms[2], measure.of)
  return claim(kind, label, arms, measure, values)
end

local function is_tested(outline, measure)
  if not outline.tests then
    return true
  end
  for _, name in ipairs(outline.tests) do
    if name == measure.name then
      return true
    end
  end
  return false
end

--- Returns the greatest budget that two methods can be compared at: the lesser of their greatest,
--- but that a method without meta-training does not hold the other back.
local function common_budget(outline, one, other)
  local greatest = math.huge
  for _, name in ipairs({ one, other }) do
    local budgets = outline.index.budgets[name]
    local last = budgets[#budgets]
    greatest = last > 0 and math.min(greatest, last) or greatest
  end
  return greatest
end

--- Returns the arms of two methods at a budget, by default their common one; nil where a method has
--- no episodes.
local function arms_of(outline, one, other, budget)
  local budgets = outline.index.budgets
  if not (budgets[one] and budgets[other]) then
    return nil
  end
  budget = budget or common_budget(outline, one, other)
  return { units.arm(outline.index, one, budget), units.arm(outline.index, other, budget) }
end

--- Adds the claims about a pair of methods at one budget.
local function add_pair(claims, outline, pair, budget)
  local arms = arms_of(outline, pair[1], pair[2], budget)
  if not arms then
    return
  end
  local label = ("%s - %s"):format(outline.labels[pair[1]], outline.labels[pair[2]])
  for _, measure in ipairs(outline.measures) do
    if is_tested(outline, measure) then
      claims[#claims + 1] = difference(outline, "pair", label, arms, measure)
    end
  end
end

local function add_pairs(claims, outline)
  for _, pair in ipairs(outline.pairs) do
    if not outline.budgets then
      add_pair(claims, outline, pair)
    end
    for _, budget in ipairs(outline.budgets or {}) do
      add_pair(claims, outline, pair, budget)
    end
  end
end

local function add_ablations(claims, outline)
  local area = outline.measures[#outline.measures]
  for _, ablation in ipairs(outline.ablations and outline.ablations.without or {}) do
    local arms = arms_of(outline, outline.ablations.full, ablation.method)
    if arms then
      claims[#claims + 1] = difference(outline, "ablation", ablation.feature, arms, area)
    end
  end
end

--- Returns the slope over the snapshots, 1, 2, 3 ..., for each seed that has all of them.
local function slopes(outline, arms, measure)
  local lines, places = {}, {}
  for place, arm in ipairs(arms) do
    places[place] = place
    local found = units.values(outline.index, arm, measure.of)
    for i, seed in ipairs(found.seeds) do
      lines[seed] = lines[seed] or {}
      lines[seed][place] = found.values[i]
    end
  end
  local result = { seeds = {}, values = {} }
  for _, seed in ipairs(units.values(outline.index, arms[1], measure.of).seeds) do
    local line, is_whole = lines[seed], true
    for place = 1, #arms do
      is_whole = is_whole and line[place] ~= nil
    end
    if is_whole then
      table.insert(result.seeds, seed)
      table.insert(result.values, sample.slope(places, line))
    end
  end
  return result
end

--- Adds what a method gained by meta-training: over all of it; where there are more than two
--- snapshots also on average, and by each step.
local function add_compounding(claims, outline, one, measure)
  local name, budgets, arms = outline.labels[one.method], one.budgets, {}
  for i, budget in ipairs(budgets) do
    arms[i] = { method = one.method, budget = budget }
  end
  local ends = { arms[#arms], arms[1] }
  claims[#claims + 1] =
    difference(outline, "compounding", name .. ": last - first", ends, measure)
  if #arms == 2 then
    return
  end
  local values = slopes(outline, arms, measure)
  claims[#claims + 1] =
    claim("compounding", name .. ": slope per snapshot", ends, measure, values)
  for i = 2, #arms do
    local from, to = figure.count(budgets[i - 1]), figure.count(budgets[i])
    local label = ("%s: from %s to %s"):format(name, from, to)
    local step = difference(outline, "compounding", label, { arms[i], arms[i - 1] }, measure)
    step.is_step = true
    claims[#claims + 1] = step
  end
end

--- Fills in what one claim's differences say.
local function judge(found, outline)
  local values = found.values
  if #values < 2 then
    return
  end
  local rng = random.new(outline.seed):split("signs"):split(found.label):split(found.measure.name)
  found.mean = sample.mean(values)
  found.interval = interval.t(values, outline.level)
  found.bootstrap = interval.bca(values, sample.mean, outline.draws(#values), outline.level)
  found.ps = {
    t = paired.t(values),
    sign_flip = paired.sign_flip(values, rng),
    wilcoxon = paired.wilcoxon(values),
  }
  found.p = found.ps[outline.test]
  found.effect = effect.unbiased(values)
  found.superiority = effect.superiority(values)
  found.equivalence = outline.margin and effect.equivalence(values, outline.margin)
end

local function correct(claims, outline)
  local judged, ps = {}, {}
  for _, found in ipairs(claims) do
    if found.p then
      judged[#judged + 1], ps[#ps + 1] = found, found.p
    end
  end
  local alpha = 1 - outline.level
  for i, corrected in ipairs(correction.holm(ps)) do
    local found = judged[i]
    found.corrected = corrected
    found.is_significant = corrected < alpha
    found.detectable = effect.minimum_detectable(found.values, alpha / #ps, POWER)
  end
end

--- Returns the claims of a study, tested.
---
---@param outline Outline
---@return Claim[] claims Pairs, then ablations, then compounding, each in the study's order.
function M.of(outline)
  local claims, measure = {}, outlines.imp(outline.compounding)
  add_pairs(claims, outline)
  add_ablations(claims, outline)
  for _, one in ipairs(outlines.followed(outline)) do
    add_compounding(claims, outline, one, measure)
  end
  for _, found in ipairs(claims) do
    judge(found, outline)
  end
  correct(claims, outline)
  return claims
end

return M

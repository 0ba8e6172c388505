--- Answers: what a study found and what it did not, in words.

local figure = require("hyla.study.figure")
local verdicts = require("hyla.study.verdict")

local M = {}

local function difference(outline, claim)
  return figure.estimate(claim.mean, claim.interval, outline.decimals, figure.signed)
end

--- Returns the circumstances of a claim: the measure, how much meta-training, the chance.
local function circumstances(claim)
  local text = "%s, %s meta-evaluations, corrected p %s"
  local budget = figure.count(claim.budget)
  return text:format(claim.measure.title, budget, figure.p(claim.corrected))
end

local function on_pair(outline, claim)
  local first, second = outline.labels[claim.first.method], outline.labels[claim.second.method]
  local found, where = difference(outline, claim), circumstances(claim)
  if not claim.is_significant then
    local text = "%s and %s do not differ significantly: %s (%s)."
    return text:format(first, second, found, where)
  end
  local word = claim.mean > 0 and "better" or "worse"
  return ("%s is %s than %s: %s (%s)."):format(first, word, second, found, where)
end

local function on_ablation(outline, claim)
  local found, where = difference(outline, claim), circumstances(claim)
  if not claim.is_significant then
    return ("%s makes no significant difference: %s (%s)."):format(claim.label, found, where)
  end
  local word = claim.mean > 0 and "helps" or "harms"
  return ("%s %s: %s (%s)."):format(claim.label, word, found, where)
end

--- Says up to which snapshot every step of a method's meta-training is a significant gain.
local function on_steps(outline, steps)
  local measure, top = steps[1].measure.title, steps[1].second.budget
  local label = outline.labels[steps[1].first.method]
  for i, step in ipairs(steps) do
    if not (step.is_significant and step.mean > 0) then
      local text = "%s: from %s to %s meta-evaluations %s does not rise significantly: %s "
        .. "(corrected p %s)%s."
      local from, to = figure.count(top), figure.count(step.first.budget)
      local found, p = difference(outline, step), figure.p(step.corrected)
      local before = i > 1 and "; every step before is a gain" or ""
      return text:format(label, from, to, measure, found, p, before)
    end
    top = step.first.budget
  end
  local text = "%s: %s rises with every step of meta-training, up to %s meta-evaluations."
  return text:format(label, measure, figure.count(top))
end

--- Returns the steps between snapshots of each method, in the claims' order.
local function steps_by_method(claims)
  local groups, by_method = {}, {}
  for _, claim in ipairs(claims) do
    local method = claim.first.method
    if claim.is_step and claim.p then
      if not by_method[method] then
        by_method[method] = {}
        groups[#groups + 1] = by_method[method]
      end
      table.insert(by_method[method], claim)
    end
  end
  return groups
end

--- Returns the name of the measure that answers are about: the last that pairs are tested on.
local function main_measure(claims)
  local name
  for _, claim in ipairs(claims) do
    name = claim.kind == "pair" and claim.measure.name or name
  end
  return name
end

--- Returns the answers to the study's questions, one sentence each: which of two methods is better,
--- which feature helps, and how far meta-training pays.
---
---@param outline Outline
---@param claims Claim[]
---@return string[]
function M.found(outline, claims)
  local sentences, main = {}, main_measure(claims)
  for _, claim in ipairs(claims) do
    if claim.p and claim.kind == "pair" and claim.measure.name == main then
      sentences[#sentences + 1] = on_pair(outline, claim)
    elseif claim.p and claim.kind == "ablation" then
      sentences[#sentences + 1] = on_ablation(outline, claim)
    end
  end
  for _, steps in ipairs(steps_by_method(claims)) do
    sentences[#sentences + 1] = on_steps(outline, steps)
  end
  return sentences
end

--- Writes what was looked for and not found, and how much could have been.
local function missed(outline, claim)
  local decimals = outline.decimals
  local text = ("%s, %s: not significant, %s, p %s, corrected %s."):format(
    claim.label,
    claim.measure.title,
    difference(outline, claim),
    figure.p(claim.p),
    figure.p(claim.corrected)
  )
  if claim.detectable then
    local more = " A true difference of %s would have been found with a chance of 0.8."
    text = text .. more:format(figure.fixed(claim.detectable, decimals))
  end
  if claim.equivalence and claim.equivalence < 1 - outline.level then
    local more = " The two are equivalent within %s (p %s, not corrected)."
    text = text .. more:format(figure.fixed(outline.margin, decimals), figure.p(claim.equivalence))
  end
  return text
end

--- Returns what did not reach significance, one sentence each.
---
---@param outline Outline
---@param claims Claim[]
---@return string[]
function M.missed(outline, claims)
  local sentences = {}
  for _, claim in ipairs(claims) do
    if claim.p and not claim.is_significant then
      sentences[#sentences + 1] = missed(outline, claim)
    elseif not claim.p then
      local text = "%s, %s: not tested, with %d seed(s) of both."
      sentences[#sentences + 1] = text:format(claim.label, claim.measure.title, #claim.values)
    end
  end
  return sentences
end

local function on_test(outline, claim)
  local text = "%s, %s: significant by the %s test, but not by flipping signs (p %s)."
  local name, p = verdicts.TEST_NAMES[outline.test], figure.p(claim.ps.sign_flip)
  return text:format(claim.label, claim.measure.title, name, p)
end

local function on_gap(outline, gap)
  local text = "Seed %d of %s at %s meta-evaluations is left out: %d of %d episodes are there."
  local label, budget = outline.labels[gap.method] or gap.method, figure.count(gap.budget)
  return text:format(gap.seed, label, budget, gap.found, gap.wanted)
end

--- Returns what a reader should know before believing the tables: claims that hang on the choice of
--- the test, methods without episodes, and seeds that are left out.
---
---@param outline Outline
---@param claims Claim[]
---@return string[]
function M.cautions(outline, claims)
  local sentences, alpha = {}, 1 - outline.level
  for _, claim in ipairs(claims) do
    if claim.is_significant and claim.ps.sign_flip >= alpha then
      sentences[#sentences + 1] = on_test(outline, claim)
    end
  end
  for _, method in ipairs(outline.methods) do
    if not outline.index.budgets[method.name] then
      sentences[#sentences + 1] = ("%s has no episodes."):format(outline.labels[method.name])
    end
  end
  for _, gap in ipairs(outline.index.gaps) do
    sentences[#sentences + 1] = on_gap(outline, gap)
  end
  return sentences
end

return M

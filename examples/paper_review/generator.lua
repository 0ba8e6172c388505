--- Generated papers: a stand-in for the real data with the same fields and the same difficulties.
--
-- A paper has a hidden quality that decides its fate, up to the committee's own noise. A reviewer
-- sees it through a habit (harsh or lenient) and through noise that shrinks with confidence; the
-- tone of the review follows the rating loosely. The topic of a paper moves its chances a little.

local splits = require("examples.paper_review.splits")
local words = require("examples.paper_review.words")

local M = {}

local REVIEWERS = 60
local HABIT_SPREAD = 0.6        -- of a reviewer's bias, in points of rating
local RATING_MIDDLE = 5.5
local RATING_PER_QUALITY = 1.5  -- points of rating for one standard deviation of quality
local COMMITTEE_NOISE = 0.25    -- in standard deviations of quality
local TONE_PER_POINT = 0.10     -- how much more of the opinions are praise per point of rating
local OPINION_SHARE = 0.6       -- of a review's sentences; the rest could be in any review

--- Papers by split; all are halves of accepted and rejected papers.
local PAPERS = { small = 180, balanced = 300, large = 500 }

local function pick(list, draws)
  return list[draws:integer(#list)]
end

--- Fills the {slots} of a template from lists of the same names.
local function filled(template, lists, draws)
  local text = template:gsub("{(%a+)}", function(slot)
    return pick(lists[slot], draws)
  end)
  return text
end

local function sentence_kind(rating, draws)
  if draws:uniform() >= OPINION_SHARE then
    return words.plain
  end
  local praise = 0.5 + TONE_PER_POINT * (rating - RATING_MIDDLE)
  return draws:uniform() < praise and words.praise or words.blame
end

local function review_text(rating, draws)
  local sentences = {}
  local slots = { aspect = words.aspects, thing = words.things }
  for index = 1, 3 + draws:integer(6) do
    sentences[index] = filled(pick(sentence_kind(rating, draws), draws), slots, draws)
  end
  return table.concat(sentences, " ")
end

local function abstract_text(slots, draws)
  local sentences = {}
  for index = 1, 3 + draws:integer(3) do
    sentences[index] = filled(pick(words.abstract, draws), slots, draws)
  end
  return table.concat(sentences, " ")
end

--- Returns a rating from 1 to 10: quality, habit, and noise that a sure reviewer has less of.
local function rating_of(quality, reviewer, confidence, draws)
  local noise = (2.4 - 0.4 * confidence) * draws:normal()
  local rating = RATING_MIDDLE + RATING_PER_QUALITY * quality + reviewer.habit + noise
  return math.min(math.max(math.floor(rating + 0.5), 1), 10)
end

local function confidence_of(draws)
  return math.min(math.max(math.floor(3.7 + 0.8 * draws:normal() + 0.5), 1), 5)
end

--- Returns a panel of three to five reviewers, none of them twice.
local function panel_of(reviewers, draws)
  local panel, size = {}, pick({ 3, 3, 3, 4, 5 }, draws)
  local first = draws:integer(#reviewers)
  for index = 1, size do
    panel[index] = reviewers[(first + 7 * index) % #reviewers + 1]
  end
  return panel
end

local function add_reviews(paper, quality, panel, draws)
  for index, reviewer in ipairs(panel) do
    local confidence = confidence_of(draws)
    paper.confidences[index] = confidence
    paper.ratings[index] = rating_of(quality, reviewer, confidence, draws)
    paper.reviews[index] = review_text(paper.ratings[index], draws)
  end
end

--- Draws topic and quality until the committee's decision is the wanted one.
local function accepted_or_not(accept, draws)
  local topic, quality
  repeat
    topic = pick(words.topics, draws)
    quality = draws:normal()
  until (quality + topic.favour + COMMITTEE_NOISE * draws:normal() > 0) == accept
  return topic, quality
end

local function paper_of(number, accept, reviewers, draws)
  local topic, quality = accepted_or_not(accept, draws)
  local slots = { noun = topic.nouns, field = { topic.field } }
  local paper = {
    id = ("generated-%d"):format(number),
    title = filled(pick(words.titles, draws), slots, draws),
    abstract = abstract_text(slots, draws),
    reviews = {},
    ratings = {},
    confidences = {},
    accept = accept,
  }
  add_reviews(paper, quality, panel_of(reviewers, draws), draws)
  return paper
end

local function reviewers_of(draws)
  local reviewers = {}
  for index = 1, REVIEWERS do
    reviewers[index] = { habit = HABIT_SPREAD * draws:normal() }
  end
  return reviewers
end

--- Returns generated papers, accepted and rejected in turn.
---
---@param count integer
---@param rng userdata  An `hyla.rng`; it is split, not moved.
---@return Paper[]
function M.papers(count, rng)
  local reviewers = reviewers_of(rng:split("reviewers"))
  local papers = {}
  for number = 1, count do
    papers[number] = paper_of(number, number % 2 == 0, reviewers, rng:split(number))
  end
  return papers
end

--- Returns generated papers in splits: 40/40/100, 100/100/100, or 70/15/15 hundredths of 500.
---
---@param split "small"|"balanced"|"large"
---@param rng userdata
---@return Splits
function M.splits(split, rng)
  local papers = M.papers(PAPERS[split], rng)
  if split == "large" then
    return splits.large(papers)
  elseif split == "small" then
    return splits.small(papers, rng:split("order"))
  end
  return splits.thirds(papers, rng:split("order"))
end

return M

--- Data sets: what is known of each, and how one of its rows becomes a paper.

local cjson = require("cjson.safe")
local reader = require("examples.paper_review.reader")

---@class Paper
---@field id string
---@field title string
---@field abstract string
---@field reviews string[]      Empty where the data set has no review text.
---@field ratings number[]      1 to 10.
---@field confidences number[]  1 to 5, in the order of the ratings; empty where unknown.
---@field accept boolean

---@class Dataset
---@field origin string         Where the public source is.
---@field has_reviews boolean
---@field scores fun(row: table): table?, table?, table? Texts, ratings, confidences of a row.

local M = {}

--- Splits a list of reviews into its columns.
local function columns(row)
  if type(row.reviews) ~= "table" then
    return nil
  end
  local texts, ratings, confidences = {}, {}, {}
  for index, review in ipairs(row.reviews) do
    if type(review) ~= "table" then
      return nil
    end
    texts[index] = type(review.text) == "string" and reader.without_ratings(review.text) or ""
    ratings[index] = review.rating
    confidences[index] = review.confidence
  end
  return texts, ratings, confidences
end

local function listed_ratings(row)
  local confidences = row.confidences
  if confidences == nil or confidences == cjson.null then
    confidences = {}
  end
  return {}, row.ratings, confidences
end

---@type table<string, Dataset>
M.known = {
  iclr2017_reviews = {
    origin = "github.com/Seafoodair/Openreview at 955e0b8f903a, file"
      .. ' "data/ICLR data/tp_2017conference.xlsx"',
    has_reviews = true,
    scores = columns,
  },
  iclr2021 = {
    origin = "github.com/evanzd/ICLR2021-OpenReviewData at 4aed86cd1729, files raw_*.tsv",
    has_reviews = false,
    scores = listed_ratings,
  },
}

local function is_list_of_numbers(list)
  if type(list) ~= "table" then
    return false
  end
  for _, value in ipairs(list) do
    if type(value) ~= "number" then
      return false
    end
  end
  return true
end

local function first_missing_text(row)
  for _, key in ipairs({ "id", "title", "abstract" }) do
    if type(row[key]) ~= "string" then
      return key
    end
  end
end

--- Returns the paper of a row; nil and no message when nobody knows whether it was accepted.
---
--- Only what a case may show is kept: no decision, no meta-review, no first round of ratings.
---
---@param dataset Dataset
---@param row table
---@return Paper? paper
---@return string? message
function M.paper(dataset, row)
  if row.accept == cjson.null then
    return nil
  end
  local missing = first_missing_text(row)
  if missing then
    return nil, ("wanted a text for %q, got %s"):format(missing, type(row[missing]))
  end
  if row.accept ~= 0 and row.accept ~= 1 then
    return nil, ('wanted 0, 1 or null for "accept", got %s'):format(tostring(row.accept))
  end
  local reviews, ratings, confidences = dataset.scores(row)
  if not is_list_of_numbers(ratings) or not is_list_of_numbers(confidences) then
    return nil, "wanted numbers for ratings and confidences"
  end
  return {
    id = row.id,
    title = row.title,
    abstract = row.abstract,
    reviews = reviews,
    ratings = ratings,
    confidences = confidences,
    accept = row.accept == 1,
  }
end

return M

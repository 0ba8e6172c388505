--- Paper review: from a paper and its reviews, tell whether the conference accepted it.

local datasets = require("examples.paper_review.datasets")
local source = require("examples.paper_review.source")
local worth = require("hyla.worth")

local M = {}

---@type table<string, Option>
M.options = {
  level = {
    values = { "panel", "text" },
    default = "panel",
    meaning = "what a case shows: texts only, or the reviewers' ratings and confidences too",
  },
  data = {
    values = { "iclr2017_reviews", "iclr2021" },
    default = "iclr2017_reviews",
    meaning = "the data set: a folder of this name",
  },
  split = {
    values = { "small", "balanced", "large" },
    default = "balanced",
    meaning = "40/40/100 papers that the seed draws, or 100/100/100, half of them accepted, "
      .. "or 70/15/15 hundredths of all",
  },
  source = {
    values = { "data", "generated" },
    default = "data",
    meaning = "the data set, or always the generator",
  },
  fallback = {
    values = { "none", "generated" },
    default = "none",
    meaning = "what stands in for a data set that is not there",
  },
  measure = {
    values = { "accuracy", "graded" },
    default = "accuracy",
    meaning = "the share of right answers, or 1 for right, -1 for wrong and 0 for no answer",
  },
}

--- Returns the fields of a case. Whatever is not listed here is never shown.
local function fields_of(level, has_reviews)
  local fields = { { name = "title", kind = "text" }, { name = "abstract", kind = "text" } }
  if has_reviews then
    fields[#fields + 1] = { name = "reviews", kind = "texts" }
  end
  if level == "panel" then
    fields[#fields + 1] = { name = "ratings", kind = "numbers" }
    fields[#fields + 1] = { name = "confidences", kind = "numbers" }
  end
  return fields
end

local function copied(value)
  return type(value) == "table" and { unpack(value) } or value
end

local function case_of(paper, fields)
  local input = {}
  for _, field in ipairs(fields) do
    input[field.name] = copied(paper[field.name])
  end
  return { id = paper.id, input = input, answer = paper.accept and "accept" or "reject" }
end

---@class PaperReview: Task
---@field private source Source
---@field private is_graded boolean
---@field private splits? Splits
local Task = {}
Task.__index = Task

--- Reads the papers, labels included.
---
---@return boolean? done
---@return string? message
function Task:load()
  local splits, message = self.source.read()
  if not splits then
    return nil, message
  end
  self.splits = splits
  return true
end

--- Returns the cases of a split, fresh tables each time.
---
---@param split "train"|"validation"|"test"
---@return Case[]
function Task:cases(split)
  local papers = self.splits and self.splits[split]
  if not papers then
    local why = self.splits and "wanted train, validation or test, got " .. tostring(split)
    error(why or "load the task before asking for its cases", 2)
  end
  local cases = {}
  for index, paper in ipairs(papers) do
    cases[index] = case_of(paper, self.schema.fields)
  end
  return cases
end

--- Returns the share of right answers, where a missing answer, or one of another type, is wrong;
--- or, graded, what `hyla.worth` says of the two classes.
---
---@param answers table<integer, any> answers[i] belongs to cases[i].
---@param cases Case[]
---@return number accuracy  0 to 1; graded -1 to 1.
function Task:measure(answers, cases)
  if self.is_graded then
    return worth.classes(answers, cases, #self.schema.answers)
  end
  local right = 0
  for index, case in ipairs(cases) do
    right = right + (rawequal(answers[index], case.answer) and 1 or 0)
  end
  return right / math.max(#cases, 1)
end

--- Returns what the answer to each case is worth: the mean over the cases is what they measure.
---
---@param cases Case[]
---@return Scorer
function Task:scorer(cases)
  if self.is_graded then
    return worth.class_scorer(cases, #self.schema.answers)
  end
  return {
    low = 0,
    high = 1,
    score = function(answer, case)
      return rawequal(answer, case.answer) and 1 or 0
    end,
  }
end

--- Opens the task: finds the data set or its stand-in, reads no label.
---
---@param options table        As declared in `M.options`, defaults filled in.
---@param context TaskContext
---@return PaperReview? task
---@return string? message
function M.open(options, context)
  local papers, message = source.open(options, context)
  if not papers then
    return nil, message
  end
  local fields = fields_of(options.level, datasets.known[options.data].has_reviews)
  return setmetatable({
    name = "paper_review." .. options.level,
    schema = { fields = fields, answers = { "reject", "accept" } },
    limits = { cpu_seconds = 4, wall_seconds = 40, memory_bytes = 2 ^ 28 },
    notice = papers.notice,
    source = papers,
    is_graded = options.measure == "graded",
  }, Task)
end

return M

--- Sources: where the papers of a run come from, real or generated.
--
-- A source is opened before workers start and read afterwards: opening one touches no label.

local datasets = require("examples.paper_review.datasets")
local generator = require("examples.paper_review.generator")
local reader = require("examples.paper_review.reader")
local splits = require("examples.paper_review.splits")
local system = require("hyla.system")
local tasks = require("hyla.task")

---@class Source
---@field notice? string  A line for the screen.
---@field read fun(): Splits?, string? Returns the papers, or nil and what is wrong.

local M = {}

local SPLIT_FILE = "split_balanced100.json"

local function read_papers(path, dataset)
  local papers = {}
  local ok, message = reader.each_line(path, function(row)
    local paper, problem = datasets.paper(dataset, row)
    papers[#papers + 1] = paper
    return problem
  end)
  if not ok then
    return nil, message
  end
  return papers
end

--- The papers of a folder that small splits were drawn from: a study draws hundreds of them in one
--- process, and reading takes 0.3 s.
local remembered = {}

local function small_split(path, dataset, rng)
  if not remembered[path] then
    local papers, message = read_papers(path, dataset)
    if not papers then
      return nil, message
    end
    remembered[path] = papers
  end
  return splits.small(remembered[path], rng:split("small"))
end

local function read_splits(folder, dataset, split, rng)
  local file = folder .. "/papers.jsonl"
  if split == "small" then
    return small_split(file, dataset, rng)
  end
  local papers, message = read_papers(file, dataset)
  if not papers then
    return nil, message
  end
  if split == "large" then
    return splits.large(papers)
  end
  local path = folder .. "/" .. SPLIT_FILE
  local listed, broken = reader.object(path)
  if not listed then
    return nil, broken
  end
  local parts, problem = splits.listed(papers, listed)
  return parts, problem and path .. ": " .. problem
end

local function missing_file(folder, split)
  for _, name in ipairs({ "papers.jsonl", split == "balanced" and SPLIT_FILE or nil }) do
    if system.kind(folder .. "/" .. name) ~= "file" then
      return name
    end
  end
end

local function open_data(folder, options, rng)
  local missing = missing_file(folder, options.split)
  if missing then
    return nil, ("data set %s: %s lacks %s"):format(options.data, folder, missing)
  end
  local dataset = datasets.known[options.data]
  return {
    read = function()
      return read_splits(folder, dataset, options.split, rng)
    end,
  }
end

local function open_generator(options, rng, notice)
  return {
    notice = notice,
    read = function()
      return generator.splits(options.split, rng:split("paper review"))
    end,
  }
end

--- Opens the source that the options name.
---
---@param options table        Checked options of the task.
---@param context TaskContext
---@return Source? source
---@return string? message
function M.open(options, context)
  if options.source == "generated" then
    return open_generator(options, context.rng, "generated papers, as the config asks")
  end
  local folder, looked_in = tasks.find_data(options.data, context.data)
  if folder then
    return open_data(folder, options, context.rng)
  end
  local missing = ("data set %s not found: looked in %s"):format(options.data, looked_in)
  if options.fallback == "generated" then
    return open_generator(options, context.rng, missing .. "; using generated papers instead")
  end
  local text = "%s; its public source is %s, the layout is in examples/paper_review/README.md"
  return nil, text:format(missing, datasets.known[options.data].origin)
end

return M

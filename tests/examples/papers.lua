--- Tiny data sets in the layout of the real ones: twelve labelled papers and one without a label.

local cjson = require("cjson.safe")

local M = {}

local function reviews(number)
  return {
    { rating = 3, confidence = 2, text = ("First view of %d: my score is 3."):format(number) },
    { rating = 4, confidence = 5, text = ("Second view of %d."):format(number) },
  }
end

local function paper(number)
  return {
    id = ("secret-%d"):format(number),
    title = ("Title %d"):format(number),
    keywords = "LEAK",
    abstract = ("Abstract %d"):format(number),
    decision = "LEAK",
    meta_review = "LEAK",
    accept = number % 2,
  }
end

local ROW = {
  iclr2017_reviews = function(number)
    local row = paper(number)
    row.reviews = reviews(number)
    return row
  end,
  iclr2021 = function(number)
    local row = paper(number)
    row.ratings, row.confidences, row.ratings_initial = { 3, 4 }, cjson.null, { 9, 9 }
    return row
  end,
}

local function ids(first, last)
  local list = {}
  for number = first, last do
    list[#list + 1] = paper(number).id
  end
  return list
end

local function unlabelled(row)
  row.accept = cjson.null
  return row
end

--- Returns the files of a data set by name.
---
---@param name "iclr2017_reviews"|"iclr2021"
---@return table<string, string>
function M.files(name)
  local lines = {}
  for number = 1, 12 do
    lines[number] = cjson.encode(ROW[name](number))
  end
  lines[13] = cjson.encode(unlabelled(ROW[name](13)))
  local splits = { train = ids(1, 4), val = ids(5, 8), test = ids(9, 12) }
  return {
    [name .. "/papers.jsonl"] = table.concat(lines, "\n") .. "\n",
    [name .. "/split_balanced100.json"] = cjson.encode(splits),
  }
end

--- Returns the files of the 2017 data set with another 13th line.
---
---@param line string
---@return table<string, string>
function M.broken_files(line)
  local files = M.files("iclr2017_reviews")
  local path = "iclr2017_reviews/papers.jsonl"
  files[path] = files[path]:gsub("[^\n]*\n$", line .. "\n")
  return files
end

return M

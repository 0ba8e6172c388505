--- Splits: which papers are for training, for choosing (validation) and for the last word (test).

local rng = require("hyla.rng")

---@class Splits
---@field train Paper[]
---@field validation Paper[]
---@field test Paper[]

local M = {}

--- The name of each split in the files of the data sets.
local NAME_IN_FILE = { train = "train", validation = "val", test = "test" }

--- The share of papers in the test split of a large split; validation gets as many.
local TEST_SHARE = 0.15

local function slice(list, first, last)
  local part = {}
  for index = first, last do
    part[#part + 1] = list[index]
  end
  return part
end

--- Returns the list in another order (Fisher and Yates 1938).
local function shuffled(list, draws)
  local order = slice(list, 1, #list)
  for index = #order, 2, -1 do
    local other = draws:integer(index)
    order[index], order[other] = order[other], order[index]
  end
  return order
end

--- Returns 70 / 15 / 15 hundredths of the papers after a shuffle that is always the same.
---
---@param papers Paper[]
---@return Splits
function M.large(papers)
  local order = shuffled(papers, rng.new(0))
  local held_out = math.ceil(TEST_SHARE * #order)
  local train = #order - 2 * held_out
  return {
    train = slice(order, 1, train),
    validation = slice(order, train + 1, train + held_out),
    test = slice(order, train + held_out + 1, #order),
  }
end

--- How many accepted papers each split of a small one has, and how many rejected ones.
local SMALL = { { "train", 20 }, { "validation", 20 }, { "test", 50 } }

-- the papers that were accepted or not, in another order
local function of_fate(papers, accept, draws)
  local list = {}
  for _, paper in ipairs(papers) do
    list[#list + 1] = paper.accept == accept and paper or nil
  end
  return shuffled(list, draws)
end

--- Returns 40 / 40 / 100 papers, half of them accepted, that are drawn from all.
---
---@param papers Paper[]
---@param draws userdata  An `hyla.rng`.
---@return Splits? splits
---@return string? message
function M.small(papers, draws)
  local accepted, rejected = of_fate(papers, true, draws), of_fate(papers, false, draws)
  local parts, first = {}, 1
  for _, share in ipairs(SMALL) do
    local split, count = share[1], share[2]
    local part = slice(accepted, first, first + count - 1)
    for index = first, first + count - 1 do
      part[#part + 1] = rejected[index]
    end
    if #part < 2 * count then
      local text = "a small split wants 90 papers of each fate, got %d accepted and %d rejected"
      return nil, text:format(#accepted, #rejected)
    end
    parts[split], first = shuffled(part, draws), first + count
  end
  return parts
end

--- Returns a third of the papers each, in an order that tells nothing of where they stood.
---
---@param papers Paper[]
---@param draws userdata  An `hyla.rng`.
---@return Splits
function M.thirds(papers, draws)
  local third = math.floor(#papers / 3)
  return {
    train = shuffled(slice(papers, 1, third), draws),
    validation = shuffled(slice(papers, third + 1, 2 * third), draws),
    test = shuffled(slice(papers, 2 * third + 1, #papers), draws),
  }
end

local function take(ids, papers_by_id, seen)
  local part = {}
  for index, id in ipairs(ids) do
    if not papers_by_id[id] then
      return nil, ("no labelled paper has the id %q"):format(tostring(id))
    end
    if seen[id] then
      return nil, ("the id %q comes twice"):format(id)
    end
    seen[id] = true
    part[index] = papers_by_id[id]
  end
  return part
end

--- Returns the papers that a split file lists.
---
---@param papers Paper[]
---@param listed { train: string[], val: string[], test: string[] }
---@return Splits? splits
---@return string? message
function M.listed(papers, listed)
  local by_id, seen, splits = {}, {}, {}
  for _, paper in ipairs(papers) do
    by_id[paper.id] = paper
  end
  for _, split in ipairs({ "train", "validation", "test" }) do
    local ids = listed[NAME_IN_FILE[split]]
    if type(ids) ~= "table" then
      return nil, ("wanted a list of ids for %q, got %s"):format(NAME_IN_FILE[split], type(ids))
    end
    local part, message = take(ids, by_id, seen)
    if not part then
      return nil, message
    end
    splits[split] = part
  end
  return splits
end

return M

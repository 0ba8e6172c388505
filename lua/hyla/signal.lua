--- Signals: how much a number that is read off each case tells of the answers.

local stat = require("hyla.kit.stat")

local M = {}

--- A spread that is smaller than this share of the mean is one of rounding.
local ROUNDING = 1e-12

---@class AnswerColumns
---@field raw number[][]     [columns][cases]: the answers, or a 1 where a class is the answer.
---@field means number[]     Of each column.
---@field scaled number[][]  The same with mean 0, divided by spread and number of cases.

-- two classes need one column: the other says the same
local function raw_columns(schema, cases)
  local classes, columns = schema.answers, {}
  if classes == "number" then
    classes = { false }
  elseif #classes == 2 then
    classes = { classes[1] }
  end
  for c, class in ipairs(classes) do
    columns[c] = {}
    for i, case in ipairs(cases) do
      columns[c][i] = class and (case.answer == class and 1 or 0) or case.answer
    end
  end
  return columns
end

--- Returns the answers of cases as columns of numbers.
---
---@param schema Schema
---@param cases Case[]
---@return AnswerColumns
function M.columns(schema, cases)
  local columns = { raw = raw_columns(schema, cases), means = {}, scaled = {} }
  for c, ys in ipairs(columns.raw) do
    local mean, scale = stat.mean(ys), stat.spread(ys) * #ys
    local scaled = {}
    for i = 1, #ys do
      scaled[i] = scale > 0 and (ys[i] - mean) / scale or 0
    end
    columns.means[c], columns.scaled[c] = mean, scaled
  end
  return columns
end

--- Returns the absolute correlation of a list of numbers with the answers; of classes, with that
--- one which it tells best.
---
---@param xs number[]  One number per case.
---@param columns AnswerColumns
---@return number strength 0 to 1
function M.strength(xs, columns)
  local spread, most = stat.spread(xs), 0
  if spread <= ROUNDING * math.abs(stat.mean(xs)) then
    return 0
  end
  for _, scaled in ipairs(columns.scaled) do
    local sum = 0
    for i = 1, #xs do
      sum = sum + xs[i] * scaled[i]
    end
    most = math.max(most, math.abs(sum) / spread)
  end
  return math.min(most, 1)
end

-- sums of squares of one column of answers: between groups, and within them
local function squares(groups, ys)
  local all, weighted, square, members = 0, 0, 0, 0
  for _, group in ipairs(groups) do
    local sum = 0
    for i = 1, #group do
      local y = ys[group[i]]
      sum, square = sum + y, square + y * y
    end
    all, weighted, members = all + sum, weighted + sum * sum / #group, members + #group
  end
  return weighted - all * all / members, square - weighted
end

--- Returns the answers' variance between groups over that within them, each by its degrees of
--- freedom (the F statistic of one-way analysis of variance, Fisher 1925), summed over columns.
---
---@param groups integer[][]  Cases by group; groups of one case have no part.
---@param columns AnswerColumns
---@return number ratio 1 is chance, 0 where it cannot be told, math.huge where no group varies
function M.ratio(groups, columns)
  local shared, members = {}, 0
  for _, group in ipairs(groups) do
    if #group > 1 then
      shared[#shared + 1], members = group, members + #group
    end
  end
  if #shared < 2 or members == #shared then
    return 0
  end
  local between, within = 0, 0
  for _, ys in ipairs(columns.raw) do
    local apart, inside = squares(shared, ys)
    between, within = between + apart, within + inside
  end
  if within <= 1e-9 * between then
    return between > 0 and math.huge or 0
  end
  return between / (#shared - 1) / (within / (members - #shared))
end

return M

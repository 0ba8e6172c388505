--- Samples: cases drawn anew from those to learn from, and noise to shake rows by.

local answer = require("hyla.kit.answer")
local tensor = require("hyla.tensor")

local M = {}

--- Returns as many cases drawn from a part with repetition (the bootstrap, Efron 1979).
---
---@param part { rows: Tensor, targets: Targets }
---@param rng Rng
---@return { rows: Tensor, targets: Targets }
function M.bootstrap(part, rng)
  local places, count = {}, part.rows:size(1)
  for i = 1, count do
    places[i] = rng:integer(count)
  end
  return {
    rows = part.rows:index_select(1, tensor.tensor(places)),
    targets = answer.pick(part.targets, places),
  }
end

--- Returns normal noise of mean 0 and spread 1, a number for every number of rows.
---
---@param rows Tensor
---@param rng Rng
---@return Tensor
function M.noise(rows, rng)
  return tensor.randn({ rows:size(1), rows:size(2) }, rng)
end

return M

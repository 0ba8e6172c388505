--- Samples: cases drawn anew from those to learn from, and rows that are shaken.

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

--- Returns rows with normal noise on every number.
---
---@param rows Tensor
---@param spread number|Tensor of the noise
---@param rng Rng
---@return Tensor
function M.noisy(rows, spread, rng)
  return rows + tensor.randn({ rows:size(1), rows:size(2) }, rng) * spread
end

return M

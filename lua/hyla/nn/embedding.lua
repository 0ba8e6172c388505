--- Embeddings: a learned vector for each of a number of things.

local t = require("hyla.tensor")

local M = {}

--- Positions to vectors: [...] -> [..., size].
---
---@param count integer
---@param size integer
---@param options? { dtype?: Dtype }
---@return Layer  Of parameters { w = [count, size] }, drawn from the standard normal distribution.
--- Its input may be a list of positions too; they count from 1.
function M.embedding(count, size, options)
  options = options or {}
  return {
    init = function(rng)
      return { w = t.randn({ count, size }, rng, options.dtype) }
    end,
    apply = function(params, positions)
      return params.w:embedding(positions)
    end,
  }
end

return M

--- Embeddings: a learned vector for each of a number of things.

local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

local OPTIONS = { dtype = true }

--- Positions to vectors: [...] -> [..., size].
---
---@param count integer
---@param size integer
---@param options? { dtype?: Dtype }
---@return Layer  Of parameters { w = [count, size] }, drawn from the standard normal distribution.
--- Its input may be a list of positions too; they count from 1.
function M.embedding(count, size, options)
  mistake.unless_extent("embedding", "count", count)
  mistake.unless_extent("embedding", "size", size)
  options = mistake.options("embedding", options, OPTIONS)
  return {
    init = function(rng)
      return { w = t.randn({ count, size }, rng, options.dtype) }
    end,
    apply = function(params, positions)
      mistake.unless_params("embedding", params)
      return t.embedding(params.w, positions)
    end,
  }
end

return M

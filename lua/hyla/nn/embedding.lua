--- Embeddings: a learned vector for each of a number of things.

local t = require("hyla.tensor")

local M = {}

local function joined(shape, extent)
  local longer = { unpack(shape) }
  longer[#longer + 1] = extent
  return longer
end

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
      if not t.is_tensor(positions) then
        return params.w:index_select(1, positions)
      end
      local rows = params.w:index_select(1, positions:reshape(positions:count()))
      return rows:reshape(joined(positions:shape(), size))
    end,
  }
end

return M

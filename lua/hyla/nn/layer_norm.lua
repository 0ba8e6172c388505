--- Layer normalisation.

local t = require("hyla.tensor")

local M = {}

--- Brings the elements of the last axis to mean 0 and variance 1, then scales and shifts each (Ba
--- et al. 2016): [..., size] -> [..., size].
---
---@param size integer
---@param options? { epsilon?: number, dtype?: Dtype }  epsilon: 1e-5 by default
---@return Layer  Of parameters { gain = [size], shift = [size] }.
function M.layer_norm(size, options)
  options = options or {}
  return {
    init = function()
      return { gain = t.ones({ size }, options.dtype), shift = t.zeros({ size }, options.dtype) }
    end,
    apply = function(params, x)
      return x:layer_norm(params.gain, params.shift, options.epsilon or 1e-5)
    end,
  }
end

return M

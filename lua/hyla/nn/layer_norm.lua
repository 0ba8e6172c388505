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
      local centred = x - x:mean(-1, true)
      local variance = (centred * centred):mean(-1, true)
      local scale = (variance + (options.epsilon or 1e-5)):sqrt()
      return centred / scale * params.gain + params.shift
    end,
  }
end

return M

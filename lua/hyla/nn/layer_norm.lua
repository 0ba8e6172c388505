--- Layer normalisation.

local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

local OPTIONS = { epsilon = true, dtype = true }

--- Brings the elements of the last axis to mean 0 and variance 1, then scales and shifts each (Ba
--- et al. 2016): [..., size] -> [..., size].
---
---@param size integer
---@param options? { epsilon?: number, dtype?: Dtype }  epsilon: 1e-5 by default
---@return Layer  Of parameters { gain = [size], shift = [size] }.
function M.layer_norm(size, options)
  mistake.unless_extent("layer_norm", "size", size)
  options = mistake.options("layer_norm", options, OPTIONS)
  return {
    init = function()
      return { gain = t.ones({ size }, options.dtype), shift = t.zeros({ size }, options.dtype) }
    end,
    apply = function(params, x)
      mistake.unless_params("layer_norm", params)
      return t.layer_norm(x, params.gain, params.shift, options.epsilon or 1e-5)
    end,
  }
end

return M
